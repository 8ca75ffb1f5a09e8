/**
 * A vault as witness for other ledgers: a key of its own for this alone, the memory in its encrypted database, and every act an entry
 * of its own ledger, so that its history says what it vouched for. What a witness must never do is forget. So the act, the memory and
 * the entry are durable in one transaction, and the checkpoint beside the database covers them, before anybody gets the answer: a
 * database that is put back from an older copy then opens read-only, signs nothing, and goes on only in a new ledger, without the key.
 */
import { brokenField } from '../../../shared/broken-rule.ts';
import type { CallOutput } from '../../../shared/contract.ts';
import { Fault } from '../../../shared/faults.ts';
import { witnessKey } from '../../../shared/ledger/cosignature.ts';
import { encodeHex, type Hex64 } from '../../../shared/ledger/hex.ts';
import { formatVerifierKey } from '../../../shared/ledger/note.ts';
import { readWitnessRequest, type WitnessRequest } from '../../../shared/ledger/witness-request.ts';
import type { EntryDraft } from '../ledger/ledger.ts';
import { generateSigningKey, primitives } from '../ledger/primitives.ts';
import { append } from '../records/recording.ts';
import { concerning, witnessKeySubject } from '../records/subjects.ts';
import { storageFault } from '../vault/storage-fault.ts';
import type { OpenVault } from '../vault/vault.ts';
import { answerRequest, type CosignAnswer, judge, witnessName } from './judging.ts';
import { labelOf, setLabel } from './labels.ts';
import { WitnessMemory } from './memory.ts';
import { hasTable } from './older-vault.ts';
import { vaultTables } from './schema.ts';

type WitnessRow = { name: string; public_key: Buffer; seed: Buffer | null; at: string };

/**
 * The vault's own witness key, null where it has none. `former`: keys under which this vault countersigned before it went on in a new
 * ledger; they were destroyed with the ledger that was left.
 */
export function witnessSelf(vault: OpenVault): CallOutput<'countersign.self'> {
  const row = rowOf(vault);
  const self =
    row === null
      ? null
      : { name: row.name, key: keyText(row), at: row.at, signs: row.seed !== null && !vault.readOnly };
  return { self, former: formerKeys(vault).filter(({ key }) => key !== self?.key) };
}

/** Makes the key and says so in the ledger. Throws FIELD_INVALID (a name that no note can carry), WITNESS_KEY_EXISTS, VAULT_READ_ONLY. */
export function beginWitness(vault: OpenVault, name: string): CallOutput<'countersign.self'> {
  if (!witnessName.test(name)) throw brokenField('name', 'form', witnessName.source, name);
  if (vault.readOnly) throw new Fault('VAULT_READ_ONLY');
  if (rowOf(vault) !== null) throw new Fault('WITNESS_KEY_EXISTS');
  const { publicKey, seed } = generateSigningKey();
  const key = formatVerifierKey(witnessKey(primitives, name, publicKey));
  try {
    append(vault, [ownAct(vault, { action: 'witness key made', key })], () => {
      vault.db
        .prepare('INSERT INTO witness (one, name, public_key, seed, at) VALUES (1, ?, ?, ?, ?)')
        .run(name, publicKey, seed, new Date().toISOString());
    });
  } finally {
    seed.fill(0);
  }
  return witnessSelf(vault);
}

/** What a request asks, and what this vault would answer. Writes nothing. Throws WITNESS_REQUEST_INVALID. */
export function lookAtRequest(vault: OpenVault, bytes: Uint8Array): CallOutput<'countersign.look'> {
  const request = readWitnessRequest(primitives, bytes);
  const memory = memoryOf(vault);
  const held = memory?.holding(request.ledger) ?? null;
  const { size, root } = request.head.checkpoint;
  const judgement = memory === null ? null : judge(memory, request);
  const would = ((): CallOutput<'countersign.look'>['would'] => {
    if (isOwn(vault, request.ledger)) return 'own';
    if (judgement === null) return 'unsigned';
    if (judgement.outcome !== 'consistent') return judgement.outcome;
    return judgement.isHeld ? 'again' : held === null ? 'first' : 'extends';
  })();
  return {
    ledger: request.ledger,
    label: labelOf(vault, request.ledger),
    size,
    root: encodeHex(root),
    held: held?.size ?? 0,
    keyChanges: request.changes.length,
    would,
  };
}

export type CountersignOptions = {
  /** What the people here call the ledger from now on; null leaves it as it is. */
  readonly label?: string | null;
  readonly now?: () => Date;
  /** Runs when the answer is durable and before it is given: for tests that end the process there. */
  readonly onPersisted?: () => void;
};

/**
 * Countersigns a request or refuses it. Throws WITNESS_REQUEST_INVALID, WITNESS_OWN_LEDGER, WITNESS_KEY_MISSING, VAULT_READ_ONLY,
 * VAULT_DISK_FULL; nothing is written and nothing signed then.
 */
export function countersign(
  vault: OpenVault,
  bytes: Uint8Array,
  { label = null, now = () => new Date(), onPersisted = () => {} }: CountersignOptions = {},
): CosignAnswer {
  const request = readWitnessRequest(primitives, bytes);
  if (isOwn(vault, request.ledger)) throw new Fault('WITNESS_OWN_LEDGER');
  if (vault.readOnly) throw new Fault('VAULT_READ_ONLY');
  const row = rowOf(vault);
  const memory = memoryOf(vault);
  if (row === null || row.seed === null || memory === null) throw new Fault('WITNESS_KEY_MISSING');
  const key = { publicKey: new Uint8Array(row.public_key), seed: new Uint8Array(row.seed) };
  row.seed.fill(0);
  try {
    const answer: { given: CosignAnswer | null } = { given: null };
    const act = actOn(vault, memory, request, keyText(row));
    const remember = (): void => {
      answer.given = answerRequest(memory, { name: row.name, key }, request, bytes, now());
      if (label !== null) setLabel(vault, request.ledger, label);
    };
    if (act === null) vault.db.transaction(remember).immediate();
    else append(vault, [act], remember);
    // The checkpoint beside the database covers what was just remembered, before anybody relies on it.
    vault.ledger.checkpoint();
    if (answer.given === null) throw new Error('nothing was judged');
    onPersisted();
    return answer.given;
  } catch (error) {
    throw storageFault(error);
  } finally {
    key.seed.fill(0);
  }
}

/** Every ledger that this vault countersigned, or of which it keeps notes. */
export function witnessedLedgers(vault: OpenVault): CallOutput<'countersign.list'> {
  const memory = memoryOf(vault);
  return (memory?.ledgers() ?? []).map(({ note: _note, ...ledger }) => ({
    ...ledger,
    label: labelOf(vault, ledger.ledger),
  }));
}

/** Throws RECORD_NOT_FOUND for a ledger that was never seen, VAULT_READ_ONLY. */
export function labelLedger(vault: OpenVault, ledger: Hex64, label: string): void {
  if (vault.readOnly) throw new Fault('VAULT_READ_ONLY');
  if ((memoryOf(vault)?.notes(ledger) ?? []).length === 0) throw new Fault('RECORD_NOT_FOUND');
  try {
    setLabel(vault, ledger, label);
  } catch (error) {
    throw storageFault(error);
  }
}

/**
 * Everything that is kept of one ledger, as text for whoever has to find out: every note that was rightly signed, with what came of
 * it, and the requests that were refused, as they came. Throws RECORD_NOT_FOUND.
 */
export function witnessedEvidence(vault: OpenVault, ledger: Hex64): CallOutput<'countersign.evidence'> {
  const memory = memoryOf(vault);
  const notes = memory?.notes(ledger) ?? [];
  if (memory === null || notes.length === 0) throw new Fault('RECORD_NOT_FOUND');
  const parts = [
    `ledger ${ledger}`,
    ...notes.map(({ at, outcome, size, root, note }) => `${at} ${outcome}, ${size} entries, root ${root}\n\n${note}`),
    ...memory.refusedRequests(ledger).map((request) => `request, as it came:\n\n${Buffer.from(request).toString()}`),
  ];
  return { notes, text: parts.join('\n----\n\n'), name: `${ledger.slice(0, 8)}-notes.txt` };
}

/** The entry that an answer is to be told by; null where there is nothing new to tell. */
function actOn(vault: OpenVault, memory: WitnessMemory, request: WitnessRequest, key: string): EntryDraft | null {
  const { checkpoint, note } = request.head;
  const { ledger, size } = checkpoint;
  const told = { key, checkpoint: { ledger, root: encodeHex(checkpoint.root), size } };
  const judgement = judge(memory, request);
  switch (judgement.outcome) {
    case 'consistent':
      return judgement.isHeld ? null : ownAct(vault, { action: 'countersigned', ...told });
    // What speaks against nobody is not worth an entry.
    case 'unsigned':
    case 'stale':
      return null;
    case 'rollback':
    case 'inconsistent':
    case 'fork':
      if (memory.hasSeen(checkpoint, note, judgement.outcome)) return null;
      return ownAct(vault, { action: 'countersignature refused', because: judgement.outcome, ...told });
  }
}

const ownAct = ({ operator }: OpenVault, fields: EntryDraft['fields']): EntryDraft => ({
  type: 'custody',
  operator,
  fields,
});

/** Nobody vouches for himself: neither this ledger, nor the one that it says it continues. */
function isOwn({ ledger }: OpenVault, other: Hex64): boolean {
  const { continues } = ledger.readFields(0);
  const before = (continues ?? null) as { readonly ledger?: unknown } | null;
  return other === ledger.id || before?.ledger === other;
}

function formerKeys(vault: OpenVault): { name: string; key: string }[] {
  return concerning(vault.db, witnessKeySubject).flatMap((seq) => {
    const { action, key } = vault.ledger.readFields(seq);
    if (action !== 'witness key made' || typeof key !== 'string') return [];
    return [{ name: key.slice(0, key.indexOf('+')), key }];
  });
}

const keyText = ({ name, public_key }: WitnessRow): string =>
  formatVerifierKey(witnessKey(primitives, name, new Uint8Array(public_key)));

const rowOf = (vault: OpenVault): WitnessRow | null =>
  hasTable(vault, 'witness')
    ? ((vault.db.prepare('SELECT name, public_key, seed, at FROM witness').get() as WitnessRow | undefined) ?? null)
    : null;

const memoryOf = (vault: OpenVault): WitnessMemory | null =>
  hasTable(vault, 'witness') ? new WitnessMemory(vault.db, vaultTables) : null;
