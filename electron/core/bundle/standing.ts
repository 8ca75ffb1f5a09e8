import type { WithholdingChoice } from '../../../shared/contract.ts';
import type { Json } from '../../../shared/ledger/canonical.ts';
import { readBody, readDisclosure } from '../../../shared/ledger/disclosure.ts';
import { BODY, type FieldName } from '../../../shared/ledger/field-name.ts';
import { readEarlierEntries } from '../../../shared/ledger/reserved.ts';
import { linkEnd } from '../../../shared/model/entries.ts';
import { skeletonFields } from '../../../shared/model/erasure.ts';
import { type Consent, consent } from '../../../shared/model/records.ts';
import type { Audience } from '../../../shared/model/vocabulary.ts';
import type { Authority, Ground } from '../../../shared/model/withholding.ts';
import type { Ledger, StoredDisclosure } from '../ledger/ledger.ts';
import { decide, type FieldDecision, type Subject } from './gate.ts';
import { KeptBack } from './kept-back.ts';
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
  readonly audience: Audience;
  readonly #ledger: Ledger;
  readonly #keptBack: KeptBack;
  /** By record: the newest consent, and the entry that it stands in. */
  readonly #consents = new Map<string, { consent: Consent | null; seq: number }>();
  readonly #erasedBy = new Map<number, number>();
  readonly #links = new Map<string, { from: Json; to: Json }>();
  readonly #kinds = new Map<string, string>();
  readonly #shownItems = new Set<number>();

  private constructor(ledger: Ledger, audience: Audience, size: number, keptBack: KeptBack) {
    this.#ledger = ledger;
    this.#keptBack = keptBack;
    this.audience = audience;
    this.size = size;
  }

  /**
   * Reads every entry below the ledger's present size once. `choices`: what a person keeps back by hand.
   * Throws WITHHOLDING_UNKNOWN where one of them is about nothing, WITHHOLDING_REVIEW_PAST.
   */
  static async of(
    ledger: Ledger,
    audience: Audience,
    signal?: AbortSignal,
    choices: readonly WithholdingChoice[] = [],
  ): Promise<Standing> {
    const standing = new Standing(ledger, audience, ledger.size, new KeptBack(ledger, choices));
    for (let seq = 0; seq < standing.size; seq++) {
      standing.#learn(seq, openedOnDemand(ledger.disclosuresOf(seq)));
      await nextTurn(seq, signal);
    }
    standing.#keptBack.checkFound();
    return standing;
  }

  /** Whether there is nothing that an audience could look at: neither file nor record. */
  get isEmpty(): boolean {
    const shown = [...this.#kinds].some(([id, kind]) => kind !== 'operator' && this.#isRecordShown(id));
    return this.#shownItems.size === 0 && !shown;
  }

  /** What of an entry may leave. */
  judge(seq: number): Judged {
    const disclosures = this.#ledger.disclosuresOf(seq);
    const body = disclosures.find(({ name }) => name === BODY) ?? null;
    const subject = this.#subject(openedOnDemand(disclosures));
    const decided = new Map<string, Withheld | null>();
    for (const [name, ground] of decide(subject, this.audience))
      decided.set(name, this.#why(seq, subject, name, ground));
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
  #why(seq: number, { fields }: Subject, name: string, ground: FieldDecision): Withheld | null {
    const chosen = this.#keptBack.why(seq, fields, name);
    if (chosen !== null) return chosen;
    return ground === null ? null : decidedBy(ground, this.#authority(ground, fields));
  }

  #authority(ground: Ground, { id }: Readonly<Record<string, Json>>): Authority {
    const consent = typeof id === 'string' ? this.#consents.get(id) : undefined;
    const restsOnConsent = ground === 'not consented' || ground === 'consent withdrawn' || ground === 'other audience';
    return restsOnConsent && consent !== undefined ? { kind: 'consent', seq: consent.seq } : { kind: 'rule' };
  }

  #erased(seq: number): Withheld {
    const by = this.#erasedBy.get(seq);
    return decidedBy('erased', by === undefined ? { kind: 'rule' } : { kind: 'erasure', seq: by });
  }

  #learn(seq: number, fields: Readonly<Record<string, Json>>): void {
    const { type } = fields;
    this.#keptBack.learn(seq, fields);
    if (type === 'item' && this.#mayLeave(seq, fields, 'file')) this.#shownItems.add(seq);
    for (const erased of readEarlierEntries(type === 'erase' ? (fields.erases ?? null) : null, seq) ?? []) {
      this.#erasedBy.set(erased, seq);
    }
    if (type !== 'record' && type !== 'link') return;
    const { id } = fields;
    if (typeof id !== 'string') return;
    if (type === 'link') {
      const { from, to } = fields;
      if (from != null && to != null) this.#links.set(id, { from, to });
      return;
    }
    const { kind } = fields;
    if (typeof kind === 'string') this.#kinds.set(id, kind);
    if (kind === 'testimony' && Object.hasOwn(fields, 'consent')) {
      const read = consent.safeParse(fields.consent);
      this.#consents.set(id, { consent: read.success ? read.data : null, seq });
    }
  }

  #mayLeave(seq: number, fields: Readonly<Record<string, Json>>, name: string): boolean {
    const decided = decide(this.#subject(fields), this.audience).get(name) === null;
    return decided && this.#keptBack.why(seq, fields, name) === null;
  }

  #subject(fields: Readonly<Record<string, Json>>): Subject {
    const { type, id } = fields;
    const key = typeof id === 'string' ? id : '';
    const link = type === 'link' ? this.#links.get(key) : undefined;
    return {
      type: typeof type === 'string' ? type : '',
      fields,
      consent: this.#consents.get(key)?.consent ?? null,
      endsShown: link !== undefined && this.#isShown(link.from) && this.#isShown(link.to),
    };
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

const isSkeleton = ({ fields }: Subject): boolean => Object.keys(fields).every((name) => skeletonFields.has(name));

/** An entry's fields, each opened when it is asked for: the gate decides most of them by their name. */
function openedOnDemand(disclosures: readonly StoredDisclosure[]): Readonly<Record<string, Json>> {
  const fields: Record<string, Json> = Object.create(null);
  for (const { name, text } of disclosures) {
    if (name === BODY) continue;
    Object.defineProperty(fields, name, { enumerable: true, get: () => readDisclosure(text).value });
  }
  return fields;
}

function namesIn(body: StoredDisclosure): FieldName[] {
  return [...readBody(readDisclosure(body.text).value).keys()];
}
