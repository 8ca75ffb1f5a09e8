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
  readonly #shownRecords = new Set<string>();
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
      standing.#learn(ledger.readFields(seq));
      await nextTurn(seq, signal);
    }
    // Items and records are judged by what has been learnt about them, so this needs a second pass.
    for (let seq = 0; seq < standing.size; seq++) {
      standing.#note(seq, ledger.readFields(seq));
      await nextTurn(seq, signal);
    }
    return standing;
  }

  /** Whether there is nothing that an audience could look at: neither file nor record. */
  get isEmpty(): boolean {
    return this.#shownItems.size === 0 && this.#shownRecords.size === 0;
  }

  /** What of an entry may leave. */
  judge(seq: number): Judged {
    const disclosures = this.#ledger.disclosuresOf(seq);
    const body = disclosures.find(({ name }) => name === BODY) ?? null;
    const fields: Record<string, Json> = Object.create(null);
    for (const { name, text } of disclosures) if (name !== BODY) fields[name] = readDisclosure(text).value;
    const subject = this.#subject(fields);
    const decided = new Map<string, Ground | null>(decide(subject, this.audience));
    for (const name of body === null ? [] : namesIn(body)) if (!decided.has(name)) decided.set(name, 'erased');
    const shown = body === null ? [] : disclosures.filter(({ name }) => decided.get(name) === null);
    return { seq, subject, decision: decided, shown, body };
  }

  #learn(fields: Readonly<Record<string, Json>>): void {
    const { type, kind, id } = fields;
    if (typeof id !== 'string') return;
    if (type === 'record' && kind === 'testimony' && Object.hasOwn(fields, 'consent')) {
      const read = consent.safeParse(fields.consent);
      this.#consents.set(id, read.success ? read.data : null);
    }
    const { from, to } = fields;
    if (type === 'link' && from != null && to != null) this.#links.set(id, { from, to });
  }

  #note(seq: number, fields: Readonly<Record<string, Json>>): void {
    const { type, id } = fields;
    if (type !== 'item' && type !== 'record') return;
    const decision = decide(this.#subject(fields), this.audience);
    if (type === 'item' && decision.get('file') === null) this.#shownItems.add(seq);
    const counts = type === 'record' && fields.kind !== 'operator';
    if (counts && typeof id === 'string' && decision.get('id') === null) this.#shownRecords.add(id);
  }

  #subject(fields: Readonly<Record<string, Json>>): Subject {
    const { type, id } = fields;
    const key = typeof id === 'string' ? id : '';
    const link = this.#links.get(key);
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
    return 'item' in read.data ? this.#shownItems.has(read.data.item) : this.#shownRecords.has(read.data.record);
  }
}

function namesIn(body: StoredDisclosure): FieldName[] {
  return [...readBody(readDisclosure(body.text).value).keys()];
}
