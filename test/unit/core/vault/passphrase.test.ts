import * as nodeCrypto from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  freshKdf,
  KDF_FLOOR,
  kdf,
  requireStrongPassphrase,
  stretchPassphrase,
  tuneKdf,
} from '../../../../electron/core/vault/passphrase.ts';

const cheap = { m: 64, t: 1, p: 1 };

/** Node's own Argon2, there from 24.7 on: another implementation to compare with. */
const argon2 = (nodeCrypto as { argon2Sync?: (algorithm: string, parameters: object) => Buffer }).argon2Sync;

describe('a passphrase', () => {
  it('is too weak below ten characters, counted as people count them', () => {
    for (const weak of ['', 'short', 'كلمة سر', '🔑🔑🔑🔑🔑', 'ninechars']) {
      expect(() => requireStrongPassphrase(weak)).toThrowError(expect.objectContaining({ code: 'PASSPHRASE_WEAK' }));
    }
    for (const strong of ['ten chars!', 'كلمة سر طويلة', '🔑🔑🔑🔑🔑🔑🔑🔑🔑🔑']) {
      expect(() => requireStrongPassphrase(strong)).not.toThrow();
    }
  });

  it('gives the same key however the keyboard composes its letters', async () => {
    const salted = freshKdf(cheap);
    const composed = await stretchPassphrase('d\u00e9p\u00f4t \u0622\u062e\u0631', salted);
    const decomposed = await stretchPassphrase('de\u0301po\u0302t \u0627\u0653\u062e\u0631', salted);
    expect(composed).toEqual(decomposed);
    expect(await stretchPassphrase('depot', salted)).not.toEqual(composed);
    expect(await stretchPassphrase('d\u00e9p\u00f4t \u0622\u062e\u0631', freshKdf(cheap))).not.toEqual(composed);
  });

  it.skipIf(argon2 === undefined)('is stretched as another Argon2id does (skipped where Node has none)', async () => {
    const salted = { ...freshKdf({ m: 256, t: 3, p: 2 }) };
    const theirs = argon2?.('argon2id', {
      message: 'training passphrase',
      nonce: Buffer.from(salted.salt, 'base64'),
      parallelism: salted.p,
      tagLength: 32,
      memory: salted.m,
      passes: salted.t,
    });
    expect(Buffer.from(await stretchPassphrase('training passphrase', salted)).equals(theirs as Buffer)).toBe(true);
  });
});

describe('the cost of trying a passphrase', () => {
  /** A clock that says the measurement took this long. */
  const measuring = (milliseconds: number) => {
    const times = [0, milliseconds];
    return () => times.shift() ?? milliseconds;
  };

  it('never goes below the floor, however slow the computer', async () => {
    expect(await tuneKdf(measuring(60_000))).toEqual(KDF_FLOOR);
  });

  it('takes memory first, then passes, on faster ones', async () => {
    expect(await tuneKdf(measuring(500))).toEqual({ m: 131_072, t: 3, p: 1 });
    expect(await tuneKdf(measuring(250))).toEqual({ m: 262_144, t: 3, p: 1 });
    expect(await tuneKdf(measuring(125))).toEqual({ m: 262_144, t: 6, p: 1 });
    expect(await tuneKdf(measuring(1))).toEqual({ m: 262_144, t: 12, p: 1 });
  });

  it('is not taken from a header beyond what a laptop can do', () => {
    expect(kdf.safeParse(freshKdf(KDF_FLOOR)).success).toBe(true);
    expect(kdf.safeParse({ ...freshKdf(KDF_FLOOR), m: 2 ** 31 }).success).toBe(false);
    expect(kdf.safeParse({ ...freshKdf(KDF_FLOOR), t: 1_000_000 }).success).toBe(false);
    expect(kdf.safeParse({ ...freshKdf(KDF_FLOOR), salt: '' }).success).toBe(false);
  });
});
