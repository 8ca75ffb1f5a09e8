/** RSA and ECDSA in JavaScript alone, as the verifier page has them, with OpenSSL (through Node) as judge. */
import { constants, generateKeyPairSync, type KeyObject, sign, X509Certificate } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import roots from '../../../assets/authorities/roots.json' with { type: 'json' };
import { shippedRoots } from '../../../electron/core/anchors/shipped-roots.ts';
import { stampPrimitives } from '../../../electron/core/anchors/stamp-primitives.ts';
import { composeRoots } from '../../../electron/launch/authorities.js';
import { isIssuedBy, isSignedWith } from '../../../shared/anchors/signatures.ts';
import { nobleStampPrimitives } from '../../../shared/anchors/signatures-noble.ts';
import { readDer } from '../../../shared/ledger/anchors/der.ts';
import { type PublicKey, readPublicKey } from '../../../shared/ledger/anchors/public-key.ts';
import type { SignatureScheme } from '../../../shared/ledger/anchors/signature-algorithms.ts';

const message = new TextEncoder().encode('what is signed');
const keyOf = (key: KeyObject): PublicKey | null =>
  readPublicKey(readDer(new Uint8Array(key.export({ type: 'spki', format: 'der' }))));

/** What both say; a difference between them is a failure in itself. */
function isGood(key: PublicKey | null, scheme: SignatureScheme, signature: Uint8Array, text = message): boolean {
  const ours = isSignedWith(nobleStampPrimitives, key, scheme, text, signature);
  expect(isSignedWith(stampPrimitives, key, scheme, text, signature)).toBe(ours);
  return ours;
}

const rsa = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const odd = generateKeyPairSync('rsa', { modulusLength: 2_049 });
const hashes = ['sha256', 'sha384', 'sha512'] as const;

describe('RSA', () => {
  it.each(hashes)('PKCS #1 v1.5 with %s', (hash) => {
    const signature = new Uint8Array(sign(hash, message, rsa.privateKey));
    const key = keyOf(rsa.publicKey);
    expect(isGood(key, { kind: 'rsa', hash }, signature)).toBe(true);
    expect(isGood(key, { kind: 'rsa', hash: hash === 'sha256' ? 'sha512' : 'sha256' }, signature)).toBe(false);
    expect(isGood(key, { kind: 'rsa', hash }, signature, new Uint8Array(1))).toBe(false);
  });

  it.each(hashes.flatMap((hash) => [0, 20, 32, 64].map((saltLength) => [hash, saltLength] as const)))(
    'PSS with %s and a salt of %i bytes, also under a modulus whose length is no multiple of 8',
    (hash, saltLength) => {
      for (const { publicKey, privateKey } of [rsa, odd]) {
        const padding = constants.RSA_PKCS1_PSS_PADDING;
        const signature = new Uint8Array(sign(hash, message, { key: privateKey, padding, saltLength }));
        expect(isGood(keyOf(publicKey), { kind: 'pss', hash, saltLength }, signature)).toBe(true);
        expect(isGood(keyOf(publicKey), { kind: 'pss', hash, saltLength: saltLength + 1 }, signature)).toBe(false);
        expect(isGood(keyOf(publicKey), { kind: 'rsa', hash }, signature)).toBe(false);
      }
    },
  );

  it('whatever stands in place of a signature, both say the same', () => {
    const padding = constants.RSA_PKCS1_PSS_PADDING;
    const pss = new Uint8Array(sign('sha256', message, { key: rsa.privateKey, padding, saltLength: 32 }));
    const plain = new Uint8Array(sign('sha256', message, rsa.privateKey));
    fc.assert(
      fc.property(fc.boolean(), fc.nat(255), fc.integer({ min: 1, max: 255 }), (isPss, at, change) => {
        const bytes = Uint8Array.from(isPss ? pss : plain);
        bytes[at] = (bytes[at] as number) ^ change;
        const scheme = isPss
          ? ({ kind: 'pss', hash: 'sha256', saltLength: 32 } as const)
          : ({ kind: 'rsa', hash: 'sha256' } as const);
        expect(isGood(keyOf(rsa.publicKey), scheme, bytes)).toBe(false);
      }),
      { numRuns: 60 },
    );
    for (const fill of [0, 255]) {
      const bytes = new Uint8Array(256).fill(fill);
      expect(isGood(keyOf(rsa.publicKey), { kind: 'rsa', hash: 'sha256' }, bytes)).toBe(false);
    }
    expect(isGood(keyOf(rsa.publicKey), { kind: 'rsa', hash: 'sha256' }, plain.subarray(1))).toBe(false);
  });

  it('keys that are too short, or bound to another way of signing, are not used', () => {
    const short = generateKeyPairSync('rsa', { modulusLength: 1_024 });
    expect(keyOf(short.publicKey)).toBeNull();
    const bound = generateKeyPairSync('rsa-pss', {
      modulusLength: 2_048,
      hashAlgorithm: 'sha256',
      mgf1HashAlgorithm: 'sha256',
      // Its type says text; Node takes numbers alone.
      saltLength: 32 as never,
    });
    const padding = constants.RSA_PKCS1_PSS_PADDING;
    const signature = new Uint8Array(sign('sha256', message, { key: bound.privateKey, padding, saltLength: 32 }));
    const key = keyOf(bound.publicKey);
    expect(isGood(key, { kind: 'pss', hash: 'sha256', saltLength: 32 }, signature)).toBe(true);
    expect(isGood(key, { kind: 'rsa', hash: 'sha256' }, signature)).toBe(false);
    expect(isGood(key, { kind: 'pss', hash: 'sha512', saltLength: 32 }, signature)).toBe(false);
  });
});

describe.each(['P-256', 'P-384', 'P-521'])('ECDSA on %s', (namedCurve) => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve });
  const key = keyOf(publicKey);

  it.each(hashes)('with %s', (hash) => {
    for (let n = 0; n < 8; n++) {
      const signature = new Uint8Array(sign(hash, message, privateKey));
      expect(isGood(key, { kind: 'ecdsa', hash }, signature)).toBe(true);
      expect(isGood(key, { kind: 'ecdsa', hash }, signature, new Uint8Array(1))).toBe(false);
    }
  });

  it('whatever stands in place of a signature, both say the same', () => {
    const signature = new Uint8Array(sign('sha256', message, privateKey));
    fc.assert(
      fc.property(fc.nat(signature.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const bytes = Uint8Array.from(signature);
        bytes[at] = (bytes[at] as number) ^ change;
        isGood(key, { kind: 'ecdsa', hash: 'sha256' }, bytes);
      }),
      { numRuns: 60 },
    );
  });

  it('a point beside the curve is no key', () => {
    const spki = new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }));
    spki[spki.length - 1] = (spki.at(-1) as number) ^ 1;
    const signature = new Uint8Array(sign('sha256', message, privateKey));
    expect(isGood(readPublicKey(readDer(spki)), { kind: 'ecdsa', hash: 'sha256' }, signature)).toBe(false);
  });
});

describe('the roots that come along', () => {
  it('are all understood, and each is signed with its own key, the oldest aside, which are signed with SHA-1', () => {
    expect(shippedRoots().length).toBe(roots.certificates.length);
    const old = shippedRoots().filter(({ scheme }) => scheme === null);
    expect(old.length).toBeLessThan(30);
    for (const root of shippedRoots()) {
      expect(isIssuedBy(stampPrimitives, root, root)).toBe(!old.includes(root));
      expect(isIssuedBy(nobleStampPrimitives, root, root)).toBe(!old.includes(root));
      const judge = new X509Certificate(root.bytes);
      expect([judge.ca, judge.verify(judge.publicKey)]).toEqual([true, true]);
      expect(root.publicKey).not.toBeNull();
    }
  });

  it.skipIf(!roots.from.includes(`Node.js ${process.versions.node} `))(
    'are those that this Node carries, which the list names',
    () => {
      expect(roots.certificates.length).toBe(rootCertificates.length);
      expect(JSON.parse(composeRoots())).toEqual(roots);
    },
  );
});
