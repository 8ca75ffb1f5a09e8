import { open, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Fault } from '../../shared/faults.ts';
import type { Engine } from '../core/engine.ts';
import { headLength, isPictureType, mediaType } from '../core/ingest/type.ts';

/**
 * What somebody holds of a ledger, as verifications take it. A text goes in as it stands, whatever it is: that it can't be read is for the
 * verification to say. Of a picture, what its QR code holds. Throws SOURCE_NOT_FOUND, SOURCE_UNREADABLE, and what `checkpoint.read` throws.
 */
export async function heldTexts(engine: Engine, files: readonly string[] = []): Promise<string[]> {
  const texts: string[] = [];
  for (const file of files) {
    const path = resolve(file);
    if (await isPicture(path))
      texts.push((await engine.call('checkpoint.read', { held: { kind: 'path', path } })).text);
    else texts.push(await readable(() => readFile(path, 'utf8')));
  }
  return texts;
}

async function isPicture(path: string): Promise<boolean> {
  return readable(async () => {
    const file = await open(path, 'r');
    try {
      const { buffer, bytesRead } = await file.read(new Uint8Array(headLength), 0, headLength, 0);
      return isPictureType(mediaType(buffer.subarray(0, bytesRead)));
    } finally {
      await file.close();
    }
  });
}

async function readable<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    const absent = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    throw new Fault(absent ? 'SOURCE_NOT_FOUND' : 'SOURCE_UNREADABLE', {}, { cause });
  }
}
