/**
 * age v1 files (https://age-encryption.org/v1), written as a stream and read at any position. The header is the age-encryption package's
 * work but where it is for X25519 recipients alone (`age-header.ts`); the payload is ours, for speed and for reading without unpacking.
 */
import { createSecretKey, hkdfSync, randomBytes } from 'node:crypto';
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { Fault } from '../../../shared/faults.ts';
import { concatBytes } from '../../../shared/ledger/bytes.ts';
import { CHUNK, chunkLayout, openChunk, sealChunks, sealedRange } from './age-chunks.ts';
import { headerFor } from './age-header.ts';
import { looksLikeAge } from './age-introduction.ts';
import { DEFAULT_WORK_FACTOR, passphraseIdentity, passphraseRecipient } from './age-passphrase.ts';
import { type ChaCha, chaCha, TAG_LENGTH } from './chacha.ts';
import { openFile, type RandomAccess, requireWithin } from './random-access.ts';

/** Who can open a file: holders of any of the identities, or whoever knows the passphrase. `workFactor` is scrypt's log2 N. */
export type AgeTo = { recipients: readonly string[] } | { passphrase: string; workFactor?: number };

export type AgeKeys = { readonly identities?: readonly string[]; readonly passphrase?: string };

/** Plaintext at any position. No byte is handed out before its chunk has been authenticated. Throws AgeFailure `payload`. */
export interface AgeReader extends RandomAccess {
  /** `end` is exclusive; without it, to the end. */
  stream(start?: number, end?: number): AsyncGenerator<Uint8Array>;
}

/**
 * Why an age file did not open: it is none; its header is malformed, altered or asks for too much work; none of the keys fits;
 * its payload is altered, cut or lengthened. Callers say what that means for an object, a bundle, a recovery.
 */
export class AgeFailure extends Error {
  readonly kind: 'not age' | 'header' | 'no match' | 'payload';

  constructor(kind: AgeFailure['kind'], options?: { cause?: unknown }) {
    super(`age: ${kind}`, options);
    this.name = 'AgeFailure';
    this.kind = kind;
  }
}

const MAX_HEADER = 1024 * 1024;
const NONCE = 16;
const FILE_KEY = 16;

/**
 * The file, piece by piece; the plaintext is taken as it is asked for. `fleeting` as in `sealChunks`.
 * Throws RECIPIENT_INVALID before the first piece.
 */
export async function* encryptAge(
  to: AgeTo,
  plaintext: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: { fleeting?: boolean } = {},
): AsyncGenerator<Uint8Array> {
  const cipher = await chaCha();
  const { header, fileKey } = await begin(to, cipher);
  const nonce = randomBytes(NONCE);
  const head = concatBytes(header, nonce);
  const key = payloadKey(fileKey, nonce);
  fileKey.fill(0);
  try {
    yield* sealChunks(cipher.under(key), head, plaintext, options);
  } finally {
    key.fill(0);
  }
}

type Begun = { readonly header: Uint8Array; readonly fileKey: Uint8Array };

/** A new file key, and the header that gives it to whom the file is for. Throws RECIPIENT_INVALID. */
async function begin(to: AgeTo, cipher: ChaCha): Promise<Begun> {
  const encrypter = new Encrypter();
  if ('passphrase' in to) {
    encrypter.addRecipient(passphraseRecipient(cipher, to.passphrase, to.workFactor ?? DEFAULT_WORK_FACTOR));
    return beginByPackage(encrypter);
  }
  if (to.recipients.length === 0) throw new Fault('RECIPIENT_INVALID');
  const recipients = to.recipients.map((recipient) => recipient.trim());
  try {
    const fileKey: Uint8Array = randomBytes(FILE_KEY);
    const header = await headerFor(recipients, fileKey, cipher);
    if (header !== null) return { header, fileKey };
    for (const recipient of recipients) encrypter.addRecipient(recipient);
    return await beginByPackage(encrypter);
  } catch (cause) {
    // A recipient can be well-formed and still be no usable point of the curve.
    throw new Fault('RECIPIENT_INVALID', {}, { cause });
  }
}

async function beginByPackage(encrypter: Encrypter): Promise<Begun> {
  // The package makes the file key itself and shows it to recipients alone, so one that writes no stanza listens.
  let fileKey: Uint8Array | undefined;
  encrypter.addRecipient({
    wrapFileKey(key) {
      fileKey = Uint8Array.from(key);
      return [];
    },
  });
  const empty = await encrypter.encrypt(new Uint8Array(0));
  if (fileKey === undefined) throw new Error('the file key was not handed out');
  // An empty file is the header, a nonce, and one chunk that is its tag alone.
  return { header: empty.subarray(0, empty.length - NONCE - TAG_LENGTH), fileKey };
}

/** Opens a file; what was given is closed with the reader, and at once where opening fails. Throws AgeFailure. */
export async function openAge(file: string | RandomAccess, keys: AgeKeys): Promise<AgeReader> {
  const source = typeof file === 'string' ? await openFile(file) : file;
  try {
    return await openPayload(source, keys);
  } catch (error) {
    await source.close();
    throw error;
  }
}

async function openPayload(source: RandomAccess, keys: AgeKeys): Promise<AgeReader> {
  const cipher = await chaCha();
  const header = await readHeader(source);
  const fileKey = await openHeader(header, keys);
  const start = header.length + NONCE;
  if (source.size < start) throw new AgeFailure('header');
  const layout = chunkLayout(source.size - start);
  if (layout === null) throw new AgeFailure('payload');
  const key = payloadKey(fileKey, await source.read(header.length, NONCE));
  fileKey.fill(0);
  const keyed = cipher.under(key);

  let last: { index: number; bytes: Uint8Array } | null = null;
  const chunk = async (index: number): Promise<Uint8Array> => {
    if (last?.index === index) return last.bytes;
    const { offset, length } = sealedRange(layout, index);
    const bytes = openChunk(keyed, layout, index, await source.read(start + offset, length));
    if (bytes === null) throw new AgeFailure('payload');
    last = { index, bytes };
    return bytes;
  };
  // The last chunk's flag holds the length: checked now, a truncated file is never half read.
  await chunk(layout.chunks - 1);

  async function* stream(from = 0, to = layout?.size ?? 0): AsyncGenerator<Uint8Array> {
    requireWithin(layout?.size ?? 0, from, to - from);
    for (let at = from; at < to; ) {
      const index = Math.floor(at / CHUNK);
      const inChunk = at - index * CHUNK;
      const piece = (await chunk(index)).slice(inChunk, inChunk + (to - at));
      at += piece.length;
      yield piece;
    }
  }
  return {
    size: layout.size,
    async read(offset, length) {
      requireWithin(layout.size, offset, length);
      const bytes = new Uint8Array(length);
      let filled = 0;
      for await (const piece of stream(offset, offset + length)) {
        bytes.set(piece, filled);
        filled += piece.length;
      }
      return bytes;
    },
    stream,
    async close() {
      key.fill(0);
      last = null;
      await source.close();
    },
  };
}

/** The bytes up to the end of the line that begins with `---`, which no stanza line can (age specification, "Header"). */
async function readHeader(source: RandomAccess): Promise<Uint8Array> {
  if (!(await looksLikeAge(source))) throw new AgeFailure('not age');
  for (let length = 4096; ; length *= 4) {
    const bytes = Buffer.from(await source.read(0, Math.min(length, source.size)));
    const macLine = bytes.indexOf('\n---');
    const end = macLine < 0 ? -1 : bytes.indexOf('\n', macLine + 1);
    if (end >= 0) return bytes.subarray(0, end + 1);
    if (bytes.length === source.size || bytes.length >= MAX_HEADER) throw new AgeFailure('header');
  }
}

async function openHeader(header: Uint8Array, keys: AgeKeys): Promise<Uint8Array> {
  const decrypter = new Decrypter();
  try {
    for (const identity of keys.identities ?? []) decrypter.addIdentity(identity.trim());
  } catch (cause) {
    throw new AgeFailure('no match', { cause });
  }
  if (keys.passphrase !== undefined) decrypter.addIdentity(passphraseIdentity(await chaCha(), keys.passphrase));
  // Identities are asked in order until one answers: when this last one is asked, the header was well-formed and none fitted.
  let noneFitted = false;
  decrypter.addIdentity({
    unwrapFileKey() {
      noneFitted = true;
      return null;
    },
  });
  try {
    return await decrypter.decryptHeader(header);
  } catch (cause) {
    throw new AgeFailure(noneFitted ? 'no match' : 'header', { cause });
  }
}

function payloadKey(fileKey: Uint8Array, nonce: Uint8Array): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', createSecretKey(fileKey), nonce, 'payload', 32));
}

/** The recipient without surrounding white space. Throws RECIPIENT_INVALID where it is not a public age key. */
export function checkRecipient(text: string): string {
  const recipient = text.trim();
  try {
    new Encrypter().addRecipient(recipient);
  } catch (cause) {
    throw new Fault('RECIPIENT_INVALID', {}, { cause });
  }
  return recipient;
}

export async function generateIdentity(): Promise<{ identity: string; recipient: string }> {
  const identity = await generateX25519Identity();
  return { identity, recipient: await identityToRecipient(identity) };
}
