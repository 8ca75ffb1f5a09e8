import type { WithholdingChoice } from '../../../shared/contract.ts';
import { Fault } from '../../../shared/faults.ts';
import type { Json } from '../../../shared/ledger/canonical.ts';
import { readBody, readDisclosure } from '../../../shared/ledger/disclosure.ts';
import { BODY, type FieldName } from '../../../shared/ledger/field-name.ts';
import type { Hex64 } from '../../../shared/ledger/hex.ts';
import { readEarlierEntries, readFileClaim } from '../../../shared/ledger/reserved.ts';
import { type CompanionForm, companionForms } from '../../../shared/model/companions.ts';
import { linkEnd } from '../../../shared/model/entries.ts';
import { skeletonFields } from '../../../shared/model/erasure.ts';
import { isLaterKind } from '../../../shared/model/later-accounts.ts';
import type { Thing } from '../../../shared/model/persons.ts';
import { type Consent, consent } from '../../../shared/model/records.ts';
import type { Question } from '../../../shared/model/stated-use.ts';
import type { Authority } from '../../../shared/model/withholding.ts';
import { type Bearing, bothBearings, noBearing } from '../gate/bearing.ts';
import { Bearings, type GateRecord, type HeardIn, isGateKind } from '../gate/bearings.ts';
import type { OutsideUse } from '../gate/objections.ts';
import { weigh } from '../gate/weigh.ts';
import type { Ledger, StoredDisclosure } from '../ledger/ledger.ts';
import { primitives } from '../ledger/primitives.ts';
import { merged, type RecordState } from '../records/merging.ts';
import type { FieldDecision, Subject } from './field-rules.ts';
import { decide } from './gate.ts';
import { KeptBack } from './kept-back.ts';
import { CodeNames, namedIn } from './named-people.ts';
import { nextTurn } from './turns.ts';
import { decidedBy, type Withheld } from './withheld.ts';

/** An entry of this vault with what the gate says of it. */
export type Judged = {
  readonly seq: number;
  readonly subject: Subject;
  /** Every field that the entry names, also those that nobody can open any more: null where it may leave, else why it stays. */
  readonly decision: ReadonlyMap<string, Withheld | null>;
  readonly shown: readonly StoredDisclosure[];
  /** What opens the entry's body; `null` where it was destroyed. */
  readonly body: StoredDisclosure | null;
  /** Why what cannot be opened any more stays. */
  readonly erased: Withheld;
};

/**
 * What the ledger says by now about consent, and about what links join. The whole history of a record follows what is on record
 * now: a withdrawn testimony is withheld from its first entry on.
 */
export class Standing {
  readonly size: number;
  readonly use: OutsideUse;
  readonly #ledger: Ledger;
  readonly #keptBack: KeptBack;
  /** By testimony: the newest consent of the witness, and the entry that it stands in. */
  readonly #consents = new Map<string, { consent: Consent | null; seq: number }>();
  /** What each claim is about and comes from. */
  readonly #claims = new Map<string, Readonly<Record<string, Json>>>();
  readonly #witnesses = new Map<string, string>();
  /** By case: every entry that made it what it is, in their order. */
  readonly #entriesOfCases = new Map<string, number[]>();
  /** By record of what was said later: the testimony that it stands beside. */
  readonly #spokenOf = new Map<string, string>();
  readonly #incidents = new Map<string, string>();
  readonly #gateRecords = new Map<string, GateRecord>();
  readonly #files = new Map<Hex64, number[]>();
  readonly #fileOf = new Map<number, Hex64>();
  /** By item: the records that it is linked to, by link. */
  readonly #cases = new Map<number, Map<string, string>>();
  readonly #today: string;
  #bearings: Bearings | null = null;
  readonly #erasedBy = new Map<number, number>();
  readonly #links = new Map<string, { from: Json; to: Json }>();
  readonly #kinds = new Map<string, string>();
  /** By record: of recordings whose sound a file holds, of transcripts and translations what they were made of. */
  readonly #sounds = new Map<string, { seq: number; state: RecordState }>();
  /** By record that says something of a file: the file. An amendment doesn't repeat it. */
  readonly #saidOf = new Map<string, number>();
  /** By file that says something of others: what kind of companion it is. */
  readonly #companions = new Map<number, CompanionForm>();
  /** Testimonies of witnesses who refused to be recorded, by now. */
  readonly #unrecorded = new Set<string>();
  readonly #shownItems = new Set<number>();
  /** Every code name that anybody has or had, with the people and testimonies that have it. */
  readonly #people = new CodeNames();

  private constructor(ledger: Ledger, use: OutsideUse, size: number, keptBack: KeptBack) {
    this.#ledger = ledger;
    this.#keptBack = keptBack;
    this.use = use;
    this.size = size;
    this.#today = ledger.today();
  }

  /**
   * Reads every entry below the ledger's present size once. `choices`: what a person keeps back by hand.
   * Throws WITHHOLDING_UNKNOWN where one of them is about nothing, WITHHOLDING_REVIEW_PAST, WITHHOLDING_NAMES.
   */
  static async of(
    ledger: Ledger,
    use: OutsideUse,
    signal?: AbortSignal,
    choices: readonly WithholdingChoice[] = [],
  ): Promise<Standing> {
    const standing = new Standing(ledger, use, ledger.size, new KeptBack(ledger, choices));
    for (let seq = 0; seq < standing.size; seq++) {
      standing.#learn(seq, openedOnDemand(ledger.disclosuresOf(seq)));
      await nextTurn(seq, signal);
    }
    standing.#keptBack.checkFound();
    standing.#weighItems();
    standing.#checkAuthorities(choices);
    return standing;
  }

  /** Whether there is nothing that an audience could look at: neither file nor record. */
  get isEmpty(): boolean {
    const shown = [...this.#kinds].some(([id, kind]) => !ownRecords.includes(kind) && this.#isRecordShown(id));
    return this.#shownItems.size === 0 && !shown;
  }

  /** What is still to be answered before everything that could leave does. */
  get questions(): Question[] {
    const bearings = this.#bearings;
    if (bearings === null) return [];
    const records = [...this.#kinds].flatMap(([id, kind]): Thing[] =>
      kind === 'testimony' || kind === 'incident' ? [{ what: kind, id }] : [],
    );
    const things: Thing[] = [...[...this.#fileOf.keys()].map((seq): Thing => ({ what: 'item', seq })), ...records];
    const open = things.flatMap((on) => weigh(bearings.of(on), this.use, this.#today).questions);
    return [...new Map(open.map((question) => [question.key, question])).values()];
  }

  /** Every case by its id, with the entries that made it what it is. */
  get cases(): ReadonlyMap<string, readonly number[]> {
    return this.#entriesOfCases;
  }

  /** What is still to be answered before an entry that could leave does. */
  questionsAt(seq: number): readonly Question[] {
    const { bearing } = this.#subject(seq, openedOnDemand(this.#ledger.disclosuresOf(seq)));
    return weigh(bearing, this.use, this.#today).questions;
  }

  /** What of an entry may leave. */
  judge(seq: number): Judged {
    const disclosures = this.#ledger.disclosuresOf(seq);
    const body = disclosures.find(({ name }) => name === BODY) ?? null;
    const subject = this.#subject(seq, openedOnDemand(disclosures));
    const decided = new Map<string, Withheld | null>();
    for (const [name, ground] of decide(subject, this.use)) decided.set(name, this.#why(seq, subject, name, ground));
    const erased = this.#erased(seq);
    for (const name of body === null ? [] : namesIn(body)) if (!decided.has(name)) decided.set(name, erased);
    const shown = body === null ? [] : disclosures.filter(({ name }) => decided.get(name) === null);
    // Of what was erased only a skeleton is left: where that stays as well, it is because there is nothing to show.
    // A ledger that goes on from another doesn't even name what was erased before: there the entry that erased it says so.
    const isErased = this.#erasedBy.has(seq) || [...decided.values()].includes(erased);
    if (shown.length === 0 && isErased && isSkeleton(subject)) {
      for (const name of decided.keys()) decided.set(name, erased);
    }
    return { seq, subject, decision: decided, shown, body, erased };
  }

  /** What a person decided by hand is stated before what the gate decides by itself: it never shows more. */
  #why(seq: number, subject: Subject, name: string, ground: FieldDecision): Withheld | null {
    const chosen = this.#keptBack.why(seq, subject.fields, name);
    if (chosen !== null) return chosen;
    if (ground === null) return null;
    const judgement = weigh(subject.bearing, this.use, this.#today);
    const authority: Authority = judgement.ground === ground ? judgement.authority : { kind: 'rule' };
    return decidedBy(ground, authority, judgement.order);
  }

  #erased(seq: number): Withheld {
    const by = this.#erasedBy.get(seq);
    return decidedBy('erased', by === undefined ? { kind: 'rule' } : { kind: 'erasure', seq: by });
  }

  #learn(seq: number, fields: Readonly<Record<string, Json>>): void {
    const { type } = fields;
    this.#keptBack.learn(seq, fields);
    if (type === 'item') this.#learnItem(seq, fields);
    for (const erased of readEarlierEntries(type === 'erase' ? (fields.erases ?? null) : null, seq) ?? []) {
      this.#erasedBy.set(erased, seq);
    }
    const { id } = fields;
    if (typeof id !== 'string') return;
    if (type === 'link') this.#learnLink(id, fields);
    if (type === 'record') this.#learnRecord(seq, id, fields);
  }

  #learnItem(seq: number, fields: Readonly<Record<string, Json>>): void {
    if (this.#mayLeave(seq, fields, 'file')) this.#shownItems.add(seq);
    const sha256 = readFileClaim(fields.file ?? null)?.sha256;
    if (sha256 === undefined) return;
    this.#fileOf.set(seq, sha256);
    this.#files.set(sha256, [...(this.#files.get(sha256) ?? []), seq]);
  }

  #learnLink(id: string, { from, to }: Readonly<Record<string, Json>>): void {
    if (from != null && to != null) this.#links.set(id, { from, to });
    const link = this.#links.get(id);
    const ends = [linkEnd.safeParse(link?.from), linkEnd.safeParse(link?.to)].flatMap(({ data }) => data ?? []);
    const item = ends.find((end) => 'item' in end);
    const record = ends.find((end) => 'record' in end);
    if (item === undefined || record === undefined) return;
    const cases = this.#cases.get(item.item) ?? new Map<string, string>();
    this.#cases.set(item.item, cases);
    if (from === null) cases.delete(id);
    else cases.set(id, record.record);
  }

  #learnRecord(seq: number, id: string, fields: Readonly<Record<string, Json>>): void {
    const { kind, witness, incident } = fields;
    if (typeof kind !== 'string') return;
    this.#kinds.set(id, kind);
    this.#people.learn(id, kind, fields);
    if (kind === 'incident') this.#entriesOfCases.set(id, [...(this.#entriesOfCases.get(id) ?? []), seq]);
    if (kind === 'claim') this.#claims.set(id, merged(this.#claims.get(id) ?? {}, fields));
    if (saidOfFile.includes(kind) && typeof fields.item === 'number') this.#saidOf.set(id, fields.item);
    const form = kind === 'companion' ? companionForms.find((each) => each === fields.form) : undefined;
    if (form !== undefined && typeof fields.item === 'number') this.#companions.set(fields.item, form);
    if (isGateKind(kind)) {
      const before = this.#gateRecords.get(id)?.state ?? {};
      this.#gateRecords.set(id, { kind, id, head: seq, state: merged(before, fields) });
    }
    if (isLaterKind(kind) && typeof fields.testimony === 'string') this.#spokenOf.set(id, fields.testimony);
    if (soundKinds.includes(kind))
      this.#sounds.set(id, { seq, state: merged(this.#sounds.get(id)?.state ?? {}, fields) });
    if (kind !== 'testimony') return;
    if (typeof witness === 'string') this.#witnesses.set(id, witness);
    if (fields.recording === 'refused') this.#unrecorded.add(id);
    else if (fields.recording !== undefined) this.#unrecorded.delete(id);
    if (incident === null) this.#incidents.delete(id);
    if (typeof incident === 'string') this.#incidents.set(id, incident);
    if (!Object.hasOwn(fields, 'consent')) return;
    const read = consent.safeParse(fields.consent);
    this.#consents.set(id, { consent: read.success ? read.data : null, seq });
  }

  /** After every entry was learnt: what bears on an item may stand in any entry after it. */
  #weighItems(): void {
    this.#bearings = new Bearings(this.#gateRecords.values(), {
      casesOf: (on) => this.#casesOf(on),
      twinsOf: (item) => {
        const sha256 = this.#fileOf.get(item);
        return sha256 === undefined ? [] : (this.#files.get(sha256) ?? []).filter((seq) => seq !== item);
      },
      soundsIn: (item) => this.#soundsIn(item),
      witnessOf: (id) => {
        const said = this.#consents.get(id);
        return {
          code: this.#witnesses.get(id) ?? '',
          consent: said?.consent ?? null,
          seq: said?.seq ?? 0,
          unrecorded: this.#unrecorded.has(id),
        };
      },
    });
    if (this.#gateRecords.size === 0 && this.#sounds.size === 0 && this.#companions.size === 0) return;
    for (const seq of [...this.#shownItems]) {
      const fields = openedOnDemand(this.#ledger.disclosuresOf(seq));
      if (!this.#mayLeave(seq, fields, 'file')) this.#shownItems.delete(seq);
    }
  }

  #casesOf(on: Thing): string[] {
    if (on.what === 'item') return [...new Set(this.#cases.get(on.seq)?.values() ?? [])];
    const incident = on.what === 'testimony' ? this.#incidents.get(on.id) : undefined;
    return incident === undefined ? [] : [incident];
  }

  #soundsIn(item: number): HeardIn[] {
    return [...this.#sounds.values()].flatMap(({ seq, state }) => {
      if (state.kind !== 'recording' || state.item !== item || state.state !== 'kept') return [];
      const { testimony, witness } = state;
      const of = typeof testimony === 'string' ? testimony : null;
      return [{ testimony: of, witness: typeof witness === 'string' ? witness : '', seq }];
    });
  }

  /** What a choice rests on stands in the bundle in the words it was given in: nobody is named there who is named nowhere else in it. */
  #checkAuthorities(choices: readonly WithholdingChoice[]): void {
    if (choices.length === 0) return;
    const hidden = this.#people.without((id) => this.#isRecordShown(id));
    for (const authority of new Set(choices.map((choice) => choice.authority))) {
      const named = namedIn(authority, hidden);
      if (named !== null) throw new Fault('WITHHOLDING_NAMES', { field: 'authority', value: named });
    }
  }

  #mayLeave(seq: number, fields: Readonly<Record<string, Json>>, name: string): boolean {
    const decided = decide(this.#subject(seq, fields), this.use).get(name) === null;
    return decided && this.#keptBack.why(seq, fields, name) === null;
  }

  #subject(seq: number, fields: Readonly<Record<string, Json>>): Subject {
    const { type, id } = fields;
    const key = typeof id === 'string' ? id : '';
    const link = type === 'link' ? this.#links.get(key) : undefined;
    const companion = type === 'item' ? this.#companions.get(seq) : undefined;
    const people = type === 'record' && fields.kind === 'provenance' ? this.#people.all : undefined;
    return {
      ...(people === undefined ? {} : { people }),
      ...(companion === undefined ? {} : { companion }),
      type: typeof type === 'string' ? type : '',
      fields,
      bearing: this.#bearing(seq, fields),
      today: this.#today,
      endsShown: link !== undefined && this.#isShown(link.from) && this.#isShown(link.to),
    };
  }

  #bearing(seq: number, { type, kind, id, person }: Readonly<Record<string, Json>>): Bearing {
    const bearings = this.#bearings;
    if (bearings === null) return noBearing;
    if (type === 'item') return bearings.of({ what: 'item', seq });
    if (type !== 'record' || typeof id !== 'string') return noBearing;
    switch (kind) {
      case 'testimony':
      case 'incident':
        return bearings.of({ what: kind, id });
      case 'addition':
      case 'recanting':
        return bearings.of({ what: 'testimony', id: this.#spokenOf.get(id) ?? '' });
      case 'assertion':
      case 'companion':
      case 'clock': {
        const item = this.#saidOf.get(id);
        return item === undefined ? noBearing : bearings.of({ what: 'item', seq: item });
      }
      case 'claim':
        // By its incident and by what it comes from.
        return bearingOfAll(bearings, this.#claims.get(id) ?? {});
      case 'person':
        return bearings.ofPerson(id);
      case 'recording':
      case 'transcript':
      case 'translation':
        return this.#bearingOfSound(bearings, id);
      case 'consent':
        return bearings.ofPerson(String(this.#gateRecords.get(id)?.state.person ?? person));
      default:
        return noBearing;
    }
  }

  /** What is written of a recording is judged like the recording, what is written of an account like the account, and of both like both. */
  #bearingOfSound(bearings: Bearings, id: string): Bearing {
    const { item, testimony } = this.#sounds.get(id)?.state ?? {};
    return bearingOfAll(bearings, { item, testimony });
  }

  #isShown(end: Json): boolean {
    const read = linkEnd.safeParse(end);
    if (!read.success) return false;
    return 'item' in read.data ? this.#shownItems.has(read.data.item) : this.#isRecordShown(read.data.record);
  }

  #isRecordShown(id: string): boolean {
    const kind = this.#kinds.get(id);
    if (kind === undefined) return false;
    return this.#mayLeave(this.size, { type: 'record', kind, id }, 'id');
  }
}

/** Records that say whose voice a file holds, and what was made of it. */
const soundKinds: readonly string[] = ['recording', 'transcript', 'translation'];

/** What bears on everything that a record names, together. */
function bearingOfAll(
  bearings: Bearings,
  { incident, item, testimony }: { readonly [name in Thing['what']]?: Json | undefined },
): Bearing {
  const things: Thing[] = [
    ...(typeof incident === 'string' ? [{ what: 'incident', id: incident } as const] : []),
    ...(typeof item === 'number' ? [{ what: 'item', seq: item } as const] : []),
    ...(typeof testimony === 'string' ? [{ what: 'testimony', id: testimony } as const] : []),
  ];
  const [first, ...others] = things.map((on) => bearings.of(on));
  return first === undefined ? noBearing : others.reduce(bothBearings, first);
}

/** Records about the archive's own affairs: with nothing but these, there is nothing to hand over. */
const ownRecords = [
  'operator',
  'hold',
  'erasure',
  'person',
  'consent',
  'involvement',
  'mark',
  'restriction',
  'override',
  'order',
  'notice',
  'recording',
];

/** Kinds of records that say something of one file, and are judged like it. */
const saidOfFile: readonly string[] = ['assertion', 'companion', 'clock'];

const isSkeleton = ({ fields }: Subject): boolean => Object.keys(fields).every((name) => skeletonFields.has(name));

/** An entry's fields, each opened when it is asked for: the gate decides most of them by their name. */
function openedOnDemand(disclosures: readonly StoredDisclosure[]): Readonly<Record<string, Json>> {
  const fields: Record<string, Json> = Object.create(null);
  for (const { name, text } of disclosures) {
    if (name === BODY) continue;
    Object.defineProperty(fields, name, { enumerable: true, get: () => readDisclosure(primitives, text).value });
  }
  return fields;
}

function namesIn(body: StoredDisclosure): FieldName[] {
  return [...readBody(readDisclosure(primitives, body.text).value).keys()];
}
