import { type Box, boxes, find } from '../metadata/boxes.ts';
import { listed, type RawValue } from '../metadata/tags.ts';
import { keyNames, userDataNames } from './quicktime-names.ts';

/**
 * The items of a `meta` box: iTunes' list, whose items are named by four letters, and Apple's keys, named in full in a table of
 * their own (QuickTime File Format Specification, "Metadata"). `keyed` tells which of the two it was.
 */
export type MetadataItem = { readonly keyed: boolean; readonly name: string; readonly value: RawValue };

const latin = (bytes: Uint8Array) => String.fromCharCode(...bytes);

/** In MP4 a version stands in front (14496-12, 8.11.1), in QuickTime not: `hdlr` is the first box of both. */
function inside(view: DataView, { start, end }: Box): number {
  const plain = start + 8 <= end && latin(bytesOf(view, start + 4, start + 8)) === 'hdlr';
  return plain ? start : start + 4;
}

const bytesOf = (view: DataView, from: number, to: number) =>
  new Uint8Array(view.buffer, view.byteOffset + from, Math.max(0, to - from));

const mostKeys = 1_000;

function keyTable(view: DataView, { start, end }: Box): string[] {
  const names: string[] = [];
  const count = Math.min(view.getUint32(start + 4), mostKeys);
  for (let at = start + 8; at + 8 <= end && names.length < count; ) {
    const size = view.getUint32(at);
    if (size < 8 || at + size > end) break;
    names.push(new TextDecoder('utf-8').decode(bytesOf(view, at + 8, Math.min(at + size, at + 160))));
    at += size;
  }
  return names;
}

const big = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Numbers by their length in bytes; other lengths are left as they are. */
function integer(bytes: Uint8Array, signed: boolean): RawValue {
  const view = big(bytes);
  if (bytes.length === 1) return [signed ? view.getInt8(0) : view.getUint8(0)];
  if (bytes.length === 2) return [signed ? view.getInt16(0) : view.getUint16(0)];
  if (bytes.length === 4) return [signed ? view.getInt32(0) : view.getUint32(0)];
  if (bytes.length === 8) return [Number(signed ? view.getBigInt64(0) : view.getBigUint64(0))];
  return bytes;
}

/** By Apple's table of well-known types. */
function rawOf(type: number, bytes: Uint8Array): RawValue {
  if (type === 1) return new TextDecoder('utf-8').decode(bytes).replace(/\0+$/, '');
  if (type === 2) return new TextDecoder('utf-16be').decode(bytes).replace(/\0+$/, '');
  if (type === 21 || type === 22) return integer(bytes, type === 21);
  if ([65, 66, 67, 74].includes(type)) return integer(bytes, true);
  if ([75, 76, 77, 78].includes(type)) return integer(bytes, false);
  if (type === 23 && bytes.length === 4) return [big(bytes).getFloat32(0)];
  if (type === 24 && bytes.length === 8) return [big(bytes).getFloat64(0)];
  return bytes;
}

/** iTunes' free form: who named it, and how, in two boxes before the value. */
function freeFormName(view: DataView, item: Box): string {
  const name = find(view, item.start, item.end, 'name');
  return name === null ? '----' : new TextDecoder('utf-8').decode(bytesOf(view, name.start + 4, name.end));
}

export function* metadataItems(view: DataView, meta: Box): Generator<MetadataItem> {
  const from = inside(view, meta);
  const list = find(view, from, meta.end, 'ilst');
  if (list === null) return;
  const keys = find(view, from, meta.end, 'keys');
  const names = keys === null ? null : keyTable(view, keys);
  for (const item of boxes(view, list.start, list.end)) {
    const data = find(view, item.start, item.end, 'data');
    if (data === null || data.end - data.start < 8) continue;
    const value = rawOf(view.getUint32(data.start) & 0xffffff, bytesOf(view, data.start + 8, data.end));
    const key = names?.[big(Uint8Array.from(item.type, (letter) => letter.charCodeAt(0))).getUint32(0) - 1];
    if (key !== undefined) yield { keyed: true, name: listed(keyNames, key) ?? key, value };
    else if (item.type === '----') yield { keyed: false, name: freeFormName(view, item), value };
    else yield { keyed: false, name: userDataNames[item.type] ?? item.type, value };
  }
}
