/** Which rule each field of an entry about a file is judged by. `*` stands for a number. */
import {
  conflicts,
  exactPlace,
  fileName,
  freeText,
  freeTextForCourt,
  namingNobody,
  original,
  type Rules,
  reread,
  show,
  stays,
  when,
} from '../field-rules.ts';

export const itemRules: Rules = {
  file: original,
  acquisition: show,
  name: fileName,
  path: stays('may point to a person'),
  modified: show,
  born: show,
  reread,
  parsers: show,
  'read.camera': show,
  'read.gps': exactPlace,
  'read.other': stays('may point to a person'),
  refused: stays('may point to a person'),
  conflicts,
  'derived.captured': show,
  'derived.position': exactPlace,
  'derived.camera': show,
  'derived.device': stays('may point to a person'),
  'derived.credentials': show,
  'derived.picture': show,
  'derived.recording': show,
  'derived.document': show,
  unread: show,
  preview: stays('working note'),
};

export const acquisitionRules: Rules = {
  'source.kind': show,
  'source.item': show,
  'source.path': stays('may point to a person'),
  count: show,
  part: show,
  // A volume's name may be a person's, its serial leads to one card, and so to whose it is.
  volume: stays('may point to a person'),
  skipped: stays('may point to a person'),
  'holds.*': stays('may point to a person'),
};

/**
 * What a companion says of a file: senders, numbers, devices, places, and the names under which others knew it. Which file it is and whether
 * its hash is the one that was stated says nothing of a person; the names of files that are not here may.
 */
export const companionRules: Rules = {
  item: show,
  form: show,
  acquisition: show,
  parsers: show,
  counts: show,
  cut: show,
  chat: freeText,
  'about.*': show,
  'says.*': stays('may point to a person'),
  'absent.*': stays('may point to a person'),
  reason: show,
};

export const assertionRules: Rules = { item: show, field: show, value: freeTextForCourt, reason: freeTextForCourt };

/** The camera's number tells one camera from all others; what is left says how wrong a clock was. */
export const clockRules: Rules = {
  item: show,
  camera: show,
  serial: stays('may point to a person'),
  shown: show,
  wall: show,
  offset: show,
  ahead: show,
  withdrawn: show,
  reason: freeText,
};

/** Which time was kept and when says nothing of anybody; where, by whom it was held, and who says so may. */
export const civilTimeRules: Rules = {
  where: exactPlace,
  control: freeText,
  zone: show,
  from: show,
  to: show,
  says: freeTextForCourt,
  incident: show,
  around: exactPlace,
  offsets: show,
  tz: show,
  withdrawn: show,
  reason: freeTextForCourt,
};

/** People stand in it by code name, and are nobody's business outside. Where originals are, and who would testify, is for a court. */
export const provenanceRules: Rules = {
  acquisitions: show,
  origin: show,
  creator: stays('identity'),
  giver: stays('identity'),
  carrier: stays('identity'),
  original: namingNobody,
  testifies: freeTextForCourt,
  received: when,
  handed: show,
  method: show,
  note: namingNobody,
  reason: namingNobody,
};

/** Whose voice a file holds, and how it came about. What a microphone is called can be its owner's name. */
export const soundRules: Rules = {
  origin: show,
  witness: show,
  testimony: show,
  item: show,
  agreed: show,
  began: show,
  ended: show,
  pauses: show,
  ending: show,
  input: stays('may point to a person'),
  rate: show,
  channels: show,
  processing: show,
  state: show,
  reason: freeTextForCourt,
};

export const linkRules: Rules = { from: show, to: show, reason: freeText };
