/** What every handing over has in common, whatever is handed over: it is weighed, stands in the ledger, is protected and written. */
import { createHash, randomBytes } from 'node:crypto';
import { stopWhenLocked } from '../../../shared/bundle/progress.ts';
import type { Protection, WithholdingChoice } from '../../../shared/contract.ts';
import { Fault } from '../../../shared/faults.ts';
import { canonicalText, type Json } from '../../../shared/ledger/canonical.ts';
import { type Hex64, hashToHex } from '../../../shared/ledger/hex.ts';
import type { Question } from '../../../shared/model/stated-use.ts';
import { fieldsOfUse, type StatedUse, usedAs } from '../gate/stating.ts';
import { append } from '../records/recording.ts';
import { encryptAge } from '../vault/age.ts';
import type { OpenVault } from '../vault/vault.ts';
import { openTarget } from './delivery.ts';
import type { JobSettings } from './progress.ts';
import { Standing } from './standing.ts';

/** Something whose handing over stands in the ledger. */
export interface Prepared {
  /** The entry that says so. */
  readonly entry: number;
  /** The bytes to hand over, encrypted where that was asked for. Can be taken once. */
  stream(): AsyncGenerator<Uint8Array>;
}

/** Of the bytes as they were written. */
export interface Written {
  readonly path: string;
  readonly name: string;
  readonly bytes: number;
  readonly sha256: Hex64;
}

/** How often reading begins anew because something was recorded meanwhile, before that is said. */
const attempts = 6;

/**
 * Weighs until nothing was recorded meanwhile: consent that was withdrawn while it was read counts. Answers to conditions are recorded before
 * what is handed over on the strength of them. Throws USE_RULE, USE_UNANSWERED (naming the questions), VAULT_LOCKED, IMPORT_RUNNING,
 * WITHHOLDING_UNKNOWN, and what `gather` throws.
 */
export async function weighed<T>(
  vault: OpenVault,
  { withhold, ...stated }: StatedUse & { readonly withhold?: readonly WithholdingChoice[] | undefined },
  signal: JobSettings['signal'],
  reading: {
    readonly questions: (standing: Standing) => readonly Question[];
    readonly gather: (standing: Standing) => T | Promise<T>;
  },
): Promise<{ readonly contents: T; readonly standing: Standing }> {
  let answersRecorded = answersStand(vault, stated);
  for (let attempt = 0; attempt < attempts; attempt++) {
    const standing = await Standing.of(vault.ledger, usedAs(vault, stated), signal, withhold);
    const open = reading.questions(standing).map(({ key }) => key);
    if (open.length > 0) throw new Fault('USE_UNANSWERED', { questions: open.join(', ') });
    if (!answersRecorded) {
      stopWhenLocked(signal);
      recordAnswers(vault, stated);
      answersRecorded = true;
      continue;
    }
    const contents = await reading.gather(standing);
    stopWhenLocked(signal);
    if (vault.ledger.size === standing.size) return { contents, standing };
  }
  throw new Fault('IMPORT_RUNNING');
}

const action = 'conditions answered';

/** What was answered to people's conditions. It never leaves. */
function recordAnswers(vault: OpenVault, stated: StatedUse): void {
  append(vault, [{ type: 'custody', operator: vault.operator, fields: answerFields(stated) }]);
}

const answerFields = ({ audience, answers, ...stated }: StatedUse): Record<string, Json> => ({
  action,
  audience,
  ...fieldsOfUse(stated),
  answers: [...answers],
});

/** Answers that stand further back are given anew. */
const answersReach = 1_000;

/**
 * Whether nothing has to be recorded: there are no answers, or this person's very answers were the last that were given, and nothing was
 * handed over on the strength of them yet.
 */
export function answersStand({ ledger, operator }: OpenVault, stated: StatedUse): boolean {
  if (stated.answers.length === 0) return true;
  for (let seq = ledger.size - 1; seq >= Math.max(0, ledger.size - answersReach); seq--) {
    const { at: _at, type, operator: by, ...fields } = ledger.readFields(seq);
    if (type === 'export') return false;
    if (type !== 'custody' || fields.action !== action) continue;
    return by === operator && canonicalText(fields) === canonicalText(answerFields(stated));
  }
  return false;
}

/**
 * Writes to a file that does not exist yet, or into an existing folder as `name`. The file appears under its name only when it is whole
 * and durable. Throws EXPORT_TARGET_EXISTS, EXPORT_TARGET_UNWRITABLE, and what `prepare` throws.
 */
export async function handOverToPath<P extends Prepared>(
  vault: OpenVault,
  path: string,
  name: string,
  prepare: () => Promise<P>,
): Promise<Omit<P, 'stream'> & Written> {
  const target = await openTarget(path, name, vault.path);
  try {
    const { stream, ...prepared } = await prepare();
    try {
      const hash = createHash('sha256');
      let bytes = 0;
      for await (const piece of stream()) {
        hash.update(piece);
        bytes += piece.length;
        await target.write(piece);
      }
      await target.finish();
      const sha256 = hashToHex(new Uint8Array(hash.digest()));
      return { ...prepared, bytes, name: target.name, path: target.path, sha256 };
    } catch (error) {
      recordFailure(vault, prepared.entry);
      throw error;
    }
  } finally {
    await target.close();
  }
}

/** The same for a face that takes the bytes away itself; `sha256` resolves when it has taken them all. */
export function handOverToStream<P extends Prepared>(
  vault: OpenVault,
  prepared: P,
): P & { readonly sha256: Promise<Hex64> } {
  let settle: (hash: Hex64) => void = () => {};
  const sha256 = new Promise<Hex64>((resolve) => {
    settle = resolve;
  });
  async function* stream(): AsyncGenerator<Uint8Array> {
    const hash = createHash('sha256');
    let whole = false;
    try {
      for await (const piece of prepared.stream()) {
        hash.update(piece);
        yield piece;
      }
      whole = true;
      settle(hashToHex(new Uint8Array(hash.digest())));
    } finally {
      if (!whole) recordFailure(vault, prepared.entry);
    }
  }
  return { ...prepared, sha256, stream };
}

/** `workFactor`: scrypt's log2 N, for tests. */
export function protect(
  content: AsyncGenerator<Uint8Array>,
  protection: Protection,
  workFactor?: number,
): AsyncGenerator<Uint8Array> {
  switch (protection.kind) {
    case 'recipients':
      return encryptAge({ recipients: protection.to }, content);
    case 'passphrase':
      return encryptAge(
        { passphrase: protection.passphrase, ...(workFactor === undefined ? {} : { workFactor }) },
        content,
      );
    case 'plain':
      return content;
  }
}

/** Says neither what it is nor where it comes from; `plain`: the ending of what is not encrypted. */
export const neutralName = (protection: Protection, plain: 'zip' | 'csv'): string =>
  `${randomBytes(4).toString('hex')}.${protection.kind === 'plain' ? plain : 'age'}`;

/** The ledger says that something was handed over; where its bytes were not written to the end, it says that as well. */
function recordFailure(vault: OpenVault, entry: number): void {
  try {
    vault.ledger.append([
      { type: 'custody', operator: vault.operator, fields: { action: 'export not completed', export: entry } },
    ]);
  } catch {
    // The vault is full, locked or gone: the failure that led here is the one to report.
  }
}
