import { type Rules, show, stays } from './field-rules.ts';
import { laterRules, signOffRules, testimonyRules, transcriptRules, translationRules } from './ruled/accounts.ts';
import {
  agreementRules,
  claimRules,
  deviceRules,
  facilityRules,
  importRules,
  incidentRules,
  notificationRules,
  organisationRules,
  siteRules,
} from './ruled/cases.ts';
import {
  acquisitionRules,
  assertionRules,
  civilTimeRules,
  clockRules,
  companionRules,
  itemRules,
  linkRules,
  provenanceRules,
  soundRules,
} from './ruled/files.ts';
import {
  consentRules,
  erasureRules,
  holdRules,
  involvementRules,
  markRules,
  noticeRules,
  operatorRules,
  orderRules,
  overrideRules,
  personRules,
  restrictionRules,
  tagRules,
} from './ruled/people.ts';

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
  // Names of fields and the codes of both people. The ground could say something about the person, and so could what left with it.
  erase: { fields: show, requester: show, copies: stays('working note') },
};

/** Every field that a rule names, by the type of its entry; `*` stands for a number. What is let out has to be explained elsewhere. */
export const ruledFields: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(Object.entries(rulesByType).map(([type, rules]) => [type, Object.keys(rules)])),
  record: Object.values(rulesByKind).flatMap((rules) => Object.keys(rules)),
};
