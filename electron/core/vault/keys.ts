/**
 * Everything secret comes from one random vault key, by HKDF-SHA256 (RFC 5869) with the vault's id as salt and a label each. The
 * labels are for ever: whoever holds the vault key can compute the others with any tool.
 */
import { hkdfSync, randomBytes } from 'node:crypto';
import { bech32 } from '@scure/base';
import { identityToRecipient } from 'age-encryption';

export const VAULT_KEY_LENGTH = 32;

export interface VaultKeys {
  /** Raw SQLCipher key of ledger.db. */
  readonly database: Uint8Array;
  /** HMAC key that turns a file's hash into its object's name, so that possession of a known picture can't be seen. */
  readonly objectNames: Uint8Array;
  /** MAC of vault.json. */
  readonly header: Uint8Array;
  /** AEAD key of the last checkpoint kept beside the database. */
  readonly head: Uint8Array;
  /** AEAD key of the list of erasures kept beside the database. */
  readonly erasures: Uint8Array;
  /** Every object is encrypted to this identity alone. A string can't be wiped; it goes with the process. */
  readonly age: { readonly identity: string; readonly recipient: string };
  wipe(): void;
}

export function generateVaultKey(): Uint8Array {
  return new Uint8Array(randomBytes(VAULT_KEY_LENGTH));
}

/** `id`: the vault's id, hex. */
export async function deriveKeys(vaultKey: Uint8Array, id: string): Promise<VaultKeys> {
  const derive = (label: string) =>
    new Uint8Array(hkdfSync('sha256', vaultKey, Buffer.from(id, 'hex'), `sanad-vault/v1 ${label}`, 32));
  const [database, objectNames, header, head, erasures] = [
    derive('database'),
    derive('object names'),
    derive('header'),
    derive('head checkpoint'),
    derive('erasures'),
  ] as const;
  const scalar = derive('age identity');
  const identity = bech32.encodeFromBytes('AGE-SECRET-KEY-', scalar).toUpperCase();
  scalar.fill(0);
  const recipient = await identityToRecipient(identity);
  return {
    database,
    objectNames,
    header,
    head,
    erasures,
    age: { identity, recipient },
    wipe() {
      for (const key of [database, objectNames, header, head, erasures]) key.fill(0);
    },
  };
}
