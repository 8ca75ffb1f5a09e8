/** `start` and `end` of what is inside. */
export type Box = { type: string; start: number; end: number };

/** More boxes than any real picture has; a crafted file can claim millions. */
const maximumBoxes = 4_096;

/** The boxes that lie one behind the other between two places (ISO/IEC 14496-12, 4.2). */
export function* boxes(view: DataView, from: number, to: number): Generator<Box> {
  let at = from;
  for (let count = 0; at + 8 <= to && count < maximumBoxes; count += 1) {
    const size = view.getUint32(at);
    const type = String.fromCharCode(
      view.getUint8(at + 4),
      view.getUint8(at + 5),
      view.getUint8(at + 6),
      view.getUint8(at + 7),
    );
    let start = at + 8;
    let end = at + size;
    if (size === 1) {
      if (at + 16 > to) return;
      end = at + Number(view.getBigUint64(at + 8));
      start = at + 16;
    } else if (size === 0) end = to;
    // A box shorter than its own header, or longer than what holds it, ends the reading: nothing behind it can be placed.
    if (end < start || end > to) return;
    yield { type, start, end };
    at = end;
  }
}

/** The first box of a type. */
export function find(view: DataView, from: number, to: number, type: string): Box | null {
  for (const box of boxes(view, from, to)) if (box.type === type) return box;
  return null;
}
