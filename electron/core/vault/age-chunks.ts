/**
 * The payload of an age file: STREAM over ChaCha20-Poly1305 in chunks of 64 KiB (age specification, section "Payload"). The
 * nonce is an 11-byte big-endian counter and a byte that is 1 in the last chunk, so that chunks can be neither moved nor cut
 * off unnoticed, and any chunk can be read without those before it.
 */
import { blockLength, blockMemory } from '../block-memory.ts';
import { type KeyedChaCha, NONCE_LENGTH, TAG_LENGTH } from './chacha.ts';

export const CHUNK = 65_536;
const SEALED_CHUNK = CHUNK + TAG_LENGTH;

/** Position, length and plaintext of the chunks of a payload whose sealed length is known. */
interface ChunkLayout {
  readonly chunks: number;
  /** Plaintext bytes in the whole payload. */
  readonly size: number;
}

/** Null where no payload has this length: shorter than a tag, or a last chunk that would be empty though not the first. */
export function chunkLayout(sealedLength: number): ChunkLayout | null {
  const chunks = Math.ceil(sealedLength / SEALED_CHUNK);
  const last = sealedLength - (chunks - 1) * SEALED_CHUNK;
  if (chunks < 1 || last < TAG_LENGTH || (chunks > 1 && last === TAG_LENGTH)) return null;
  return { chunks, size: sealedLength - chunks * TAG_LENGTH };
}

/** Where chunk `index` lies in the sealed payload. */
export function sealedRange(layout: ChunkLayout, index: number): { offset: number; length: number } {
  const offset = index * SEALED_CHUNK;
  const isLast = index === layout.chunks - 1;
  return { offset, length: isLast ? layout.size - index * CHUNK + TAG_LENGTH : SEALED_CHUNK };
}

function chunkNonce(index: number, isLast: boolean): Uint8Array {
  const nonce = new Uint8Array(NONCE_LENGTH);
  const view = new DataView(nonce.buffer);
  // The counter's low 64 bits end before the flag byte; a file of 2^53 bytes needs 37 of them.
  view.setBigUint64(3, BigInt(index));
  nonce[11] = isLast ? 1 : 0;
  return nonce;
}

/** Null where the chunk was altered, moved, or is (or is not) the last. */
export function openChunk(
  cipher: KeyedChaCha,
  layout: ChunkLayout,
  index: number,
  sealed: Uint8Array,
): Uint8Array | null {
  return cipher.open(chunkNonce(index, index === layout.chunks - 1), sealed);
}

/** Bytes of a piece: a write to disk for each single chunk would cost more than its sealing. */
const PIECE = 1_048_576;

/** One piece, and what was sealed beyond its end. */
const ROOM = PIECE + SEALED_CHUNK;

/** What one payload is sealed in: a chunk that is not yet full, and two runs of sealed bytes, each beginning on a block. */
type Workspace = { readonly kept: Uint8Array; readonly sealed: readonly [Uint8Array, Uint8Array] };

function workspace(): Workspace {
  const apart = Math.ceil(ROOM / blockLength) * blockLength;
  const memory = blockMemory(2 * apart + CHUNK);
  const run = (from: number) => memory.subarray(from, from + ROOM);
  return { kept: memory.subarray(2 * apart), sealed: [run(0), run(apart)] };
}

/** Used again from payload to payload: fresh memory for each file keeps the garbage collector busier than the sealing. */
const spare: Workspace[] = [];

/**
 * Seals a payload as it comes, whatever the sizes of its pieces, behind `head` (1 MiB at most), in pieces of 1 MiB, the last shorter. Of each
 * piece of plaintext, nothing is used once the next is asked for. With `fleeting`, what is given begins on a block and is good until the one
 * after the next is asked for, so that it can be written while the next is sealed; an empty piece is the last, and the memory is used again.
 */
export async function* sealChunks(
  cipher: KeyedChaCha,
  head: Uint8Array,
  plaintext: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  { fleeting = false }: { fleeting?: boolean } = {},
): AsyncGenerator<Uint8Array> {
  const lent = spare.pop() ?? workspace();
  const { kept } = lent;
  let [run, other] = lent.sealed;
  let filled = 0;
  let index = 0;
  let used = head.length;
  const seal = (message: Uint8Array, isLast: boolean) => {
    const target = run.subarray(used, used + message.length + TAG_LENGTH);
    cipher.seal(chunkNonce(index++, isLast), message, target);
    used += target.length;
  };
  const given = (sealed: Uint8Array) => (fleeting ? sealed : sealed.slice());
  function* full() {
    yield given(run.subarray(0, PIECE));
    // Now that the next is asked for, the one before is written: what lies beyond this one begins there.
    other.set(run.subarray(PIECE, used));
    used -= PIECE;
    [run, other] = [other, run];
  }
  try {
    run.set(head);
    if (used >= PIECE) yield* full();
    for await (const piece of plaintext) {
      let at = 0;
      // A full chunk is sealed only when a byte follows it: until then it may be the last.
      while (filled + piece.length - at > CHUNK) {
        const taken = piece.subarray(at, at + CHUNK - filled);
        if (filled > 0) kept.set(taken, filled);
        seal(filled > 0 ? kept : taken, false);
        at += taken.length;
        filled = 0;
        if (used >= PIECE) yield* full();
      }
      kept.set(piece.subarray(at), filled);
      filled += piece.length - at;
    }
    seal(kept.subarray(0, filled), true);
    if (used >= PIECE) yield* full();
    if (used > 0) yield given(run.subarray(0, used));
    if (fleeting) yield new Uint8Array(0);
  } finally {
    kept.fill(0);
    spare.push(lent);
  }
}
