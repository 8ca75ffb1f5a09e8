/** What a person brings on paper or as a file: a picture's QR codes, or a text. Whatever it is, it is hostile until it is read. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { CallRequest } from '../../../shared/contract.ts';
import { Fault } from '../../../shared/faults.ts';
import { decodeUtf8 } from '../../../shared/ledger/bytes.ts';
import { createMediaPool, mediaLimits } from '../ingest/supervisor.ts';
import { headLength, isPictureType, mediaType } from '../ingest/type.ts';
import type { Workers } from '../ports.ts';
import type { Session } from '../session.ts';

export type BroughtFile =
  /** What each QR code of a picture holds: at least one, every content once. */
  { readonly via: 'picture'; readonly codes: readonly Uint8Array[] } | { readonly via: 'file'; readonly text: string };

/** In bytes. A page scanned at 600 dots an inch takes half of the first; a witness's request at most the second. */
const LONGEST_PICTURE = 134_217_728;
const LONGEST_TEXT = 8_388_608;

/**
 * Reads a file of which nobody says what it is. Throws SOURCE_NOT_FOUND, SOURCE_UNREADABLE, BROUGHT_UNREADABLE, PICTURE_UNREADABLE,
 * PICTURE_TOO_LARGE, QR_NOT_FOUND.
 */
export async function readBroughtFile(
  session: Session,
  source: CallRequest<'verify.bundle'>['source'],
): Promise<BroughtFile> {
  const bytes = await (source.kind === 'path' ? bytesAt(source.path) : bytesUploaded(session, source.upload));
  const type = mediaType(bytes.subarray(0, headLength));
  if (isPictureType(type)) return { via: 'picture', codes: await codesIn(session.options.workers, bytes, type) };
  const text = bytes.length > LONGEST_TEXT ? null : decodeUtf8(bytes);
  if (text === null) throw new Fault('BROUGHT_UNREADABLE');
  return { via: 'file', text };
}

/** One picture's codes, read in a child process of its own. Throws PICTURE_UNREADABLE, PICTURE_TOO_LARGE, QR_NOT_FOUND. */
export async function codesIn(workers: Workers, picture: Uint8Array, type: string): Promise<readonly Uint8Array[]> {
  const pool = createMediaPool(workers, { ...mediaLimits, processes: 1 });
  try {
    const outcome = await pool.readCodes(picture, type);
    if ('codes' in outcome) return outcome.codes;
    // That the reading process died of a picture is the picture's fault, and all that a person can do about it is the same.
    throw new Fault(outcome.problem === 'WORKER_DIED' ? 'PICTURE_UNREADABLE' : outcome.problem);
  } finally {
    pool.close();
  }
}

async function bytesAt(path: string): Promise<Uint8Array> {
  try {
    const found = await stat(path);
    if (!found.isFile()) throw new Fault('BROUGHT_UNREADABLE');
    return await gathered(createReadStream(path));
  } catch (cause) {
    if (cause instanceof Fault) throw cause;
    const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    throw new Fault(missing ? 'SOURCE_NOT_FOUND' : 'SOURCE_UNREADABLE', {}, { cause });
  }
}

async function bytesUploaded(session: Session, id: string): Promise<Uint8Array> {
  const upload = session.uploads.take(id);
  try {
    if (upload.files.length !== 1) throw new Fault('BROUGHT_UNREADABLE');
    return await gathered(upload.body(0));
  } finally {
    upload.end();
  }
}

/** Counted as it comes: what a file says of its own size is not believed. */
async function gathered(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const kept: Uint8Array[] = [];
  let length = 0;
  for await (const piece of pieces) {
    length += piece.length;
    if (length > LONGEST_PICTURE) throw new Fault('PICTURE_TOO_LARGE');
    kept.push(piece);
  }
  return new Uint8Array(Buffer.concat(kept));
}
