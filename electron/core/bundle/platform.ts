import { crc32, createInflateRaw } from 'node:zlib';
import { Unreadable } from '../../../shared/bundle/listing.ts';
import type { Platform } from '../../../shared/bundle/platform.ts';
import { EntryOpener } from '../ledger/entry-opener.ts';
import { primitives } from '../ledger/primitives.ts';
import { knownVerifiers } from './shipped-verifiers.ts';

const pieceLength = 256 * 1024;

/** The verification of bundles on the desktop: OpenSSL and zlib. */
export const platform: Platform = {
  primitives,
  crc32,
  inflate,
  startOpener: () => new EntryOpener(),
  knownVerifiers,
};

/** Refuses data that goes on behind the end of the stream: nobody would see it. */
async function* inflate(data: AsyncIterable<Uint8Array>, length: number): AsyncGenerator<Uint8Array> {
  const filter = createInflateRaw({ chunkSize: pieceLength });
  let failure: unknown = null;
  const feeding = (async () => {
    for await (const piece of data) {
      if (filter.destroyed || filter.writableEnded) return;
      if (!filter.write(piece)) await drained(filter);
    }
    filter.end();
  })().catch((error: unknown) => {
    failure = error;
    filter.destroy();
  });
  try {
    for await (const piece of filter) yield piece as Uint8Array;
  } catch (cause) {
    throw failure instanceof Unreadable ? failure : new Unreadable('compressed data', { cause });
  } finally {
    filter.destroy();
    await feeding;
  }
  if (failure !== null) throw failure instanceof Unreadable ? failure : new Unreadable('compressed data');
  if (filter.bytesWritten !== length) throw new Unreadable('bytes behind the compressed data');
}

function drained(filter: NodeJS.ReadWriteStream): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      for (const event of ['drain', 'close', 'error'] as const) filter.removeListener(event, done);
      resolve();
    };
    for (const event of ['drain', 'close', 'error'] as const) filter.once(event, done);
  });
}
