/** Which rule each field of what people told is judged by. `*` stands for a number. */
import {
  freeText,
  freeTextForCourt,
  knownFrom,
  type Rules,
  show,
  stays,
  stopped,
  when,
  whereHeard,
} from '../field-rules.ts';

export const testimonyRules: Rules = {
  witness: show,
  language: show,
  incident: show,
  consent: freeText,
  'account.*': show,
  // Whoever told the witness is another person, who agreed to nothing.
  'told.*': knownFrom,
  form: show,
  // How it was asked is for both sides of a trial; what an organisation wrote into its own questions may lead to people.
  template: freeText,
  // That somebody told it before is for both sides of a trial; to whom, and where that lies, for those who must weigh it.
  'earlier.answer': freeText,
  'earlier.accounts': knownFrom,
  'earlier.why': freeTextForCourt,
  'interview.when': when,
  'interview.way': show,
  'interview.by': knownFrom,
  'interview.interpreting': show,
  'interview.interpreter': knownFrom,
  'interview.place': whereHeard,
  'interview.present': whereHeard,
  'interview.words': freeTextForCourt,
  recording: show,
  stopped,
  'readback.outcome': show,
  'readback.by': knownFrom,
  'readback.when': when,
  'readback.language': show,
  'readback.changes': freeTextForCourt,
  'readback.why': freeTextForCourt,
  // What somebody needs, and who looks after them, is between them and those who help.
  'support.*': stays('medical confidence'),
  reason: freeText,
};

/**
 * What a witness said later follows the account: who may read that learns that it was added to or taken back, whatever else stays. Who
 * took it and where may lead to people.
 */
export const laterRules: Rules = {
  testimony: show,
  when,
  how: show,
  language: show,
  takenby: freeTextForCourt,
  interpreter: freeTextForCourt,
  readback: show,
  circumstances: freeText,
  'account.*': show,
  'told.*': knownFrom,
  takenback: show,
  why: freeText,
  reason: freeText,
};

export const signOffRules: Rules = {
  acquisition: show,
  counts: show,
  digest: show,
  gaps: show,
  problems: show,
  removable: show,
  statement: show,
};

/** What was said follows the account's own rule, paragraph by paragraph. Who wrote it down is for those who must weigh it. */
export const transcriptRules: Rules = {
  item: show,
  testimony: show,
  language: show,
  by: knownFrom,
  machine: show,
  checked: knownFrom,
  'paragraph.*': show,
  note: freeTextForCourt,
  reason: freeText,
};

export const translationRules: Rules = { ...transcriptRules, transcript: show, original: show };
