import {
  areas,
  conflicts,
  exactPlace,
  fileName,
  forItsAudience,
  freeText,
  freeTextForCourt,
  knownFrom,
  original,
  place,
  type Rules,
  reread,
  show,
  stays,
  stopped,
  when,
  whereHeard,
} from './field-rules.ts';

/** Which rule each field of each kind of entry is judged by. `*` stands for a number. Whatever no rule names stays. */

export const always: Rules = {
  at: show,
  carried: show,
  type: show,
  operator: show,
  amends: show,
  erases: show,
  kind: show,
  id: show,
};

const itemRules: Rules = {
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

const acquisitionRules: Rules = {
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

const incidentRules: Rules = {
  title: show,
  facility: exactPlace,
  place,
  when,
  account: freeText,
  attacks: show,
  certainty: show,
  'impact.*.when': when,
  'impact.*.place': place,
  'impact.*.facility': exactPlace,
  'impact.*.site': exactPlace,
  'impact.*.weapons': show,
  'impact.*.weapon': freeText,
  'impact.*.hit': freeText,
  'impact.*.secondstrike': show,
  'impact.*.source': knownFrom,
  'harm.*.group': show,
  'harm.*.harm': show,
  'harm.*.lowest': show,
  'harm.*.best': show,
  'harm.*.highest': show,
  'harm.*.source': knownFrom,
  // Who is said to have done it: WHO publishes no such column (SSA, public data), and a name in print has no answer beside it.
  'attribution.*': freeText,
  'functionality.before': show,
  'functionality.after': show,
  'functionality.source': knownFrom,
  'services.interrupted': show,
  'services.words': freeText,
  'military.presence': show,
  'military.use': show,
  'military.source': knownFrom,
  'intent.*.sign': show,
  'intent.*.state': show,
  'intent.*.source': knownFrom,
  definitions: show,
  'ssa.id': show,
  'ssa.resources': show,
  'ssa.facilitytype': freeText,
  'sind.id': show,
  'sind.perpetrators': freeText,
  'sind.weapons': show,
  'sind.locations': show,
  'sind.precision': show,
  'sind.counts': show,
  'sind.accessdenied': show,
  'sind.captivity': show,
  'sind.flags': show,
  'context.control': freeText,
  'context.siege': show,
  'context.truces': show,
  'context.source': knownFrom,
  'listed.item': show,
  'listed.row': show,
  'listed.stated': freeText,
  reason: freeText,
};

const testimonyRules: Rules = {
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
const laterRules: Rules = {
  testimony: show,
  when,
  how: show,
  language: show,
  takenby: freeTextForCourt,
  interpreter: freeTextForCourt,
  readback: show,
  circumstances: freeText,
  'account.*': show,
  takenback: show,
  why: freeText,
  reason: freeText,
};

/**
 * Where medical work goes on must not become a list of targets: what names a facility or leads to one stays from those who publish, and
 * what is left for them says what kind it is and how far it works.
 */
const facilityRules: Rules = {
  names: exactPlace,
  category: show,
  runby: exactPlace,
  identifiers: exactPlace,
  serves: exactPlace,
  note: freeText,
  reason: freeText,
};

const siteRules: Rules = {
  facility: show,
  when,
  mode: exactPlace,
  place,
  movedfrom: show,
  functionality: show,
  emblem: exactPlace,
  source: knownFrom,
  note: freeText,
  reason: freeText,
};

const notificationRules: Rules = {
  facility: show,
  site: show,
  when,
  coordinates: exactPlace,
  point: exactPlace,
  sender: freeText,
  addressees: freeText,
  reached: freeText,
  acknowledged: show,
  acknowledgement: freeText,
  withdrawn: show,
  withdrawal: freeText,
  source: knownFrom,
  note: freeText,
  reason: freeText,
};

const agreementRules: Rules = {
  title: show,
  category: show,
  parties: show,
  excluded: show,
  areas,
  begins: show,
  ends: show,
  terms: freeText,
  source: knownFrom,
  note: freeText,
  reason: freeText,
};

const organisationRules: Rules = { names: freeText, category: show, note: freeText, reason: freeText };

/** Whose device it is, and what tells it from others of its make, leads to a person. */
const deviceRules: Rules = {
  title: freeTextForCourt,
  category: show,
  maker: show,
  model: show,
  serial: freeTextForCourt,
  holder: freeTextForCourt,
  clock: freeText,
  note: freeTextForCourt,
  reason: freeTextForCourt,
};

/** What sources say, in their words; whom something is known from is for those who must weigh it. */
const claimRules: Rules = {
  incident: show,
  about: show,
  says: freeText,
  when,
  place,
  count: show,
  works: show,
  item: show,
  testimony: show,
  paragraph: show,
  organisation: freeText,
  source: knownFrom,
  origin: show,
  root: knownFrom,
  against: show,
  rests: show,
  withdrawn: show,
  reason: freeText,
};

const assertionRules: Rules = { item: show, field: show, value: freeTextForCourt, reason: freeTextForCourt };
/** The camera's number tells one camera from all others; what is left says how wrong a clock was. */
const clockRules: Rules = {
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
const civilTimeRules: Rules = {
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
const provenanceRules: Rules = {
  acquisitions: show,
  origin: show,
  creator: stays('identity'),
  giver: stays('identity'),
  carrier: stays('identity'),
  original: freeTextForCourt,
  testifies: freeTextForCourt,
  received: when,
  handed: show,
  method: show,
  note: freeTextForCourt,
  reason: freeTextForCourt,
};
const signOffRules: Rules = {
  acquisition: show,
  counts: show,
  digest: show,
  gaps: show,
  problems: show,
  removable: show,
  statement: show,
};
/** Whose voice a file holds, and how it came about. What a microphone is called can be its owner's name. */
const soundRules: Rules = {
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

/** What was said follows the account's own rule, paragraph by paragraph. Who wrote it down is for those who must weigh it. */
const transcriptRules: Rules = {
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
const translationRules: Rules = { ...transcriptRules, transcript: show, original: show };
/** What the columns of somebody's list became here, and which of its rows were left out; its words may be names. */
const importRules: Rules = {
  item: show,
  mapping: freeText,
  encoding: show,
  delimiter: show,
  counts: show,
  leftout: freeText,
};
const operatorRules: Rules = { code: show };
const linkRules: Rules = { from: show, to: show, reason: freeText };

/** Who wants something kept, and who asked for what to be erased: the archive's own affair, but that it happened is shown. */
const ownAffair = (...names: readonly string[]): Rules =>
  Object.fromEntries(names.map((name) => [name, stays('working note')]));
const holdRules = ownAffair(
  'testimony',
  'incident',
  'item',
  'person',
  'authority',
  'basis',
  'until',
  'lifted',
  'reason',
);
const erasureRules = ownAffair('what', 'testimony', 'item', 'person', 'ground', 'plan', 'state', 'requester', 'reason');

/**
 * What a companion says of a file: senders, numbers, devices, places, and the names under which others knew it. Which file it is and whether
 * its hash is the one that was stated says nothing of a person; the names of files that are not here may.
 */
const companionRules: Rules = {
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
/** Nobody is known by a code name and what they are to a case; days of birth are another matter. */
const personRules: Rules = {
  code: show,
  standing: freeText,
  child: freeText,
  majority: stays('may point to a person'),
  keepuntil: stays('working note'),
  keepwhy: stays('working note'),
  keepby: stays('working note'),
  basis: stays('working note'),
  basiswords: stays('working note'),
  ended: show,
  reason: freeTextForCourt,
};
/** Under which consent something was handed over is part of what proceedings look at. Words of somebody's own are for a court. */
const consentRules: Rules = {
  person: show,
  state: show,
  asked: show,
  explained: show,
  audiences: show,
  purposes: show,
  conditions: freeTextForCourt,
  anonymise: show,
  obtained: freeTextForCourt,
  recording: show,
  child: freeTextForCourt,
  renew: show,
  wishes: freeTextForCourt,
  withdrawal: freeTextForCourt,
  reason: freeTextForCourt,
};
const involvementRules = ownAffair('person', 'as', 'item', 'testimony', 'incident', 'ended', 'inside', 'reason');
const markRules = ownAffair('classes', 'item', 'testimony', 'incident', 'reason');
const restrictionRules = ownAffair(
  ...['viewers', 'authority', 'basis', 'until', 'lifted'],
  ...['item', 'testimony', 'incident', 'reason'],
);
const overrideRules = ownAffair(
  ...['viewer', 'ground', 'basis', 'covers', 'state', 'requester', 'purpose', 'order'],
  ...['item', 'testimony', 'incident', 'reason'],
);
/** Those whom an order was for see which one it was; nobody else learns of it. */
const orderRules: Rules = {
  audience: forItsAudience,
  court: forItsAudience,
  reference: forItsAudience,
  issued: forItsAudience,
  ...ownAffair('copy', 'state', 'requester', 'reason'),
};
const tagRules = ownAffair('tag', 'item', 'incident', 'removed', 'reason');
const noticeRules = ownAffair('person', 'export', 'told', 'how', 'answer', 'reason');

export const rulesByKind: Readonly<Record<string, Rules>> = {
  incident: incidentRules,
  testimony: testimonyRules,
  addition: laterRules,
  recanting: laterRules,
  claim: claimRules,
  tag: tagRules,
  assertion: assertionRules,
  operator: operatorRules,
  hold: holdRules,
  erasure: erasureRules,
  facility: facilityRules,
  site: siteRules,
  notification: notificationRules,
  agreement: agreementRules,
  organisation: organisationRules,
  device: deviceRules,
  companion: companionRules,
  person: personRules,
  consent: consentRules,
  involvement: involvementRules,
  mark: markRules,
  restriction: restrictionRules,
  override: overrideRules,
  order: orderRules,
  notice: noticeRules,
  clock: clockRules,
  'civil time': civilTimeRules,
  provenance: provenanceRules,
  signoff: signOffRules,
  recording: soundRules,
  transcript: transcriptRules,
  translation: translationRules,
  import: importRules,
};

export const rulesByType: Readonly<Record<string, Rules>> = {
  genesis: { software: show, training: show, continues: show, successor: show },
  key: {},
  acquisition: acquisitionRules,
  item: itemRules,
  link: linkRules,
  custody: {},
  export: { audience: show },
  // Names no person, and is what an outsider's trust in the times rests on.
  anchor: { checkpoint: show, rfc3161: show, ots: show, beacon: show, authority: show, headers: show },
  // Names of fields and the codes of both people. The ground could say something about the person.
  erase: { fields: show, requester: show },
};

/** Every field that a rule names, by the type of its entry; `*` stands for a number. What is let out has to be explained elsewhere. */
export const ruledFields: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(Object.entries(rulesByType).map(([type, rules]) => [type, Object.keys(rules)])),
  record: Object.values(rulesByKind).flatMap((rules) => Object.keys(rules)),
};
