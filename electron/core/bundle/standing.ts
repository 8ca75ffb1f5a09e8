import type { Json } from '../../../shared/ledger/canonical.ts';
import { readBody, readDisclosure } from '../../../shared/ledger/disclosure.ts';
import { BODY, type FieldName } from '../../../shared/ledger/field-name.ts';
import { linkEnd } from '../../../shared/model/entries.ts';
import { type Consent, consent } from '../../../shared/model/records.ts';
import type { Audience } from '../../../shared/model/vocabulary.ts';
import type { Ground } from '../../../shared/model/withholding.ts';
import type { Ledger, StoredDisclosure } from '../ledger/ledger.ts';
import { type Decision, decide, type Subject } from './gate.ts';
import { nextTurn } from './turns.ts';

/** An entry of this vault with what the gate says of it. */
export type Judged = {
  readonly seq: number;
  readonly subject: Subject;
  /** Every field that the entry names, also those that nobody can open any more. */
  readonly decision: Decision;
  readonly shown: readonly StoredDisclosure[];
  /** What opens the entry's body; `null` where it was destroyed. */
  readonly body: StoredDisclosure | null;
};

/**
 * What the ledger says by now about consent, and about what links join. The whole history of a record follows what is on record
 * now: a withdrawn testimony is withheld from its first entry on.
 */
export class Standing {
  readonly size: number;
  readonly audience: Audience;
  readonly #ledger: Ledger;
  readonly #consents = new Map<string, Consent | null>();
  readonly #links = new Map<string, { from: Json; to: Json }>();
  readonly #kinds = new Map<string, string>();
  readonly #shownItems = new Set<number>();

  private constructor(ledger: Ledger, audience: Audience, size: number) {
    this.#ledger = ledger;
    this.audience = audience;
    this.size = size;
  }

  /** Reads every entry below the ledger's present size once. */
  static async of(ledger: Ledger, audience: Audience, signal?: AbortSignal): Promise<Standing> {
    const standing = new Standing(ledger, audience, ledger.size);
    for (let seq = 0; seq < standing.size; seq++) {
      standing.#learn(seq, openedOnDemand(ledger.disclosuresOf(seq)));
      await nextTurn(seq, signal);
    }
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
    const decided = new Map<string, Ground | null>(decide(subject, this.audience));
    for (const name of body === null ? [] : namesIn(body)) if (!decided.has(name)) decided.set(name, 'erased');
    const shown = body === null ? [] : disclosures.filter(({ name }) => decided.get(name) === null);
    return { seq, subject, decision: decided, shown, body };
  }

  #learn(seq: number, fields: Readonly<Record<string, Json>>): void {
    const { type } = fields;
    if (type === 'item' && decide(this.#subject(fields), this.audience).get('file') === null) this.#shownItems.add(seq);
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
      this.#consents.set(id, read.success ? read.data : null);
    }
  }

  #subject(fields: Readonly<Record<string, Json>>): Subject {
    const { type, id } = fields;
    const key = typeof id === 'string' ? id : '';
    const link = type === 'link' ? this.#links.get(key) : undefined;
    return {
      type: typeof type === 'string' ? type : '',
      fields,
      consent: this.#consents.get(key) ?? null,
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
    return decide(this.#subject({ type: 'record', kind, id }), this.audience).get('id') === null;
  }
}

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
