/** A vault's dealings with its witnesses: what it hands to them, and what it keeps of what they answer. */
import type { CallOutput } from '../../../shared/contract.ts';
import { Fault } from '../../../shared/faults.ts';
import { encodeUtf8, equalBytes } from '../../../shared/ledger/bytes.ts';
import { asCarried } from '../../../shared/ledger/carried-text.ts';
import {
  type KeyRange,
  requiredKeys,
  requiredLinesState,
  type SignedCheckpoint,
} from '../../../shared/ledger/checkpoint.ts';
import { cosignedAt } from '../../../shared/ledger/cosignature.ts';
import { formatVerifierKey, lineState, type NoteKey } from '../../../shared/ledger/note.ts';
import { leastOfAll, quorumSize, readWitnessKey } from '../../../shared/ledger/policy.ts';
import { readWitnessAnswer, withLinesOf } from '../../../shared/ledger/witness-answer.ts';
import { composeWitnessRequest } from '../../../shared/ledger/witness-request.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { primitives } from '../ledger/primitives.ts';
import { storageFault } from '../vault/storage-fault.ts';
import type { OpenVault } from '../vault/vault.ts';
import { keptPolicy, keptPolicyText } from './kept-policy.ts';
import { hasTable } from './older-vault.ts';

/** A checkpoint of this ledger that somebody outside countersigned. */
export type Cosigned = {
  readonly size: number;
  /** The verifier key of the witness whose line it carries. */
  readonly witness: string;
  readonly name: string;
  readonly note: string;
  /** When the witness says it did, in seconds since 1970. */
  readonly time: number;
};

/** All of them, the smallest first. A vault of an older version that can't be written has no table for them. */
export function cosignedOf(vault: OpenVault): Cosigned[] {
  if (!hasTable(vault, 'cosigned')) return [];
  return vault.db
    .prepare('SELECT size, witness, name, note, time FROM cosigned ORDER BY size, witness, time')
    .all() as Cosigned[];
}

/** How many entries of this vault enough witnesses vouch for: as many as its policy asks for, or any one where it has none. */
export function vouchedEntries(vault: OpenVault): number {
  const { db, ledger } = vault;
  if (!hasTable(vault, 'cosigned')) return 0;
  const policy = keptPolicy(vault);
  if (policy === null) {
    const size = db.prepare('SELECT coalesce(max(size), 0) FROM cosigned').pluck().get() as number;
    return Math.min(size, ledger.size);
  }
  const newest = new Map(witnessesOf(vault).map(({ key, size }) => [key, size]));
  const sizes = policy.witnesses.map((key) => newest.get(formatVerifierKey(key)) ?? 0);
  return Math.min(quorumSize(policy, sizes), ledger.size);
}

/** The witnesses that have countersigned so far, each with its newest. */
export function witnessesOf(vault: OpenVault): CallOutput<'witness.list'> {
  const newest = new Map<string, Cosigned>();
  for (const one of cosignedOf(vault)) newest.set(one.witness, one);
  return [...newest.values()].map(({ name, witness, size, time }) => ({ name, key: witness, size, time }));
}

/** Whom the people here trust, and how far each of them and all together vouch. Those that are not trusted come last. */
export function policyStanding(vault: OpenVault): CallOutput<'witness.policy'> {
  const policy = keptPolicy(vault);
  const newest = new Map(witnessesOf(vault).map((one) => [one.key, one]));
  const keys = (policy?.witnesses ?? []).map((key) => ({ name: key.name, key: formatVerifierKey(key) }));
  const trusted = keys.map(({ name, key }) => {
    const { size = 0, time = null } = newest.get(key) ?? {};
    newest.delete(key);
    return { name, key, size, time, trusted: true };
  });
  return {
    text: keptPolicyText(vault),
    quorum: policy === null ? null : leastOfAll(policy),
    witnesses: [...trusted, ...[...newest.values()].map((one) => ({ ...one, trusted: false }))],
    vouched: vouchedEntries(vault),
    entries: vault.ledger.size,
  };
}

/**
 * A request for a countersignature under the ledger as it stands. `from`: the size that the witness holds; without it what the
 * vault's only witness countersigned last, and 0 (a first contact) where there is none or there are several. Throws
 * PROOF_IMPOSSIBLE where the ledger never had that size, VAULT_READ_ONLY where there is nothing signed to hand over.
 */
export function requestCosignature(vault: OpenVault, from: number | null): CallOutput<'witness.request'> {
  const { ledger } = vault;
  const head = vault.readOnly ? ledger.latestCheckpoint() : ledger.checkpoint();
  if (head === null) throw new Fault('VAULT_READ_ONLY');
  const known = witnessesOf(vault);
  const begin = from ?? (known.length === 1 ? (known[0]?.size ?? 0) : 0);
  if (begin > head.size) throw new Fault('PROOF_IMPOSSIBLE');
  const notes = new Map(ledger.checkpoints().map(({ size, note }) => [size, note]));
  const keys = ledger.keyRanges();
  let old = begin;
  const prove = (size: number): Uint8Array[] => (old === 0 ? [] : ledger.consistencyProof(old, size));
  const changes = keys
    .filter(({ seq }) => seq > 0 && seq + 1 >= begin && seq < head.size)
    .map(({ seq }) => {
      const size = seq + 1;
      const note = notes.get(size);
      const entry = ledger.entry(seq)?.bytes;
      if (note === undefined || entry === undefined) throw new Fault('VAULT_DATABASE_DAMAGED');
      const change = { old, consistency: prove(size), note, entry, inclusion: ledger.inclusionProof(seq, size) };
      old = size;
      return change;
    });
  const last = { old, consistency: prove(head.size), note: head.note };
  const request = composeWitnessRequest((keys[0] as KeyRange).key, changes, last);
  return { request, size: head.size, from: begin, name: `${ledger.id.slice(0, 8)}-${head.size}.request` };
}

/**
 * What a witness answered. A countersigned checkpoint is checked against the ledger and kept; `witness` is the verifier key of a
 * witness that is new to this vault. A refusal is explained, and nothing is kept. Throws NOTE_INVALID, POLICY_INVALID (the key),
 * WITNESS_UNKNOWN, COSIGNATURE_INVALID, VAULT_READ_ONLY.
 */
export function acceptAnswer(vault: OpenVault, text: string, witness: string | null): CallOutput<'witness.accept'> {
  const answer = readWitnessAnswer(encodeUtf8(asCarried(text)));
  if (answer.answer === 'refused') {
    if (answer.ledger !== vault.ledger.id) throw new Fault('COSIGNATURE_INVALID');
    const { refusal, held } = answer;
    return { outcome: 'refused', refusal, held: held?.size ?? 0, standing: standingOf(vault.ledger, held) };
  }
  const { checkpoint } = answer;
  if (vault.readOnly) throw new Fault('VAULT_READ_ONLY');
  const keys = vault.ledger.keyRanges();
  const required = requiredKeys(keys, checkpoint.size);
  const isOurs =
    standingOf(vault.ledger, checkpoint) === 'agrees' &&
    requiredLinesState(primitives, checkpoint.note, required) === 'good';
  if (!isOurs) throw new Fault('COSIGNATURE_INVALID');

  const trusted = keptPolicy(vault)?.witnesses ?? [];
  const known = new Set([...cosignedOf(vault).map((one) => one.witness), ...trusted.map(formatVerifierKey)]);
  if (witness !== null) known.add(formatVerifierKey(readWitnessKey(primitives, witness)));
  const states = [...known].map((key) => {
    const read = readWitnessKey(primitives, key);
    return { key: read, state: lineState(primitives, checkpoint.note, read) };
  });
  if (states.some(({ state }) => state === 'bad')) throw new Fault('COSIGNATURE_INVALID');
  const good = states.filter(({ state }) => state === 'good').map(({ key }) => key);
  if (good.length === 0) throw new Fault('WITNESS_UNKNOWN');
  keep(vault, checkpoint, required, good);
  return {
    outcome: 'kept',
    size: checkpoint.size,
    witnesses: good.map((key) => ({ name: key.name, time: cosignedAt(checkpoint.note, key) ?? 0 })),
    unvouched: vault.ledger.size - vouchedEntries(vault),
  };
}

function keep(vault: OpenVault, checkpoint: SignedCheckpoint, own: readonly NoteKey[], witnesses: readonly NoteKey[]) {
  const insert = vault.db.prepare(
    `INSERT INTO cosigned (size, witness, name, note, time, operator, at) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO NOTHING`,
  );
  const at = new Date().toISOString();
  try {
    vault.db
      .transaction(() => {
        for (const key of witnesses) {
          const time = cosignedAt(checkpoint.note, key) ?? 0;
          const note = withLinesOf(primitives, checkpoint, [...own, key]);
          insert.run(checkpoint.size, formatVerifierKey(key), key.name, note, time, vault.operator, at);
        }
      })
      .immediate();
  } catch (error) {
    throw storageFault(error);
  }
}

/** How a checkpoint that somebody holds stands to this ledger. */
function standingOf(ledger: Ledger, held: SignedCheckpoint | null): 'none' | 'agrees' | 'larger' | 'differs' {
  if (held === null) return 'none';
  if (held.ledger !== ledger.id) return 'differs';
  if (held.size > ledger.size) return 'larger';
  return equalBytes(ledger.root(held.size), held.root) ? 'agrees' : 'differs';
}
