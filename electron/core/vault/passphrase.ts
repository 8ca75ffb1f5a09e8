/** From a passphrase to a key: Argon2id (RFC 9106), with the parameters that stand in the header. */
import { randomBytes } from 'node:crypto';
import { argon2id } from 'hash-wasm';
import { z } from 'zod';
import { Fault } from '../../../shared/faults.ts';
import { decodeBase64, encodeBase64 } from '../../../shared/ledger/base64.ts';

/** Memory in KiB, passes, lanes. */
export interface KdfCost {
  readonly m: number;
  readonly t: number;
  readonly p: number;
}

/** The bounds keep an altered header from asking for the machine's whole memory before its MAC can be checked. */
export const kdf = z.strictObject({
  name: z.literal('argon2id'),
  m: z.number().int().min(8).max(2_097_152),
  t: z.number().int().min(1).max(64),
  p: z.number().int().min(1).max(16),
  salt: z.string().refine((text) => decodeBase64(text)?.length === 16),
});
export type Kdf = z.infer<typeof kdf>;

/** However slow the laptop: 64 MiB and three passes. */
export const KDF_FLOOR: KdfCost = { m: 65_536, t: 3, p: 1 };
const MAX_MEMORY = 262_144;
const MAX_PASSES = 12;
const TARGET_MS = 1_000;
const SHORTEST = 10;

/** Throws PASSPHRASE_WEAK below ten characters. */
export function requireStrongPassphrase(passphrase: string): void {
  if ([...passphrase.normalize('NFKC')].length < SHORTEST) throw new Fault('PASSPHRASE_WEAK', { least: SHORTEST });
}

export function freshKdf(cost: KdfCost): Kdf {
  return { name: 'argon2id', m: cost.m, t: cost.t, p: cost.p, salt: encodeBase64(randomBytes(16)) };
}

/** 32 bytes. The passphrase is normalised (NFKC), because keyboards compose the same letters differently. */
export async function stretchPassphrase(passphrase: string, { m, t, p, salt }: Kdf): Promise<Uint8Array> {
  const saltBytes = decodeBase64(salt);
  if (saltBytes === null) throw new Fault('VAULT_HEADER_ALTERED');
  return argon2id({
    password: passphrase.normalize('NFKC'),
    salt: saltBytes,
    memorySize: m,
    iterations: t,
    parallelism: p,
    hashLength: 32,
    outputType: 'binary',
  });
}

/** A cost that takes about a second on this machine, never below the floor: memory is raised first, then passes. */
export async function tuneKdf(now: () => number = () => performance.now()): Promise<KdfCost> {
  const started = now();
  await stretchPassphrase('a passphrase to measure with', freshKdf(KDF_FLOOR));
  let spent = Math.max(1, now() - started);
  let { m } = KDF_FLOOR;
  while (m * 2 <= MAX_MEMORY && spent * 2 <= TARGET_MS) {
    m *= 2;
    spent *= 2;
  }
  const t = Math.min(MAX_PASSES, Math.max(KDF_FLOOR.t, Math.round((TARGET_MS / spent) * KDF_FLOOR.t)));
  return { m, t, p: KDF_FLOOR.p };
}
