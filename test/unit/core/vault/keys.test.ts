import { describe, expect, it } from 'vitest';
import { deriveKeys, generateVaultKey } from '../../../../electron/core/vault/keys.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const vaultKey = Uint8Array.from({ length: 32 }, (_, byte) => byte);
const id = 'ab'.repeat(16);

describe('the keys of a vault', () => {
  /** Computed with Python's hmac (RFC 5869 by hand) and checked with age-keygen: vaults made today must open for ever. */
  it('come from the vault key in one way that never changes', async () => {
    const keys = await deriveKeys(vaultKey, id);
    expect(hex(keys.database)).toBe('fa3ef27f17c98fbae93d2d95723d1e409783022853527b68b43e35695e342783');
    expect(hex(keys.objectNames)).toBe('277c5943fc6392e513d5c42f44e033d61492f12d1a7b23725bb1e42c62c187b5');
    expect(hex(keys.header)).toBe('4ba3e3bddc6ef21b9faac9394758c159f472ba88ffd82c1798bb315ab4cac76b');
    expect(hex(keys.head)).toBe('4ce5ccf6b3a1ea15877a1d6eeb80e624f6bfba58b69df3ecba064b278bdf74bd');
    expect(keys.age).toEqual({
      identity: 'AGE-SECRET-KEY-18X3SR9TUDZ3DSL0RXQUN959UQ7TLTAFFZVAR0EJA49ELE8UZCRHQ8S45DQ',
      recipient: 'age1dteyey98phwlhdqlaz0neszzw05u3nsupalveuzu66zy6z4cr9es2vx84r',
    });
  });

  it('are others in another vault, or from another vault key', async () => {
    const all = async (key: Uint8Array, vault: string) => {
      const { database, objectNames, header, head, age } = await deriveKeys(key, vault);
      return [hex(database), hex(objectNames), hex(header), hex(head), age.identity];
    };
    const keys = [
      ...(await all(vaultKey, id)),
      ...(await all(vaultKey, 'cd'.repeat(16))),
      ...(await all(generateVaultKey(), id)),
    ];
    expect(new Set(keys).size).toBe(15);
  });

  it('are overwritten when they are no longer needed', async () => {
    const keys = await deriveKeys(vaultKey, id);
    keys.wipe();
    for (const key of [keys.database, keys.objectNames, keys.header, keys.head]) expect(hex(key)).toBe('00'.repeat(32));
  });
});
