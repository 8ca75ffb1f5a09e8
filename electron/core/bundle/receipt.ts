import type { CallRequest } from '../../../shared/contract.ts';
import { Fault } from '../../../shared/faults.ts';
import { encodeUtf8 } from '../../../shared/ledger/bytes.ts';
import { readCheckpoint, requiredKeys } from '../../../shared/ledger/checkpoint.ts';
import type { Hex64 } from '../../../shared/ledger/hex.ts';
import { formatVerifierKey, readVerifierKey } from '../../../shared/ledger/note.ts';
import { policyOf, readWitnessKey } from '../../../shared/ledger/policy.ts';
import { composeReceipt, verifyReceipt } from '../../../shared/ledger/receipt.ts';
import type { ReceiptReport } from '../../../shared/model/receipt.ts';
import { fieldsOfUse, type StatedUse, usedAs } from '../gate/stating.ts';
import { primitives } from '../ledger/primitives.ts';
import type { OpenVault } from '../vault/vault.ts';
import { cosignedOf } from '../witness/cosignatures.ts';
import { Standing } from './standing.ts';

/** What a reviewer asks about a receipt, as the contract has it. */
type ReceiptRequest = CallRequest<'verify.receipt'>;

export type GivenReceipt = {
  /** The entry that it is about. */
  readonly entry: number;
  /** How many entries its checkpoint covers. */
  readonly size: number;
  /** Whether it shows which file the entry names. */
  readonly showsFile: boolean;
  /** Verifier keys of the ledger that signed, to be given by another way than the receipt. */
  readonly keys: readonly string[];
  /** The C2SP tlog-proof. */
  readonly text: string;
};

/**
 * A membership receipt for one entry. It opens the file that the entry names where the gate shows that file for the stated use, and else
 * nothing: with `use` null never. That it was given stands in the ledger before this resolves.
 * Throws RECORD_NOT_FOUND, USE_RULE, USE_UNANSWERED, VAULT_READ_ONLY, VAULT_DISK_FULL.
 */
export async function giveReceipt(vault: OpenVault, seq: number, use: StatedUse | null): Promise<GivenReceipt> {
  const { ledger } = vault;
  if (vault.readOnly) throw new Fault('VAULT_READ_ONLY');
  if (ledger.entry(seq) === null) throw new Fault('RECORD_NOT_FOUND');
  const disclosures = use === null ? [] : await openedFile(vault, seq, use);
  ledger.append([
    {
      type: 'custody',
      operator: vault.operator,
      fields: {
        action: 'receipt given',
        entry: seq,
        ...(use === null ? {} : { audience: use.audience, ...fieldsOfUse(use) }),
        ...(use === null || use.answers.length === 0 ? {} : { answers: [...use.answers] }),
      },
    },
  ]);
  const { note, size } = bestNote(vault, seq);
  const entry = ledger.entry(seq);
  if (entry === null) throw new Fault('VAULT_DATABASE_DAMAGED');
  const keys = requiredKeys(ledger.keyRanges(), readCheckpoint(encodeUtf8(note)).size);
  const text = composeReceipt(
    { entry: entry.bytes, disclosures, keys: keys.map(({ publicKey }) => publicKey) },
    { index: seq, hashes: ledger.inclusionProof(seq, size), note },
  );
  return { entry: seq, size, showsFile: disclosures.length > 0, keys: keys.map(formatVerifierKey), text };
}

/** The newest checkpoint over the entry that anybody outside countersigned; where there is none, one of the ledger as it stands. */
function bestNote(vault: OpenVault, seq: number): { note: string; size: number } {
  const signed = vault.ledger.checkpoint();
  const cosigned = cosignedOf(vault).filter(({ size }) => size > seq && size <= signed.size);
  const size = cosigned.at(-1)?.size;
  if (size === undefined) return signed;
  // One note for each witness is kept: here their lines stand together under the one text.
  const parts = cosigned.filter((one) => one.size === size).map(({ note }) => note.split('\n\n'));
  const lines = new Set(parts.flatMap(([, signatures = '']) => signatures.trimEnd().split('\n')));
  return { note: `${parts[0]?.[0]}\n\n${[...lines].join('\n')}\n`, size };
}

/** What opens the entry's `file`, where the gate lets it leave: the body, and that field. */
async function openedFile(vault: OpenVault, seq: number, use: StatedUse): Promise<string[]> {
  const standing = await Standing.of(vault.ledger, usedAs(vault, use));
  const open = standing.questionsAt(seq).map(({ key }) => key);
  if (open.length > 0) throw new Fault('USE_UNANSWERED', { questions: open.join(', ') });
  const { body, shown } = standing.judge(seq);
  const file = shown.find(({ name }) => name === 'file');
  return body === null || file === undefined ? [] : [body.text, file.text];
}

/** Judges a receipt with what the reviewer brought. Throws RECEIPT_INVALID and NOTE_INVALID for what is no receipt, POLICY_INVALID. */
export function checkReceipt(request: ReceiptRequest): ReceiptReport {
  return verifyReceipt(primitives, encodeUtf8(request.receipt), {
    entry: request.entry === null ? null : encodeUtf8(request.entry),
    exhibit: request.exhibit as Hex64 | null,
    keys: request.keys.map((key) => readVerifierKey(primitives, key.trim())),
    policy: policyOf(request.witnesses.map((key) => readWitnessKey(primitives, key))),
    notes: request.notes,
  });
}
