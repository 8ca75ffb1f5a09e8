import type { Picture } from '../../../../shared/model/metadata.ts';
import { type Box, boxes, find } from './boxes.ts';

/**
 * Size and turning of the primary image of a HEIC or AVIF file, from its boxes alone (ISO/IEC 14496-12 and 23008-12:
 * `meta` holding `pitm` and `iprp`, with `ispe`, `irot`, `imir`). EXIF's Orientation is only a comment in these formats
 * (23008-12 annex A.2.3, and MIAF): decoders turn by `irot` and `imir`, so these are what the picture's orientation is.
 */
const insideFullBox = (box: Box) => box.start + 4;

function primaryItem(view: DataView, meta: Box): number | null {
  const pitm = find(view, insideFullBox(meta), meta.end, 'pitm');
  if (pitm === null) return null;
  return view.getUint8(pitm.start) === 0 ? view.getUint16(pitm.start + 4) : view.getUint32(pitm.start + 4);
}

/** Numbers (from 1) of the properties associated with `item`, in the order in which they are applied. */
function associations(view: DataView, ipma: Box, item: number): number[] {
  const wideItems = view.getUint8(ipma.start) > 0;
  const wideProperties = (view.getUint8(ipma.start + 3) & 1) === 1;
  const entries = view.getUint32(ipma.start + 4);
  let at = ipma.start + 8;
  for (let entry = 0; entry < entries && at < ipma.end; entry += 1) {
    const id = wideItems ? view.getUint32(at) : view.getUint16(at);
    at += wideItems ? 4 : 2;
    const count = view.getUint8(at);
    at += 1;
    const found: number[] = [];
    for (let index = 0; index < count; index += 1) {
      found.push(wideProperties ? view.getUint16(at) & 0x7fff : view.getUint8(at) & 0x7f);
      at += wideProperties ? 2 : 1;
    }
    if (id === item) return found;
  }
  return [];
}

/** A picture's turning as a matrix that takes the stored right and down to the shown ones. */
type Turning = readonly [a: number, b: number, c: number, d: number];

const product = (p: Turning, q: Turning): Turning => [
  p[0] * q[0] + p[1] * q[2],
  p[0] * q[1] + p[1] * q[3],
  p[2] * q[0] + p[3] * q[2],
  p[2] * q[1] + p[3] * q[3],
];

const upright: Turning = [1, 0, 0, 1];
/** By 90 degrees anti-clockwise, the unit of `irot`, in a frame whose second axis points down. */
const quarter: Turning = [0, 1, -1, 0];
/** EXIF orientations 1 to 8 (CIPA DC-008, tag 0x0112). */
const orientations: readonly Turning[] = [
  upright,
  [-1, 0, 0, 1],
  [-1, 0, 0, -1],
  [1, 0, 0, -1],
  [0, 1, 1, 0],
  [0, -1, 1, 0],
  [0, -1, -1, 0],
  [0, 1, -1, 0],
];

function orientationOf(turning: Turning): number {
  return 1 + orientations.findIndex((candidate) => candidate.every((value, index) => value === turning[index]));
}

/** `null` when the boxes do not say; reading beyond the end counts as not saying. */
export function heifPicture(bytes: Uint8Array): Picture | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const meta = find(view, 0, bytes.length, 'meta');
    if (meta === null) return null;
    const primary = primaryItem(view, meta);
    const iprp = find(view, insideFullBox(meta), meta.end, 'iprp');
    if (primary === null || iprp === null) return null;
    const ipco = find(view, iprp.start, iprp.end, 'ipco');
    const ipma = find(view, iprp.start, iprp.end, 'ipma');
    if (ipco === null || ipma === null) return null;
    const properties = [...boxes(view, ipco.start, ipco.end)];
    let size: { width: number; height: number } | null = null;
    let turning = upright;
    for (const number of associations(view, ipma, primary)) {
      const property = properties[number - 1];
      if (property === undefined) continue;
      if (property.type === 'ispe')
        size = { width: view.getUint32(property.start + 4), height: view.getUint32(property.start + 8) };
      if (property.type === 'irot')
        for (let turn = view.getUint8(property.start) & 3; turn > 0; turn -= 1) turning = product(quarter, turning);
      if (property.type === 'imir')
        // 23008-12:2022, 6.5.12: axis 0 exchanges top and bottom, axis 1 left and right.
        turning = product((view.getUint8(property.start) & 1) === 0 ? [1, 0, 0, -1] : [-1, 0, 0, 1], turning);
    }
    if (size === null || size.width === 0 || size.height === 0) return null;
    return { ...size, orientation: orientationOf(turning) };
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
