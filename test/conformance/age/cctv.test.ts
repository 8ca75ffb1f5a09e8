import { createHash } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import * as vectors from 'cctv-age';
import { describe, expect, it } from 'vitest';
import { AgeFailure, openAge } from '../../../electron/core/vault/age.ts';
import { inMemory } from '../../../electron/core/vault/random-access.ts';

/** The age test vectors of C2SP/CCTV: a textual header, an empty line, and an age file that must open or must not. */
interface Vector {
  name: string;
  expect: string;
  payload: string | null;
  identities: string[];
  passphrases: string[];
  armored: boolean;
  file: Uint8Array;
}

function readVector(name: string, bytes: Uint8Array): Vector {
  const buffer = Buffer.from(bytes);
  const end = buffer.indexOf('\n\n');
  const lines = buffer
    .subarray(0, end)
    .toString('utf8')
    .split('\n')
    .map((line) => line.split(': ') as [string, string]);
  const all = (key: string) => lines.filter(([name]) => name === key).map(([, value]) => value);
  const body = buffer.subarray(end + 2);
  return {
    name,
    expect: all('expect')[0] ?? '',
    payload: all('payload')[0] ?? null,
    identities: all('identity'),
    passphrases: all('passphrase'),
    armored: all('armored').length > 0,
    file: all('compressed').length > 0 ? inflateSync(body) : body,
  };
}

const every = Object.entries(vectors as unknown as Record<string, Uint8Array>).map(([name, bytes]) =>
  readVector(name, bytes),
);
const binary = every.filter((vector) => !vector.armored);

/** How far our reader gets: what failed, and the plaintext until then. */
async function outcome(vector: Vector): Promise<{ result: string; plaintext: Buffer }> {
  const pieces: Uint8Array[] = [];
  try {
    const passphrase = vector.passphrases[0];
    const reader = await openAge(inMemory(vector.file), {
      identities: vector.identities,
      ...(passphrase === undefined ? {} : { passphrase }),
    });
    for await (const piece of reader.stream()) pieces.push(piece);
    await reader.close();
    return { result: 'success', plaintext: Buffer.concat(pieces) };
  } catch (error) {
    if (!(error instanceof AgeFailure)) throw error;
    return { result: error.kind, plaintext: Buffer.concat(pieces) };
  }
}

/** Our words for theirs: a file that does not begin like age's is none, and a wrong header MAC is a bad header. */
const accepted: Record<string, string[]> = {
  success: ['success'],
  'no match': ['no match'],
  'HMAC failure': ['header'],
  'header failure': ['header', 'not age'],
  'payload failure': ['payload'],
};

/**
 * A chunk flagged as the last, with another behind it. Readers of streams hand it out and then fail; ours knows the length from
 * the start and stops before it.
 */
const firstChunkOnly = new Set(['stream_two_final_chunks_second']);

describe('age files as C2SP/CCTV has them', () => {
  it('covers all but the armored ones, which Sanad neither writes nor reads', () => {
    expect(every.length).toBe(143);
    expect(binary.length).toBe(110);
  });

  it.each(binary.map((vector) => [vector.name, vector] as const))('%s', async (_, vector) => {
    const { result, plaintext } = await outcome(vector);
    expect(accepted[vector.expect]).toContain(result);
    // What was handed out before a failure is true plaintext: what the vector names, or nothing.
    if (firstChunkOnly.has(vector.name)) expect(plaintext.length).toBe(65_536);
    else if (vector.payload !== null && (result === 'success' || plaintext.length > 0)) {
      expect(createHash('sha256').update(plaintext).digest('hex')).toBe(vector.payload);
    }
  });

  it('an armored file is said not to be an age file that Sanad reads', async () => {
    const armored = every.filter((vector) => vector.armored && vector.expect === 'success');
    expect(armored.length).toBeGreaterThan(0);
    for (const vector of armored) expect((await outcome(vector)).result).toBe('not age');
  });
});
