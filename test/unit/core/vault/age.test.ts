import { createHash, randomBytes } from 'node:crypto';
import { bech32 } from '@scure/base';
import { generateHybridIdentity, generateX25519Identity, identityToRecipient } from 'age-encryption';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encryptAge, generateIdentity, openAge } from '../../../../electron/core/vault/age.ts';
import { looksLikeAge } from '../../../../electron/core/vault/age-introduction.ts';
import { nativeChaCha, opensslChaCha, wasmChaCha } from '../../../../electron/core/vault/chacha.ts';
import { nativeCurve, wasmCurve } from '../../../../electron/core/vault/curve25519.ts';
import { inMemory, type RandomAccess } from '../../../../electron/core/vault/random-access.ts';

async function collect(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}

describe('an age file', () => {
  it('opens for each recipient and for nobody else', async () => {
    const [one, two, other] = [await generateIdentity(), await generateIdentity(), await generateIdentity()];
    const file = await collect(encryptAge({ recipients: [one.recipient, two.recipient] }, [Buffer.from('held')]));
    for (const { identity } of [one, two]) {
      const reader = await openAge(inMemory(file), { identities: [other.identity, identity] });
      expect(Buffer.from(await reader.read(0, 4)).toString()).toBe('held');
    }
    await expect(openAge(inMemory(file), { identities: [other.identity] })).rejects.toMatchObject({ kind: 'no match' });
    await expect(openAge(inMemory(file), { identities: ['nonsense'] })).rejects.toMatchObject({ kind: 'no match' });
    await expect(openAge(inMemory(file), { passphrase: 'nonsense' })).rejects.toMatchObject({ kind: 'no match' });
  });

  it('opens with its passphrase', async () => {
    const file = await collect(encryptAge({ passphrase: 'كلمة سر طويلة', workFactor: 10 }, [Buffer.from('held')]));
    const reader = await openAge(inMemory(file), { passphrase: 'كلمة سر طويلة' });
    expect(Buffer.from(await reader.read(0, reader.size)).toString()).toBe('held');
    await expect(openAge(inMemory(file), { passphrase: 'another' })).rejects.toMatchObject({ kind: 'no match' });
  });

  it('reads any range as the plaintext has it, however it came in', async () => {
    const { identity, recipient } = await generateIdentity();
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 200_000 }),
        fc.integer({ min: 1, max: 100_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        async (size, step, a, b) => {
          const plaintext = randomBytes(size);
          const pieces: Buffer[] = [];
          for (let at = 0; at < size; at += step) pieces.push(plaintext.subarray(at, at + step));
          const reader = await openAge(inMemory(await collect(encryptAge({ recipients: [recipient] }, pieces))), {
            identities: [identity],
          });
          const [from, to] = [Math.floor(a * size), Math.floor(b * size)].sort((x, y) => x - y) as [number, number];
          expect(reader.size).toBe(size);
          expect(plaintext.subarray(from, to).equals(await reader.read(from, to - from))).toBe(true);
          expect(plaintext.subarray(from, to).equals(await collect(reader.stream(from, to)))).toBe(true);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('is the same whether or not memory is used again, with others made side by side and some given up half-way', async () => {
    const { identity, recipient } = await generateIdentity();
    const to = { recipients: [recipient] };
    const sizes = [0, 1, 65_535, 65_536, 65_537, 1_048_576, 1_048_577, 1_300_000, 4_300_000];
    const plaintexts = sizes.map((size) => randomBytes(size));
    const given = plaintexts.map((bytes) => encryptAge(to, [bytes], { fleeting: true }));
    const begun = encryptAge(to, [randomBytes(400_000)], { fleeting: true });
    for (let piece = 0; piece < 2; piece++) await begun.next();
    const files = sizes.map(() => [] as Buffer[]);
    for (let open = given.length; open > 0; ) {
      open = 0;
      for (const [number, pieces] of given.entries()) {
        const { done, value } = await pieces.next();
        // Good until the one after the next was asked for: looked at just before that.
        const list = files[number] ?? [];
        list.splice(-1, 1, ...list.slice(-1).map((piece) => Buffer.from(piece)));
        if (!done) list.push(value as Buffer);
        if (!done) open++;
      }
      await begun.return(undefined);
    }
    for (const [number, pieces] of files.entries()) {
      const reader = await openAge(inMemory(Buffer.concat(pieces)), { identities: [identity] });
      expect(plaintexts[number]?.equals(await reader.read(0, reader.size))).toBe(true);
    }
  });

  it('hands out no byte of a chunk that was altered', async () => {
    const { identity, recipient } = await generateIdentity();
    const plaintext = randomBytes(150_000);
    const file = await collect(encryptAge({ recipients: [recipient] }, [plaintext]));
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: file.length - 1 }),
        fc.integer({ min: 0, max: 7 }),
        async (at, bit) => {
          const altered = Buffer.from(file);
          altered[at] = (altered[at] ?? 0) ^ (1 << bit);
          const read = async () => {
            const reader = await openAge(inMemory(altered), { identities: [identity] });
            return collect(reader.stream());
          };
          await expect(read()).rejects.toMatchObject({ name: 'AgeFailure' });
        },
      ),
      { numRuns: 200 },
    );
  });

  it('is refused when lengthened, shortened, or put together in another order', async () => {
    const { identity, recipient } = await generateIdentity();
    const file = await collect(encryptAge({ recipients: [recipient] }, [randomBytes(3 * 65_536)]));
    const payload = file.length - 3 * 65_552;
    const chunk = (n: number) => file.subarray(payload + n * 65_552, payload + (n + 1) * 65_552);
    const head = file.subarray(0, payload);
    for (const parts of [
      [head, chunk(0), chunk(2)],
      [head, chunk(1), chunk(0), chunk(2)],
      [head, chunk(0), chunk(1)],
      [head, chunk(0), chunk(1), chunk(2), chunk(2)],
      [file, Buffer.from('x')],
    ]) {
      const read = async () =>
        collect((await openAge(inMemory(Buffer.concat(parts)), { identities: [identity] })).stream());
      await expect(read()).rejects.toMatchObject({ kind: 'payload' });
    }
  });

  it('closes what it was given, also when it does not open', async () => {
    const { identity, recipient } = await generateIdentity();
    const file = await collect(encryptAge({ recipients: [recipient] }, [Buffer.from('held')]));
    let closed = 0;
    const watched = (bytes: Uint8Array): RandomAccess => ({
      ...inMemory(bytes),
      async close() {
        closed++;
      },
    });
    await (await openAge(watched(file), { identities: [identity] })).close();
    await expect(openAge(watched(Buffer.from('no age file')), {})).rejects.toMatchObject({ kind: 'not age' });
    expect(closed).toBe(2);
  });

  it('tells by its first line', async () => {
    expect(await looksLikeAge(inMemory(Buffer.from('age-encryption.org/v1\n')))).toBe(true);
    expect(await looksLikeAge(inMemory(Buffer.from('age-encryption.org/v1')))).toBe(false);
    expect(await looksLikeAge(inMemory(Buffer.from('PK\x03\x04 something else here')))).toBe(false);
  });

  it('has a header of recipients of both kinds', async () => {
    const [curve, hybrid] = [await generateX25519Identity(), await generateHybridIdentity()];
    const recipients = [await identityToRecipient(curve), await identityToRecipient(hybrid)];
    const file = await collect(encryptAge({ recipients }, [Buffer.from('held')]));
    for (const identity of [curve, hybrid]) {
      const reader = await openAge(inMemory(file), { identities: [identity] });
      expect(Buffer.from(await reader.read(0, 4)).toString()).toBe('held');
    }
  });

  it('refuses recipients that are none', async () => {
    const { recipient } = await generateIdentity();
    const points = [new Uint8Array(32), Uint8Array.of(1, ...new Uint8Array(31))];
    const ofLowOrder = points.map((point) => bech32.encodeFromBytes('age', point));
    await expect(collect(encryptAge({ recipients: [recipient, ...ofLowOrder] }, []))).rejects.toMatchObject({
      code: 'RECIPIENT_INVALID',
    });
    for (const recipients of [[], ['age1nonsense'], [recipient.slice(0, -1)], ['ssh-ed25519 AAAA']]) {
      await expect(collect(encryptAge({ recipients }, []))).rejects.toMatchObject({ code: 'RECIPIENT_INVALID' });
    }
  });
});

describe('the two ways to the same curve', () => {
  it('agree, and refuse points of low order', async () => {
    const [native, wasm] = [await nativeCurve(), await wasmCurve()];
    for (let run = 0; run < 10; run++) {
      const [mine, theirs] = [randomBytes(32), randomBytes(32)];
      const point = native.publicOf(theirs);
      expect(wasm.publicOf(theirs)).toEqual(point);
      expect(wasm.shared(mine, point)).toEqual(native.shared(theirs, native.publicOf(mine)));
    }
    for (const curve of [native, wasm]) expect(() => curve.shared(randomBytes(32), new Uint8Array(32))).toThrow();
  });
});

describe('the ways to the same cipher', () => {
  const digest = (bytes: Uint8Array | null) =>
    bytes === null ? null : createHash('sha256').update(bytes).digest('hex');

  it('agree, and refuse the same', async () => {
    const ways = [await nativeChaCha(), await wasmChaCha(), opensslChaCha()];
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70_000 }), (message) => {
        const [key, nonce] = [randomBytes(32), randomBytes(12)];
        const [first, ...others] = ways.map((way) => way.under(key).seal(nonce, message));
        if (first === undefined) throw new Error('no way');
        for (const sealed of others) expect(digest(sealed)).toBe(digest(first));
        const altered = Uint8Array.from(first);
        altered[altered.length - 1] = (altered.at(-1) ?? 0) ^ 1;
        for (const way of ways) {
          const keyed = way.under(key);
          const target = new Uint8Array(message.length + 16);
          expect(digest(keyed.seal(nonce, message, target))).toBe(digest(target));
          expect(digest(keyed.open(nonce, target))).toBe(digest(message));
          expect(keyed.open(nonce, altered)).toBeNull();
          expect(keyed.open(nonce, first.subarray(0, 15))).toBeNull();
        }
      }),
      { numRuns: 30 },
    );
  });

  it('encrypt as RFC 8439, section 2.8.2, does', async () => {
    const key = Uint8Array.from({ length: 32 }, (_, index) => 0x80 + index);
    const nonce = Buffer.from('070000004041424344454647', 'hex');
    const text = Buffer.from(
      "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it.",
    );
    const encrypted =
      'd31a8d34648e60db7b86afbc53ef7ec2a4aded51296e08fea9e2b5a736ee62d63dbea45e8ca9671282fafb69da92728b1a71de0a9e060b29' +
      '05d6a5b67ecd3b3692ddbd7f2d778b8c9803aee328091b58fab324e4fad675945585808b4831d7bc3ff4def08e4b7a9de576d26586cec64b6116';
    for (const way of [await nativeChaCha(), await wasmChaCha(), opensslChaCha()]) {
      // Its tag is over associated data, which age has none of.
      expect(Buffer.from(way.under(key).seal(nonce, text).subarray(0, -16)).toString('hex')).toBe(encrypted);
    }
  });
});
