import type { Json } from '../../../shared/ledger/canonical.ts';
import { type DaySpan, daySpan } from '../../../shared/model/day-span.ts';
import { extentOf, type LaterKind } from '../../../shared/model/later-accounts.ts';
import { namesOf } from '../../../shared/model/meeting.ts';
import { camera, conflict, readTag } from '../../../shared/model/metadata.ts';
import { type CapturePosition, capturePosition, recordedPlace } from '../../../shared/model/position.ts';
import { consent, paragraph } from '../../../shared/model/records.ts';
import { type Spot, spotOf } from '../../../shared/model/region.ts';
import { type FacetName, type FindableKind, findableKinds } from '../../../shared/model/search.ts';
import { earlierAccount } from '../../../shared/model/testimony.ts';
import { captureTime } from '../../../shared/model/time.ts';
import { digestOf, isRegistered, type RegisteredKind } from '../records/kinds.ts';

/** A thing as search sees it: words by where they stand, when it may have happened, and what it is narrowed down by. */
export interface Findable {
  readonly kind: FindableKind;
  readonly title: string;
  readonly passages: readonly Passage[];
  readonly days: DaySpan | null;
  readonly facets: readonly (readonly [FacetName, string])[];
  readonly places: readonly Placed[];
}

/** Where it is by coordinates, and by name as `namesOf` makes it comparable. */
export interface Placed {
  readonly spot: Spot | null;
  readonly names: string;
}

/** `field` is the name of the field in the ledger, so that a person is told where the words stand. */
export interface Passage {
  readonly field: string;
  readonly text: string;
}

const madeAt = ({ latitude, longitude, errorMetres }: CapturePosition): Spot => ({
  point: { latitude, longitude },
  metres: Number(errorMetres ?? 0) || 0,
});

type Fields = Readonly<Record<string, Json>>;

/** Characters of one value that are looked at. Longer ones are data, not words. */
const longestValue = 2_000;

const passage = (field: string, text: unknown): Passage[] =>
  typeof text === 'string' && text.trim() !== '' ? [{ field, text }] : [];

/** A file, from the fields of its entry. */
export function findableItem(fields: Fields): Findable {
  const name = typeof fields.name === 'string' ? fields.name : '';
  const file = (fields.file ?? {}) as { type?: Json };
  const made = camera.safeParse(fields['derived.camera']);
  const captured = captureTime.safeParse(fields['derived.captured']);
  const tags = (['read.camera', 'read.other'] as const).flatMap((group) => {
    const read = readTag.array().safeParse(fields[group]);
    return read.success ? read.data.map((tag) => passage(tag.name, tag.value.slice(0, longestValue))) : [];
  });
  const position = capturePosition.safeParse(fields['derived.position']);
  const flags = conflict.array().safeParse(fields.conflicts);
  const model = made.success ? [made.data.make, made.data.model].filter((part) => part !== null).join(' ') : '';
  return {
    kind: 'item',
    title: name,
    passages: [...(fields.path === name ? [] : passage('path', fields.path)), ...tags.flat()],
    days: captured.success ? daySpan(captured.data.wall.slice(0, 10)) : null,
    facets: [
      ['file', typeof file.type === 'string' ? file.type : 'application/octet-stream'],
      ...(model === '' ? [] : ([['camera', model]] as const)),
      ...(flags.success ? flags.data.map(({ kind }) => ['flag', kind] as const) : []),
    ],
    places: position.success ? [{ spot: madeAt(position.data), names: '' }] : [],
  };
}

/** What a person said about a file. */
export const saidOfItem = (assertion: Fields): Passage[] => passage('assertion', assertion.value);

/** What a witness said after the account, as one record holds it. */
export interface SaidLater {
  readonly kind: LaterKind;
  readonly state: Fields;
}

/** Words that were said later are looked for with the account, and whoever finds it is told that it was taken back. */
function beside(account: Findable, later: readonly SaidLater[]): Findable {
  const passages = later.flatMap(({ kind, state }) => [
    ...paragraphsOf(state).flatMap((text) => passage(kind, text)),
    ...passage(kind, state.circumstances),
  ]);
  const extent = extentOf(later.filter(({ kind }) => kind === 'recanting').map(({ state }) => state.takenback));
  const flags = extent === null ? [] : [['flag', `taken back ${extent}`] as const];
  return { ...account, passages: [...account.passages, ...passages], facets: [...account.facets, ...flags] };
}

/** A record in its present state; `null` for kinds that are not looked for, sealed identities before all. */
export function findableRecord(kind: string, state: Fields, later: readonly SaidLater[] = []): Findable | null {
  if (kind === 'testimony') return beside(findableTestimony(state), later);
  const registered = findableKinds.filter(isRegistered).find((each) => each === kind);
  return registered === undefined ? null : findableRegistered(registered, state);
}

function findableRegistered(kind: FindableKind & RegisteredKind, state: Fields): Findable | null {
  const digest = digestOf(kind, state);
  if (digest === null) return null;
  const { title, days, words, facets } = digest;
  const passages = words.flatMap(([field, text]) => passage(field, text));
  return { kind, title, passages, days, facets, places: placed.includes(kind) ? placesIn(state) : [] };
}

/** Kinds that are looked for by where they were: an agreement's area is where to look, and a notification says what others were told. */
const placed: readonly FindableKind[] = ['incident', 'site'];

/** Its own place and those of its impacts. */
const placesIn = (state: Fields): Placed[] =>
  Object.entries(state).flatMap(([name, value]) => {
    if (!/^(impact\.\d+\.)?place$/.test(name)) return [];
    const read = recordedPlace.safeParse(value);
    return read.success ? [{ spot: spotOf(read.data), names: namesOf(read.data) }] : [];
  });

/** Who took an account before, and where it is. */
function heardBefore(value: Json | undefined): string[] {
  const read = earlierAccount.array().safeParse(value);
  return read.success ? read.data.map(({ by, when, where }) => [by, when.words, where].join(' · ')) : [];
}

/** The texts of an account, in their order. */
const paragraphsOf = (state: Fields): string[] =>
  Object.entries(state)
    .filter(([field]) => /^account\.\d+$/.test(field))
    .sort(([a], [b]) => Number(a.slice('account.'.length)) - Number(b.slice('account.'.length)))
    .flatMap(([, value]) => {
      const said = paragraph.safeParse(value);
      return said.success ? [said.data.text] : [];
    });

function findableTestimony(state: Fields): Findable {
  const given = consent.safeParse(state.consent);
  const paragraphs = Object.entries(state)
    .filter(([field]) => /^account\.\d+$/.test(field))
    .sort(([a], [b]) => Number(a.slice('account.'.length)) - Number(b.slice('account.'.length)));
  return {
    kind: 'testimony',
    title: typeof state.witness === 'string' ? state.witness : '',
    passages: [
      ...paragraphs.flatMap(([field, value]) => {
        const said = paragraph.safeParse(value);
        return said.success ? passage(field, said.data.text) : [];
      }),
      ...passage('consent', given.success ? given.data.conditions : ''),
      ...heardBefore(state['earlier.accounts']).flatMap((words) => passage('earlier.accounts', words)),
      ...(['earlier.why', 'interview.place', 'interview.words', 'readback.changes'] as const).flatMap((field) =>
        passage(field, state[field]),
      ),
    ],
    days: null,
    facets: [
      ...(typeof state.language === 'string' ? ([['language', state.language]] as const) : []),
      ...(given.success ? ([['consent', given.data.state]] as const) : []),
    ],
    places: [],
  };
}
