import type { Json } from '../../../shared/ledger/canonical.ts';
import { consentFields, purposes } from '../../../shared/model/consent.ts';
import { type Involvement, involvements, type Thing } from '../../../shared/model/persons.ts';
import type { Consent, RecordId } from '../../../shared/model/records.ts';
import { gateReasonCodes, materialClasses, overrideGrounds, viewers } from '../../../shared/model/use.ts';
import { readPersonState } from '../persons/person-state.ts';
import { speakerOf } from '../persons/speaker.ts';
import {
  type Bearing,
  type Concerned,
  noBearing,
  type Override,
  type Restriction,
  type WeighedConsent,
} from './bearing.ts';

/** Records that the gate reads. None of them is ever closed itself. */
export const gateKinds = ['person', 'consent', 'involvement', 'mark', 'restriction', 'override', 'hold'] as const;
export type GateKind = (typeof gateKinds)[number];
export const isGateKind = (kind: string): kind is GateKind => (gateKinds as readonly string[]).includes(kind);

/** One of them as it stands, with its newest entry. */
export type GateRecord = {
  readonly kind: GateKind;
  readonly id: RecordId;
  readonly head: number;
  readonly state: Readonly<Record<string, Json>>;
};

/** A witness who is heard in a file. `testimony` is null where none was saved yet. */
export type HeardIn = {
  readonly testimony: RecordId | null;
  /** The code name. */
  readonly witness: string;
  readonly seq: number;
};

/** What a witness said about their own testimony. */
export type Said = {
  readonly code: string;
  readonly consent: Consent | null;
  readonly seq: number;
  /** Whether they refused to be recorded, or do so by now. */
  readonly unrecorded: boolean;
};

/** How things hang together, as whoever asks knows it. */
export interface Surroundings {
  /** Cases that an item or a testimony belongs to. */
  casesOf(thing: Thing): readonly RecordId[];
  /** Other items with the same bytes. */
  twinsOf(item: number): readonly number[];
  /** Testimonies that are heard in an item: whose, and the entry that says so. */
  soundsIn(item: number): readonly HeardIn[];
  /** What a witness said about their own testimony, and the entry it stands in; null where that is not known. */
  witnessOf(testimony: RecordId): Said | null;
}

/** A record says which thing it is about in a field of that thing's own name. */
export const thingFields = (on: Thing): Record<string, Json> =>
  on.what === 'item' ? { item: on.seq } : { [on.what]: on.id };

export function thingOf(state: Readonly<Record<string, Json>>): Thing | null {
  if (typeof state.item === 'number') return { what: 'item', seq: state.item };
  if (typeof state.testimony === 'string') return { what: 'testimony', id: state.testimony };
  if (typeof state.incident === 'string') return { what: 'incident', id: state.incident };
  return null;
}

export const keyOf = (on: Thing): string => (on.what === 'item' ? `item:${on.seq}` : `${on.what}:${on.id}`);

const isOneOf = <T extends string>(all: readonly T[], value: unknown): value is T =>
  typeof value === 'string' && (all as readonly string[]).includes(value);

const amongst = <T extends string>(all: readonly T[], value: Json | undefined): T[] =>
  Array.isArray(value) ? (value as readonly Json[]).filter((each) => isOneOf(all, each)) : [];

const inForce = ({ state, head }: GateRecord): number[] => (state.lifted === true ? [] : [head]);

/** What of the archive bears on each thing, looked up by the thing. */
export class Bearings {
  readonly #surroundings: Surroundings;
  readonly #persons = new Map<RecordId, GateRecord>();
  readonly #consents = new Map<RecordId, GateRecord>();
  readonly #about = new Map<string, GateRecord[]>();
  /** Entries of the holds in force on a person by themself. */
  readonly #held = new Map<RecordId, number[]>();

  constructor(records: Iterable<GateRecord>, surroundings: Surroundings) {
    this.#surroundings = surroundings;
    for (const record of records) {
      if (record.kind === 'person') {
        // Without its code name it was erased: what is left of it says nothing of anybody.
        if (typeof record.state.code === 'string') this.#persons.set(record.id, record);
      } else if (record.kind === 'consent') this.#consents.set(String(record.state.person), record);
      else if (record.kind === 'hold' && typeof record.state.person === 'string') this.#learnHeld(record);
      else {
        const on = thingOf(record.state);
        if (on === null) continue;
        const key = keyOf(on);
        this.#about.set(key, [...(this.#about.get(key) ?? []), record]);
      }
    }
  }

  /**
   * With what bears on its twins, on the cases it belongs to, and on the testimonies that are heard in it: a voice is as much the witness's as
   * their words. Exceptions are its own: two people who let words out did not let the voice out.
   */
  of(on: Thing): Bearing {
    const own = this.#recordsAbout(on);
    const heard = this.#heardIn(on);
    const told = heard.flatMap(({ testimony }): Thing[] =>
      testimony === null ? [] : [{ what: 'testimony', id: testimony }],
    );
    const whole = [...own, ...told.flatMap((each) => this.#recordsAbout(each))];
    const wider = [on, ...told].flatMap((each) =>
      this.#surroundings.casesOf(each).flatMap((id) => this.#about.get(`incident:${id}`) ?? []),
    );
    const kept = (kind: GateKind, among: readonly GateRecord[]) => among.filter((each) => each.kind === kind);
    const witness = [...this.#witness(on), ...heard.map((each) => this.#speaker(each))];
    const persons = this.#concerned(kept('involvement', whole));
    const heldBy =
      on.what === 'incident' ? [] : kept('involvement', whole).flatMap(({ state }) => speakerOf(state) ?? []);
    return {
      classes: [...new Set(kept('mark', whole).flatMap(({ state }) => amongst(materialClasses, state.classes)))],
      // What a witness said when the account was taken counts for them until they are asked as a person.
      concerned: [...witness, ...(witness.length === 0 ? persons : persons.filter((each) => !isSameWitness(each)))],
      restrictions: kept('restriction', [...whole, ...wider]).flatMap(restrictionOf),
      overrides: kept('override', own).flatMap(overrideOf),
      holds: [
        ...kept('hold', [...whole, ...wider]).flatMap(inForce),
        ...[...new Set(heldBy)].flatMap((person) => this.#held.get(person) ?? []),
      ],
    };
  }

  /** What bears on the records about a person themselves. */
  ofPerson(id: RecordId): Bearing {
    const concerned = [this.#concernedBy(id, { as: new Set(['about']), inside: true, seq: null })];
    return { ...noBearing, concerned, holds: this.#held.get(id) ?? [] };
  }

  #learnHeld(record: GateRecord): void {
    const person = String(record.state.person);
    this.#held.set(person, [...(this.#held.get(person) ?? []), ...inForce(record)]);
  }

  #recordsAbout(on: Thing): GateRecord[] {
    const twins = on.what === 'item' ? this.#surroundings.twinsOf(on.seq) : [];
    const keys = [keyOf(on), ...twins.map((seq) => `item:${seq}`)];
    return keys.flatMap((key) => this.#about.get(key) ?? []);
  }

  #heardIn(on: Thing): HeardIn[] {
    if (on.what !== 'item') return [];
    return [on.seq, ...this.#surroundings.twinsOf(on.seq)].flatMap((seq) => this.#surroundings.soundsIn(seq));
  }

  /** Of somebody who was recorded before there was a testimony, nothing is known but that they agreed to be recorded. */
  #speaker({ testimony, witness, seq }: HeardIn): Concerned {
    const said = testimony === null ? null : this.#surroundings.witnessOf(testimony);
    const { consent, ...own } = said ?? { code: witness, consent: null, seq, unrecorded: false };
    // Whose words may be used, but not their voice, has refused it.
    return witnessOf({
      ...own,
      consent: own.unrecorded && consent !== null ? { ...consent, state: 'refused' } : consent,
    });
  }

  #concerned(involved: readonly GateRecord[]): Concerned[] {
    const ties = new Map<RecordId, Tie>();
    for (const { state, head } of involved) {
      if (state.ended === true) continue;
      const person = String(state.person);
      const known = ties.get(person) ?? { as: new Set(), inside: true, seq: head };
      for (const way of amongst(involvements, state.as)) known.as.add(way);
      ties.set(person, { ...known, inside: known.inside && state.inside === true });
    }
    return [...ties].map(([person, tie]) => this.#concernedBy(person, tie));
  }

  #concernedBy(id: RecordId, { as: ways, inside, seq }: Tie): Concerned {
    const as = [...ways];
    const record = this.#persons.get(id);
    if (record === undefined) return erasedPerson(as, inside, seq ?? 0);
    const { state } = record;
    const person = readPersonState(state);
    const said = this.#consents.get(id);
    return {
      person: typeof state.code === 'string' ? state.code : '',
      // Of a record that a newer version wrote, or that was erased in part, the more careful is taken.
      standing: person.success ? person.data.standing : 'other',
      child: person.success ? person.data.child : true,
      majority: person.success ? person.data.majority : null,
      as,
      consent: said === undefined ? null : consentOf(said),
      seq: said?.head ?? record.head,
    };
  }

  #witness(on: Thing): Concerned[] {
    const said = on.what === 'testimony' ? this.#surroundings.witnessOf(on.id) : null;
    return said === null ? [] : [witnessOf(said)];
  }
}

/** How a thing hangs together with a person: `inside`: it may be seen inside the archive also where the person's record is gone. */
type Tie = { readonly as: Set<Involvement>; readonly inside: boolean; readonly seq: number | null };

/** Somebody of whom nothing is on record any more counts as one who agreed to nothing, and who took everything back unless it is known not to be so. */
const erasedPerson = (as: readonly Involvement[], inside: boolean, seq: number): Concerned => ({
  person: '',
  standing: 'other',
  child: true,
  majority: null,
  as,
  consent: null,
  seq,
  erased: inside ? 'shared no more' : 'used no more',
});

const isSameWitness = ({ as, consent, erased }: Concerned): boolean =>
  consent === null && erased === undefined && as.every((way) => way === 'told by');

/** The witness of a testimony, by what stands in the testimony itself. */
export function witnessOf({ code, consent, seq }: { code: string; consent: Consent | null; seq: number }): Concerned {
  const nothingMore = { noDeathPenalty: false, askAgain: false, notStates: [] };
  return {
    person: code,
    standing: 'witness',
    child: false,
    majority: null,
    as: ['told by'],
    seq,
    consent:
      consent === null
        ? null
        : {
            state: consent.state,
            audiences: consent.audiences,
            purposes: null,
            conditions: { ...nothingMore, words: consent.conditions },
            anonymise: [],
            renew: null,
            withdrawal: null,
            asked: null,
            child: null,
          },
  };
}

/** A consent that can't be read counts as none. */
function consentOf({ state }: GateRecord): WeighedConsent | null {
  const { kind: _kind, id: _id, person: _person, ...fields } = state;
  const read = consentFields.safeParse({ child: null, renew: null, withdrawal: null, ...fields });
  return read.success ? read.data : null;
}

function restrictionOf({ state, head }: GateRecord): Restriction[] {
  if (state.lifted === true) return [];
  return [{ viewers: amongst(viewers, state.viewers), seq: head }];
}

function overrideOf({ state, head }: GateRecord): Override[] {
  const { viewer, ground, covers, purpose, order } = state;
  if (state.state !== 'in force' || !isOneOf(viewers, viewer) || !isOneOf(overrideGrounds, ground)) return [];
  return [
    {
      viewer,
      ground,
      covers: amongst(gateReasonCodes, covers),
      purpose: isOneOf(purposes, purpose) ? purpose : null,
      order: typeof order === 'string' ? order : null,
      seq: head,
    },
  ];
}
