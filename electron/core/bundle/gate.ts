import type { Json } from '../../../shared/ledger/canonical.ts';
import type { AnonymisedPart } from '../../../shared/model/consent.ts';
import { personalSubject } from '../../../shared/model/personal-tags.ts';
import type { Audience } from '../../../shared/model/vocabulary.ts';
import type { Ground } from '../../../shared/model/withholding.ts';
import { type Bearing, publishes, weigh } from '../gate/weigh.ts';

/**
 * Which fields of an entry an audience may see: `weigh` says whether it may see the thing at all, the rules here which of its details.
 * Bundles, receipts and the preview of what leaves and stays ask `decide`. It names what may leave; whatever no rule names stays.
 *
 * A bundle hands originals over bit for bit, so what a camera wrote into a file leaves with the file. Where an audience must not
 * learn a position, a file that carries one stays as a whole.
 */

/** An entry, and what the rest of the ledger says that bears on it. */
export interface Subject {
  readonly type: string;
  /** Every field that can still be opened. */
  readonly fields: Readonly<Record<string, Json>>;
  /** What bears on the thing that the entry is about: who is concerned and agreed to what, what it is, what was restricted. */
  readonly bearing: Bearing;
  /** The day for which it is judged, `YYYY-MM-DD`. */
  readonly today: string;
  /** For a link's entries: whether both things that it joins are shown to this audience. */
  readonly endsShown: boolean;
}

/** `null`: may be disclosed. */
export type FieldDecision = Ground | null;
export type Decision = ReadonlyMap<string, FieldDecision>;

/** Whether a field may leave; asked only for fields that are there. */
type Rule = (subject: Subject, audience: Audience, name: string) => FieldDecision;
type Rules = Readonly<Record<string, Rule>>;

const show: Rule = () => null;
const stays =
  (ground: Ground): Rule =>
  () =>
    ground;

const freeTextForCourt: Rule = (_subject, audience) => (audience === 'court' ? null : 'may point to a person');
const freeText: Rule = (_subject, audience) => (publishes(audience) ? 'may point to a person' : null);
/** Where something is known from: people who told it can be found by that. For those who must weigh it, and nobody else. */
const knownFrom: Rule = (_subject, audience) =>
  audience === 'court' || audience === 'un_mechanism' ? null : 'may point to a person';
/** Where somebody concerned asked that their place be taken out, nobody outside learns it. */
const exactPlace: Rule = (subject, audience) => {
  if (publishes(audience)) return 'exact place';
  return isAnonymised(subject, audience, 'location') ? 'anonymity asked' : null;
};

/** Places known no better than this point at no building. */
const coarse = ['settlement', 'district', 'governorate', 'country'];

const when: Rule = ({ fields }, audience, name) => {
  const { words } = (fields[name] ?? {}) as { words?: Json };
  return publishes(audience) && textOf(words) !== '' ? 'may point to a person' : null;
};

/** Whether a place points at no building: an area without corners, without a point, known no better than by a town. */
function isCoarse(value: Json | undefined): boolean {
  const { precision, point, area } = (value ?? {}) as { precision?: Json; point?: Json; area?: Json };
  return typeof precision === 'string' && coarse.includes(precision) && point === null && area === undefined;
}

const place: Rule = ({ fields }, audience, name) =>
  !publishes(audience) || isCoarse(fields[name]) ? null : 'exact place';

const areas: Rule = ({ fields }, audience) => {
  const all = Array.isArray(fields.areas) ? (fields.areas as readonly Json[]) : [];
  return !publishes(audience) || all.every(isCoarse) ? null : 'exact place';
};

const day = '(19|20)\\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01])';
const extension = '\\.[A-Z0-9]{3,4}$';

/**
 * Names that cameras and phones give by themselves: DCF (CIPA DC-009, four characters and four digits) with the characters that makers
 * set, and names by the clock. The free characters of a DCF name can be set to a person's, so others are not taken for granted.
 */
const cameraMade = [
  `^(IMG|MVI|DSC|DSCN|DSCF|PXL|VID|MOV|GOPR|DJI|SAM|CIMG|PICT|IMGP|KIF|CLIP|_MG|_DSC)[_-]?\\d{4,6}${extension}`,
  `^(IMG_E\\d{4}|P\\d{7}|\\d{3}_\\d{4}|G[HX]\\d{6})${extension}`,
  `^((IMG|VID|PXL|MVIMG|PANO|DJI)_)?${day}_\\d{6,9}([_.](HDR|MP|NIGHT|PORTRAIT|COVER|\\d{1,4}))*${extension}`,
].map((pattern) => new RegExp(pattern, 'i'));

/** Whether a camera or phone gave this name by itself, so that it says nothing about anybody. */
export function isCameraMade(name: string): boolean {
  return cameraMade.some((pattern) => pattern.test(name));
}

const fileName: Rule = ({ fields }) => (isCameraMade(textOf(fields.name)) ? null : 'may point to a person');

const isAnonymised = ({ bearing, today }: Subject, audience: Audience, ...parts: readonly AnonymisedPart[]): boolean =>
  weigh(bearing, audience, today).anonymise.some((part) => parts.includes(part));

const original: Rule = (subject, audience) => {
  const { fields } = subject;
  if (isAnonymised(subject, audience, 'photo', 'voice')) return 'anonymity asked';
  const isPlaced = tagNames(fields['read.gps']).length > 0 || Object.hasOwn(fields, 'derived.position');
  if (isPlaced && isAnonymised(subject, audience, 'location')) return 'anonymity asked';
  if (!publishes(audience)) return null;
  if (isPlaced) return 'exact place';
  return tagNames(fields['read.other']).some((name) => personalSubject(name) !== null) ? 'may point to a person' : null;
};

function tagNames(tags: Json | undefined): string[] {
  if (!Array.isArray(tags)) return [];
  return (tags as readonly Json[]).map((tag) => textOf((tag as { name?: Json } | null)?.name));
}

/** One conflict quotes a file's name. A kind that is not known here could quote anything. */
const quotesNothing = [
  'offset missing',
  'gps and clock disagree',
  'edited with software',
  'metadata absent',
  'captured after acquisition',
  'read differently',
  'credentials faulty',
];
/** Where the sun stood at a known time, and which side of the globe is in doubt, narrow down where somebody stood. */
const tellsOfPlace = ['hemisphere in doubt', 'daylight impossible'];

const conflicts: Rule = (subject, audience) => {
  const listed = Array.isArray(subject.fields.conflicts) ? (subject.fields.conflicts as readonly Json[]) : [];
  const kinds = listed.map((conflict) => textOf((conflict as { kind?: Json } | null)?.kind));
  if (publishes(audience) && kinds.some((kind) => tellsOfPlace.includes(kind))) return 'exact place';
  const harmless = kinds.every((kind) => quotesNothing.includes(kind) || tellsOfPlace.includes(kind));
  return harmless ? null : fileName(subject, audience, 'name');
};

/** What a failing card gave at other times may be another file of this archive, with an answer of its own; the flag says that it did. */
const reread: Rule = ({ fields }) =>
  (fields.reread as { outcome?: Json } | null)?.outcome === 'different' ? 'working note' : null;

/** Names a field without its number: `account.3` is judged as `account.*`, `impact.2.place` as `impact.*.place`. */
const numbered = (name: string): string => name.replace(/\.\d+(?=\.|$)/, '.*');

const always: Rules = {
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
  reason: freeText,
};

const testimonyRules: Rules = {
  witness: show,
  language: show,
  incident: show,
  consent: freeText,
  'account.*': show,
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
const operatorRules: Rules = { code: show };
const linkRules: Rules = { from: show, to: show, reason: freeText };

/** Who wants something kept, and who asked for what to be erased: the archive's own affair, but that it happened is shown. */
const ownAffair = (...names: readonly string[]): Rules =>
  Object.fromEntries(names.map((name) => [name, stays('working note')]));
const holdRules = ownAffair('testimony', 'incident', 'item', 'authority', 'basis', 'until', 'lifted', 'reason');
const erasureRules = ownAffair('what', 'testimony', 'item', 'ground', 'plan', 'state', 'requester', 'reason');

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
const involvementRules = ownAffair('person', 'as', 'item', 'testimony', 'incident', 'ended', 'reason');
const markRules = ownAffair('classes', 'item', 'testimony', 'incident', 'reason');
const restrictionRules = ownAffair(
  ...['viewers', 'authority', 'basis', 'until', 'lifted'],
  ...['item', 'testimony', 'incident', 'reason'],
);
const overrideRules = ownAffair(
  ...['viewer', 'ground', 'basis', 'covers', 'state', 'requester'],
  ...['item', 'testimony', 'incident', 'reason'],
);
const noticeRules = ownAffair('person', 'export', 'told', 'how', 'answer', 'reason');

const rulesByKind: Readonly<Record<string, Rules>> = {
  incident: incidentRules,
  testimony: testimonyRules,
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
  notice: noticeRules,
  clock: clockRules,
  'civil time': civilTimeRules,
  provenance: provenanceRules,
  signoff: signOffRules,
};

const rulesByType: Readonly<Record<string, Rules>> = {
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

/** Entries about the archive's own running: what they hold beside the rules above is for those who keep it. */
const ownRunning = ['key', 'custody', 'export', 'anchor', 'erase'];

/** Decides every field of an entry. Where all fields stay, the entry is withheld whole, its body included. */
export function decide(subject: Subject, audience: Audience): Decision {
  const names = Object.keys(subject.fields);
  const whole = wholeGround(subject, audience);
  if (whole !== null) return new Map(names.map((name) => [name, whole]));
  const rules = rulesOf(subject);
  const otherwise: Ground = ownRunning.includes(subject.type) ? 'working note' : 'no rule';
  return new Map(
    names.map((name) => {
      const rule = ruleFor(always, name) ?? ruleFor(rules, name);
      return [name, rule === null ? otherwise : rule(subject, audience, name)];
    }),
  );
}

function ruleFor(rules: Rules, name: string): Rule | null {
  const key = numbered(name);
  return Object.hasOwn(rules, key) ? (rules[key] ?? null) : null;
}

function rulesOf({ type, fields }: Subject): Rules {
  if (type !== 'record') return Object.hasOwn(rulesByType, type) ? (rulesByType[type] ?? {}) : {};
  const kind = textOf(fields.kind);
  return Object.hasOwn(rulesByKind, kind) ? (rulesByKind[kind] ?? {}) : {};
}

/** Why an entry stays whole. The history of a record follows what is on record now: an amendment is judged like what it amends. */
function wholeGround({ type, fields, bearing, today, endsShown }: Subject, audience: Audience): FieldDecision {
  if (!Object.hasOwn(rulesByType, type) && type !== 'record') return 'no rule';
  if (type === 'link') return endsShown ? null : 'other end stays';
  const kind = type === 'record' ? textOf(fields.kind) : null;
  if (kind === 'identity') return 'identity';
  if (kind !== null && !Object.hasOwn(rulesByKind, kind)) return 'no rule';
  return weigh(bearing, audience, today).ground;
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
