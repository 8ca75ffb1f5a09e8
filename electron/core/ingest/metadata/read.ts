import type { Metadata } from '../../../../shared/model/metadata.ts';
import type { PictureType } from '../type.ts';
import { type Container, exifReaderVersion, readContainer } from './container.ts';
import { readCredentials, withCredentials } from './credentials.ts';
import { derive } from './derive.ts';
import { type ExifRead, exifrVersion, readExif } from './exif-block.ts';
import { readColumn } from './groups.ts';
import { blocksVersion, readBlocks, readExtendedPacket } from './picture-blocks.ts';
import { byName, type RawTag } from './tags.ts';
import { readXmpPacket } from './xmp-packet.ts';

/** Only where neither parser could make anything of the file. */
export class Unreadable extends Error {}

const walksItself = (type: PictureType) => type === 'image/jpeg' || type === 'image/tiff';

/**
 * Everything that a picture says about itself. `bytes` are hostile: called in the media worker alone. The parsers are
 * independent, and one that fails does not take the other's findings with it; throws `Unreadable` when both fail.
 */
export async function readMetadata(bytes: Uint8Array, type: PictureType): Promise<Metadata> {
  let container: Container | null = null;
  let exif: ExifRead | null = null;
  const failures: unknown[] = [];
  try {
    container = readContainer(bytes, type);
  } catch (cause) {
    failures.push(cause);
  }
  const block = walksItself(type) ? bytes : (container?.exif ?? null);
  if (block !== null) {
    try {
      exif = await readExif(block);
    } catch (cause) {
      failures.push(cause);
    }
  }
  if (container === null && exif === null) throw new Unreadable('no parser could read it', { cause: failures });
  const tags: RawTag[] = [...(exif?.tags ?? [])];
  const packet = exif?.packet ?? container?.packet ?? null;
  if (packet !== null) {
    try {
      tags.push(...readXmpPacket(packet));
    } catch {
      tags.push({ name: 'XMP:XMP', value: packet });
    }
  }
  if (packet !== null) tags.push(...readExtendedPacket(bytes, type, packet));
  const parsers = [exifReaderVersion, exifrVersion];
  try {
    tags.push(...readBlocks(bytes, type, container?.exif ?? null, byName(tags)));
    parsers.push(blocksVersion);
  } catch (cause) {
    // What the others have read stays.
    failures.push(cause);
  }
  const credentials = await readCredentials(bytes, type);
  if (credentials !== null) tags.push(...credentials.tags);
  const pixels = { size: container?.size ?? null, turning: container?.turning ?? null };
  const said = { parsers, read: readColumn(tags), ...derive(byName(tags), pixels) };
  return credentials === null ? said : withCredentials(said, credentials);
}
