/** Which rule each field of a case, of what it is set in and of what sources say of it is judged by. `*` stands for a number. */
import {
  areas,
  exactPlace,
  freeText,
  freeTextForCourt,
  knownFrom,
  place,
  type Rules,
  show,
  when,
} from '../field-rules.ts';

export const incidentRules: Rules = {
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

/**
 * Where medical work goes on must not become a list of targets: what names a facility or leads to one stays from those who publish, and
 * what is left for them says what kind it is and how far it works.
 */
export const facilityRules: Rules = {
  names: exactPlace,
  category: show,
  runby: exactPlace,
  identifiers: exactPlace,
  serves: exactPlace,
  note: freeText,
  reason: freeText,
};

export const siteRules: Rules = {
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

export const notificationRules: Rules = {
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

export const agreementRules: Rules = {
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

export const organisationRules: Rules = { names: freeText, category: show, note: freeText, reason: freeText };

/** Whose device it is, and what tells it from others of its make, leads to a person. */
export const deviceRules: Rules = {
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
export const claimRules: Rules = {
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

/** What the columns of somebody's list became here, and which of its rows were left out; its words may be names. */
export const importRules: Rules = {
  item: show,
  mapping: freeText,
  encoding: show,
  delimiter: show,
  counts: show,
  leftout: freeText,
};
