import { clock } from './clock.ts';

/**
 * What fields of a history hold, as people say it: codes of closed lists by their words, times and places as everywhere else, everything else
 * as it was written. Values in a history are text; those that are made of parts are canonical JSON.
 */

export interface InWords {
  /** The words of a language by their key, `audience.court`; null for what it has none for. */
  readonly say: (key: string) => string | null;
  /** An EDTF time in words. */
  readonly when: (edtf: string) => string;
  readonly language: (tag: string) => string;
}

/** Fields that hold codes, by the group of words that says them. */
const codeGroups: Readonly<Record<string, string>> = {
  attacks: 'attackType',
  audiences: 'audience',
  viewers: 'audience',
  explained: 'explainedTopic',
  purposes: 'purpose',
  anonymise: 'anonymisedPart',
  classes: 'materialClass',
  as: 'involvement',
  standing: 'standing',
  certainty: 'certainty',
  precision: 'precision',
  reach: 'withdrawalReach',
  recording: 'people.recordingState',
  readback: 'laterReadBack',
};
/** The same names mean other lists in other records. */
const codeGroupsByOwner: Readonly<Record<string, readonly string[]>> = {
  state: ['personConsent', 'consentState'],
  basis: ['legalBasis', 'basis'],
  how: ['laterWay', 'consentWay'],
  assent: ['people.assent'],
  guardian: ['people.guardianState'],
};

/** What people wrote: never taken for a code, even where it is a word of one. */
const written: ReadonlySet<string> = new Set([
  ...[
    'title',
    'facility',
    'account',
    'words',
    'text',
    'name',
    'hit',
    'weapon',
    'source',
    'note',
    'reason',
    'why',
    'by',
  ],
  ...['where', 'place', 'present', 'interpreter', 'analyst', 'alternatives', 'against', 'terms', 'serves', 'witness'],
  ...['coordinates', 'sender', 'addressees', 'reached', 'acknowledgement', 'withdrawal', 'control', 'system', 'value'],
  ...[
    'id',
    'facilitytype',
    'identifiers',
    'maker',
    'model',
    'serial',
    'holder',
    'clock',
    'changes',
    'to',
    'says',
    'wishes',
  ],
  ...['code', 'speaker', 'circumstances', 'keepwhy', 'keepby', 'basiswords', 'stated', 'column', 'excluded', 'parties'],
]);

/** `account.3` is `account`, `impact.2.when` is `when`. */
const lastName = (field: string): string => field.split('.').findLast((part) => !/^\d+$/.test(part)) ?? field;

const isEmpty = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  value === '' ||
  (typeof value === 'object' && Object.values(value).every(isEmpty));

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function codeInWords(name: string, code: string, { say, when, language }: InWords): string {
  if (name === 'edtf') return when(code);
  if (name === 'language') return language(code);
  if (written.has(name)) return code;
  const groups = codeGroupsByOwner[name] ?? [codeGroups[name] ?? 'word'];
  return [...groups, 'word'].map((group) => say(`${group}.${code}`)).find((words) => words !== null) ?? code;
}

/** A value of the field `name`, taken apart already. */
export function inWords(name: string, value: unknown, how: InWords): string {
  const { say } = how;
  if (typeof value === 'boolean') return say(`word.${value ? 'yes' : 'no'}`) ?? String(value);
  if (typeof value === 'string') return codeInWords(name, value, how);
  if (Array.isArray(value)) {
    const all = value.filter((each) => !isEmpty(each)).map((each) => inWords(name, each, how));
    return all.join(all.length > 1 && value.some(isObject) ? '; ' : ', ');
  }
  if (!isObject(value)) return String(value);
  const { edtf, latitude, longitude, precision, text, basis } = value;
  if (typeof edtf === 'string')
    return [edtf === '' ? '' : how.when(edtf), value.words].filter((each) => !isEmpty(each)).join(' · ');
  if (typeof latitude === 'string' && typeof longitude === 'string') return `${latitude}, ${longitude}`;
  if (typeof precision === 'string' && 'point' in value)
    return ['name', 'within', 'precision', 'point', 'area']
      .filter((part) => !isEmpty(value[part]))
      .map((part) => inWords(part, value[part], how))
      .join(' · ');
  if (typeof text === 'string' && typeof basis === 'string') return `${text} (${say(`basis.${basis}`) ?? basis})`;
  return Object.entries(value)
    .filter(([, each]) => !isEmpty(each) && each !== false)
    .map(([part, each]) => `${partInWords(part, how)}: ${inWords(part, each, how)}`)
    .join(' · ');
}

/** Parts that a form calls by a question. */
const asked: Readonly<Record<string, string>> = {
  noDeathPenalty: 'people.noDeath',
  askAgain: 'people.askAgain',
  notStates: 'people.notStates',
  guardian: 'people.guardian',
};

/** A part of a value, as people call it. */
export const partInWords = (name: string, { say }: InWords): string =>
  say(asked[name] ?? `fieldName.${name}`) ??
  say(`people.part.${name}`) ??
  say(`people.field.${name}`) ??
  say(`word.${name}`) ??
  name;

/** A value of a history. Throws nothing: what can't be read is shown as it is. */
export function valueInWords(field: string, text: string, how: InWords): string {
  const name = lastName(field);
  if (/^paragraph\.\d+$/.test(field)) return spoken(text);
  if (text === 'null') return '';
  if (!/^[[{]/.test(text) && text !== 'true' && text !== 'false') return codeInWords(name, text, how);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return text;
  }
  return inWords(name, value, how);
}

/** A paragraph of a transcript: from where in the recording, by whom, what. */
function spoken(text: string): string {
  const { from, speaker, text: said } = JSON.parse(text) as Readonly<Record<string, unknown>>;
  return [typeof from === 'number' ? clock(from / 1_000) : '', speaker, said]
    .filter((each) => !isEmpty(each))
    .join(' · ');
}
