/**
 * Signatures that one library accepts and another refuses, each built for the purpose. Both implementations of the port must
 * follow the format's rule: no cofactor, canonical A and R, none of small order, S < L.
 */
import { createHash } from 'node:crypto';
import { ed25519 } from '@noble/curves/ed25519.js';
import { describe, expect, it } from 'vitest';
import { ed25519Sign, generateSigningKey, primitives } from '../../../electron/core/ledger/primitives.ts';
import { concatBytes, encodeUtf8 } from '../../../shared/ledger/bytes.ts';
import { verifySignature } from '../../../shared/ledger/ed25519.ts';
import { decodeHex } from '../../../shared/ledger/hex.ts';
import { noblePrimitives } from '../../../shared/ledger/primitives-noble.ts';

const { Point } = ed25519;
const L = Point.Fn.ORDER;
const p = Point.Fp.ORDER;
const message = encodeUtf8('a checkpoint\n');

/** One of the two generators of the 8 points of small order. */
const T = Point.fromBytes(decodeHex('26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05') as Uint8Array);
const smallOrder = Array.from({ length: 8 }, (_, i) => (i === 0 ? Point.ZERO : T.multiplyUnsafe(BigInt(i))));

function littleEndian(value: bigint): Uint8Array {
  return Uint8Array.from({ length: 32 }, (_, i) => Number((value >> BigInt(8 * i)) & 255n));
}

function fromLittleEndian(bytes: Uint8Array): bigint {
  return bytes.reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n);
}

function challenge(R: Uint8Array, A: Uint8Array): bigint {
  return fromLittleEndian(createHash('sha512').update(R).update(A).update(message).digest()) % L;
}

/** A signature by the secret scalar `a`, whose public key and R are given as bytes of the maker's choice. */
function forge(a: bigint, r: bigint, A: Uint8Array, R: Uint8Array): Uint8Array {
  return concatBytes(R, littleEndian((r + challenge(R, A) * a) % L));
}

const a = 12345678901234567890n;
const r = 98765432109876543210n;
const A = Point.BASE.multiply(a);
const R = Point.BASE.multiply(r);

describe.each([
  ['node:crypto', primitives],
  ['noble', noblePrimitives],
])('the rule for Ed25519, on %s', (_name, port) => {
  const accepts = (publicKey: Uint8Array, signature: Uint8Array, text = message) =>
    verifySignature(port, publicKey, text, signature);

  it('accepts what RFC 8032 signs, and nothing with a bit flipped', () => {
    const { seed, publicKey } = generateSigningKey();
    const signature = ed25519Sign(seed, message);
    expect(accepts(publicKey, signature)).toBe(true);
    for (let bit = 0; bit < 512; bit += 7) {
      const flipped = Uint8Array.from(signature);
      flipped[bit >> 3] = (flipped[bit >> 3] as number) ^ (1 << (bit & 7));
      expect(accepts(publicKey, flipped), `bit ${bit}`).toBe(false);
    }
    expect(accepts(publicKey, signature, encodeUtf8('a checkpoint'))).toBe(false);
  });

  it('leaves the caller’s key as it was, also in a Buffer', () => {
    const { seed, publicKey } = generateSigningKey();
    const key = Buffer.from(publicKey);
    key[31] = (key[31] as number) | 0x80;
    const before = Buffer.from(key);
    accepts(key, ed25519Sign(seed, message));
    expect(key).toEqual(before);
  });

  it('accepts the forger’s tool where nothing is wrong, so that its refusals below mean something', () => {
    expect(accepts(A.toBytes(), forge(a, r, A.toBytes(), R.toBytes()))).toBe(true);
  });

  it('refuses a signature that is good only with the cofactor', () => {
    const mixedA = A.add(T).toBytes();
    const signatures = Array.from({ length: 16 }, (_, i) => {
      const nonce = r + BigInt(i);
      return { nonce, signature: forge(a, nonce, mixedA, Point.BASE.multiply(nonce).toBytes()) };
    });
    // Where k is no multiple of 8, [S]B − [k]A differs from R by a point of small order, which times 8 is nothing.
    const cofactoredOnly = signatures.filter(({ nonce }) => {
      return challenge(Point.BASE.multiply(nonce).toBytes(), mixedA) % 8n !== 0n;
    });
    expect(cofactoredOnly.length).toBeGreaterThan(8);
    for (const { signature } of cofactoredOnly) {
      expect(ed25519.verify(signature, message, mixedA, { zip215: true })).toBe(true);
      expect(accepts(mixedA, signature)).toBe(false);
    }

    const mixedR = R.add(T).toBytes();
    const signature = forge(a, r, A.toBytes(), mixedR);
    expect(ed25519.verify(signature, message, A.toBytes(), { zip215: true })).toBe(true);
    expect(accepts(A.toBytes(), signature)).toBe(false);
  });

  it('accepts A with a part of small order where the equation holds without the cofactor', () => {
    const mixedA = A.add(T).toBytes();
    let nonce = r;
    while (challenge(Point.BASE.multiply(nonce).toBytes(), mixedA) % 8n !== 0n) nonce++;
    expect(accepts(mixedA, forge(a, nonce, mixedA, Point.BASE.multiply(nonce).toBytes()))).toBe(true);
  });

  it('refuses A of small order, under which anybody can sign', () => {
    let equationHolds = 0;
    for (const point of smallOrder) {
      for (let i = 0n; i < 16n; i++) {
        const nonce = r + i;
        const signature = concatBytes(Point.BASE.multiply(nonce).toBytes(), littleEndian(nonce % L));
        if (noblePrimitives.ed25519Verify(point.toBytes(), message, signature)) equationHolds++;
        expect(accepts(point.toBytes(), signature)).toBe(false);
      }
    }
    // Some libraries leave it at the equation, newer ones (OpenSSL 3.5) do not: the check on the bytes makes them agree.
    expect(equationHolds).toBeGreaterThan(0);
  });

  it('refuses R of small order', () => {
    const zero = Point.ZERO.toBytes();
    const signature = forge(a, 0n, A.toBytes(), zero);
    expect(noblePrimitives.ed25519Verify(A.toBytes(), message, signature)).toBe(true);
    expect(accepts(A.toBytes(), signature)).toBe(false);
    for (const point of smallOrder) {
      expect(accepts(A.toBytes(), forge(a, 0n, A.toBytes(), point.toBytes()))).toBe(false);
    }
  });

  it('refuses encodings that are not canonical, of A and of R', () => {
    // y + p fits into 255 bits only for y < 19; besides those there is "−0".
    const encodings: Uint8Array[] = [];
    for (let y = 0n; y < 19n; y++) {
      for (const sign of [0n, 1n]) encodings.push(littleEndian((y + p) | (sign << 255n)));
    }
    encodings.push(littleEndian(1n | (1n << 255n)), littleEndian((p - 1n) | (1n << 255n)));
    for (const encoding of encodings) {
      expect(accepts(encoding, forge(a, r, encoding, R.toBytes()))).toBe(false);
      expect(accepts(encoding, concatBytes(R.toBytes(), littleEndian(r)))).toBe(false);
      expect(accepts(A.toBytes(), forge(a, 0n, A.toBytes(), encoding))).toBe(false);
    }
  });

  it('refuses S of L and above, and keys that are no point or of another length', () => {
    const good = forge(a, r, A.toBytes(), R.toBytes());
    const s = fromLittleEndian(good.subarray(32));
    const malleated = concatBytes(R.toBytes(), littleEndian(s + L));
    expect(accepts(A.toBytes(), malleated)).toBe(false);
    expect(accepts(A.toBytes(), concatBytes(R.toBytes(), littleEndian(L)))).toBe(false);
    const notOnCurve = littleEndian(2n);
    expect(() => Point.fromBytes(notOnCurve)).toThrow();
    expect(accepts(notOnCurve, good)).toBe(false);
    expect(accepts(A.toBytes().subarray(1), good)).toBe(false);
    expect(accepts(A.toBytes(), good.subarray(1))).toBe(false);
    expect(accepts(A.toBytes(), concatBytes(good, Uint8Array.of(0)))).toBe(false);
  });
});
