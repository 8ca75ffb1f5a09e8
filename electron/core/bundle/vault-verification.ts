import { setImmediate } from 'node:timers/promises';
import type { GivenForAnchors } from '../../../shared/anchors/given.ts';
import { compareBrought } from '../../../shared/bundle/brought.ts';
import { stopWhenLocked } from '../../../shared/bundle/progress.ts';
import { composeReport, type FileState, notice } from '../../../shared/bundle/report.ts';
import type { Reviewer } from '../../../shared/bundle/reviewer.ts';
import { vocabulary } from '../../../shared/bundle/vocabulary.ts';
import { encodeUtf8 } from '../../../shared/ledger/bytes.ts';
import type { DisclosedEntry, FileReference } from '../../../shared/ledger/disclosed.ts';
import { BODY, type FieldName } from '../../../shared/ledger/field-name.ts';
import type { FindingCode, Place } from '../../../shared/ledger/findings.ts';
import type { Hex64 } from '../../../shared/ledger/hex.ts';
import { readEarlierEntries, readFileClaim } from '../../../shared/ledger/reserved.ts';
import { LedgerVerification } from '../../../shared/ledger/verification.ts';
import type { WithheldStatement } from '../../../shared/ledger/withheld.ts';
import { previewRecord } from '../../../shared/model/entries.ts';
import type { ReportFinding, VerificationReport } from '../../../shared/model/report.ts';
import { authorityText } from '../../../shared/model/withholding.ts';
import { anchorsOf } from '../anchors/vault-anchors.ts';
import { EntryOpener } from '../ledger/entry-opener.ts';
import { erasuresOf } from '../ledger/erasures.ts';
import type { ReadOnlyReason } from '../ledger/ledger.ts';
import { type OpenedRows, openRows, type RowsAsked } from '../ledger/opened-rows.ts';
import { primitives } from '../ledger/primitives.ts';
import type { WholeRow } from '../ledger/rows.ts';
import { readTogetherIfWhole } from '../ledger/together.ts';
import { type ObjectReference, type PreviewKind, previewKinds } from '../vault/objects.ts';
import type { OpenVault } from '../vault/vault.ts';
import { cosignedOf } from '../witness/cosignatures.ts';
import type { JobSettings } from './progress.ts';

type Preview = { readonly kind: PreviewKind; readonly of: Hex64; readonly sha256: Hex64 };

/** From so many entries on, a thread is worth starting. */
const worthAThread = 2_000;
/** Why a ledger may have been erased from by an entry that it does not have. */
const losesItsEnd: readonly ReadOnlyReason[] = [
  'behind its last checkpoint',
  'differs from its last checkpoint',
  'last checkpoint is missing',
  'went on in another ledger',
];
/** How many batches may be under way in the thread: with none waiting there, it would be idle while this one reads the next. */
const batchesAhead = 3;

const asked = (ledger: Hex64, rows: readonly WholeRow[]): RowsAsked => ({
  ledger,
  numbers: rows.map(({ seq }) => seq),
  rows: rows.map(({ disclosures }) => disclosures),
});

/** One verification of an open vault, as it stands when it begins: what is recorded meanwhile is left for the next. */
export class VaultVerification {
  readonly #vault: OpenVault;
  readonly #settings: JobSettings;
  readonly #forAnchors: GivenForAnchors;
  readonly #reviewer: Reviewer;
  readonly #size: number;
  readonly #ledger: LedgerVerification;
  readonly #previews: Preview[] = [];
  /** By entry: names in a body that fits whose disclosures are not here, or don't fit. */
  readonly #unopened = new Map<number, readonly FieldName[]>();
  /** By entry: names of fields that the ledger's own entries say were erased. */
  readonly #saidErased = new Map<number, Set<string>>();
  readonly #states = new Map<Hex64, FileState>();
  readonly #notices: ReportFinding[] = [];

  constructor(vault: OpenVault, settings: JobSettings, forAnchors: GivenForAnchors, reviewer: Reviewer) {
    this.#reviewer = reviewer;
    this.#forAnchors = forAnchors;
    this.#vault = vault;
    this.#settings = settings;
    this.#size = vault.ledger.size;
    this.#ledger = new LedgerVerification(primitives, {
      kind: 'vault',
      opensAtOnce: true,
      policy: reviewer.policy,
      vocabulary,
      onDisclosed: (entry) => this.#disclosed(entry),
    });
  }

  async run(texts: readonly string[]): Promise<VerificationReport> {
    await this.#readEntries();
    this.#readCheckpoints();
    const files = this.#ledger.endDisclosures();
    await this.#readOriginals([...files.values()]);
    await this.#readPreviews();
    await this.#findQuarantined(files);
    const statements = this.#erased();
    this.#findMissing(statements);
    this.#ledger.withheldStatements(statements);
    const brought = compareBrought(this.#ledger, texts);
    return composeReport({
      primitives,
      subject: 'vault',
      encrypted: true,
      ledger: this.#ledger.finish(),
      brought,
      required: this.#reviewer.require,
      known: null,
      stateOf: ({ sha256 }) => this.#states.get(sha256) ?? 'absent',
      anchors: anchorsOf(this.#vault, this.#forAnchors).filter(({ seq }) => seq !== null && seq < this.#size),
      notices: this.#notices,
      statements,
      recipient: null,
      exportedAt: null,
    });
  }

  /**
   * Each with what opens it: to read and decrypt the database is a good part of the work, and is done once. While this thread reads and
   * holds entry against entry, another opens them.
   */
  async #readEntries(): Promise<void> {
    const { ledger } = this.#vault;
    const thread = this.#size < worthAThread ? null : new EntryOpener();
    const ahead: { readonly rows: WholeRow[]; readonly opened: Promise<OpenedRows | null> | null }[] = [];
    const takeNext = async () => {
      const next = ahead.shift();
      if (next !== undefined) await this.#takeBatch(next.rows, await next.opened);
    };
    try {
      for (const rows of ledger.wholeRows(0, this.#size)) {
        ahead.push({ rows, opened: thread?.isUp ? thread.rows(asked(ledger.id, rows)) : null });
        if (ahead.length > batchesAhead) await takeNext();
      }
      while (ahead.length > 0) await takeNext();
    } finally {
      await thread?.close();
    }
    this.#ledger.endEntries();
  }

  /** `opened`: what a thread made of these rows; null where that is still to be done. */
  async #takeBatch(rows: readonly WholeRow[], opened: OpenedRows | null): Promise<void> {
    const openedRows = opened ?? openRows(asked(this.#vault.ledger.id, rows));
    for (const [number, { seq, entry, hashes, hasNodes, disclosures }] of rows.entries()) {
      this.#ledger.entry(Buffer.from(entry));
      if (!this.#ledger.lastHasHashes(hashes, hasNodes)) this.#report('VAULT_TREE_DIFFERS', { seq });
      // They were opened for the ledger that this vault says it holds.
      const whole = this.#ledger.ledger === this.#vault.ledger.id ? (openedRows[number] ?? null) : null;
      if (whole === null || !this.#ledger.opened(seq, whole)) this.#takeOneByOne(seq, disclosures);
    }
    stopWhenLocked(this.#settings.signal);
    await setImmediate();
  }

  #takeOneByOne(seq: number, disclosures: string): void {
    const read = readTogetherIfWhole(seq, disclosures);
    if (read === null) this.#report('DISCLOSURE_UNREADABLE', { seq, reason: 'row' });
    if (read?.length === 0) this.#report('VAULT_DISCLOSURE_MISSING', { seq, name: BODY });
    for (const { name, text } of read ?? []) {
      const said = this.#ledger.disclosure(seq, text);
      // Whoever asks for a field by its name would be given another.
      if (said !== null && said !== name) this.#report('DISCLOSURE_UNREADABLE', { seq, reason: 'name in row' });
    }
  }

  #report(code: FindingCode, place: Place & { readonly seq: number }): void {
    this.#ledger.report(code, place, { from: place.seq, to: place.seq + 1 });
  }

  #readCheckpoints(): void {
    let covered = 0;
    for (const { size, note } of this.#vault.ledger.checkpoints()) {
      if (size > this.#size) continue;
      covered = Math.max(covered, size);
      this.#ledger.checkpoint(`checkpoint ${size}`, encodeUtf8(note), size === this.#size ? 'head' : 'earlier');
    }
    for (const { size, name, note } of cosignedOf(this.#vault)) {
      if (size <= this.#size) this.#ledger.checkpoint(`countersigned ${size} ${name}`, encodeUtf8(note), 'earlier');
    }
    if (covered < this.#size) this.#notices.push(notice('CHECKPOINT_BEHIND', String(this.#size - covered)));
    const { readOnlyReason } = this.#vault;
    switch (readOnlyReason) {
      // A copy was put back over the vault: entries that were signed once are not here, or others are.
      case 'behind its last checkpoint':
      case 'differs from its last checkpoint':
      case 'last checkpoint is missing':
        this.#ledger.report('VAULT_HEAD_DIFFERS', { reason: readOnlyReason }, null);
        break;
      // No fault of what is here.
      case 'not where it was last written':
        this.#notices.push(notice('VAULT_ELSEWHERE', ''));
        break;
    }
  }

  /** What is missing because two people erased it. */
  #erased(): WithheldStatement[] {
    return erasuresOf(this.#vault.db)
      .flatMap(({ entry, operator, fields }) =>
        fields.map(({ seq, names }): WithheldStatement => {
          // A ledger that goes on from another never named what was erased in that one.
          const named = new Set([...(this.#unopened.get(seq) ?? []), ...this.#namesIn(seq)]);
          const left = (names as FieldName[]).filter((name) => named.has(name));
          const authority = authorityText({ kind: 'erasure', seq: entry });
          return { seq, ground: 'erased', authority, by: operator, review: null, fields: left };
        }),
      )
      .filter((statement) => 'fields' in statement && statement.fields.length > 0 && statement.seq < this.#size)
      .sort((a, b) => a.seq - b.seq);
  }

  /**
   * Nothing else may be missing in a vault, and the database's own word for it is not enough: an entry has to say so. Only of a ledger that
   * was put back from a copy, or that the vault went on from, may that entry stand in another.
   */
  #findMissing(erased: readonly WithheldStatement[]): void {
    const { readOnlyReason } = this.#vault;
    if (readOnlyReason !== null && losesItsEnd.includes(readOnlyReason)) {
      for (const statement of erased) this.#sayErased(statement.seq, 'fields' in statement ? statement.fields : []);
    }
    for (const [seq, names] of this.#unopened) {
      const here = this.#namesIn(seq);
      for (const name of names) {
        if (here.has(name) || this.#saidErased.get(seq)?.has(name)) continue;
        this.#report('VAULT_DISCLOSURE_MISSING', { seq, name });
      }
    }
  }

  /** The names under which an entry's row holds anything; none of a row that can't be read, which is reported already. */
  #namesIn(seq: number): ReadonlySet<string> {
    try {
      return new Set(this.#vault.ledger.disclosuresOf(seq).map(({ name }) => name));
    } catch (error) {
      if (error instanceof SyntaxError || error instanceof TypeError) return new Set();
      throw error;
    }
  }

  #noteErased(fields: DisclosedEntry['fields'], seq: number): void {
    const [erases, names] = [fields.get('erases'), fields.get('fields')];
    for (const [at, erased] of (readEarlierEntries(erases ?? null, seq) ?? []).entries()) {
      const those = Array.isArray(names) ? names[at] : null;
      this.#sayErased(erased, Array.isArray(those) ? those.map(String) : []);
    }
  }

  #sayErased(seq: number, names: readonly string[]): void {
    this.#saidErased.set(seq, new Set([...(this.#saidErased.get(seq) ?? []), ...names]));
  }

  #disclosed({ seq, fields, withheld }: DisclosedEntry): void {
    if (withheld.length > 0) this.#unopened.set(seq, withheld);
    if (fields.get('type') === 'erase') this.#noteErased(fields, seq);
    const file = readFileClaim(fields.get('file') ?? null);
    if (file === null) return;
    const preview = previewRecord.safeParse(fields.get('preview'));
    if (!preview.success || 'problem' in preview.data) return;
    for (const kind of previewKinds) {
      this.#previews.push({ kind, of: file.sha256, sha256: preview.data[kind].sha256 as Hex64 });
    }
  }

  async #readOriginals(files: readonly FileReference[]): Promise<void> {
    const bytesTotal = files.reduce((sum, { size }) => sum + size, 0);
    let bytesDone = 0;
    for (const [done, file] of files.entries()) {
      this.#settings.onProgress?.({ phase: 'checking', done, total: files.length, bytesDone, bytesTotal });
      const state = await this.#verify({ kind: 'original', sha256: file.sha256 });
      this.#states.set(file.sha256, state);
      if (state === 'absent') this.#report('OBJECT_MISSING', { seq: file.seq });
      if (state === 'damaged') this.#report('OBJECT_DAMAGED', { seq: file.seq });
      bytesDone += file.size;
    }
    this.#settings.onProgress?.({ phase: 'done', done: files.length, total: files.length, bytesDone, bytesTotal });
  }

  /** Previews can be made again: a damaged one is worth knowing and says nothing about the evidence. */
  async #readPreviews(): Promise<void> {
    for (const { kind, of, sha256 } of this.#previews) {
      if ((await this.#verify({ kind, sha256: of }, sha256)) === 'intact') continue;
      this.#notices.push(notice('PREVIEW_DAMAGED', `${kind} ${of.slice(0, 16)}`));
    }
  }

  async #findQuarantined(files: ReadonlyMap<Hex64, FileReference>): Promise<void> {
    const known: ObjectReference[] = [...files.keys()].map((sha256) => ({ kind: 'original', sha256 }));
    for (const { kind, of } of this.#previews) known.push({ kind, sha256: of });
    // What an import is just putting in place has its entry by now, or soon: only what stays without one is worth a word.
    if (this.#vault.ledger.size !== this.#size) return;
    const found = await this.#vault.objects.quarantined(known);
    if (found.length > 0) this.#notices.push(notice('OBJECT_QUARANTINED', String(found.length)));
  }

  async #verify({ kind, sha256 }: ObjectReference, expected?: Hex64): Promise<FileState> {
    stopWhenLocked(this.#settings.signal);
    await setImmediate();
    try {
      const state = await this.#vault.objects.verify(kind, sha256, expected);
      return state === 'missing' ? 'absent' : state;
    } catch {
      // The medium refuses to give the bytes: for whoever needs them that is damage.
      stopWhenLocked(this.#settings.signal);
      return 'damaged';
    }
  }
}
