import { concatBytes } from '../../../../shared/ledger/bytes.ts';

/** Blocks of a GIF file (GIF89a, 15 and following), of which most hold nothing but pixels. */
const mostBlocks = 100_000;
const [extension, application, image] = [0x21, 0xff, 0x2c];

/** Bytes of a table of colours behind a byte of flags (18, 20). */
const tableLength = (flags: number): number => ((flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1));

/** The pieces behind one another, each with its length in front, up to an empty one (15). */
function subBlocks(bytes: Uint8Array, from: number): { pieces: Uint8Array[]; end: number } {
  const pieces: Uint8Array[] = [];
  let at = from;
  for (let length = bytes[at] ?? 0; length > 0 && at < bytes.length; length = bytes[at] ?? 0) {
    pieces.push(bytes.subarray(at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { pieces, end: at + 1 };
}

/** What the first application extension (26) of that name and code holds; `null` where there is none. */
export function gifApplication(bytes: Uint8Array, name: string, code: readonly number[]): Uint8Array | null {
  let at = 13 + tableLength(bytes[10] ?? 0);
  for (let count = 0; at < bytes.length && count < mostBlocks; count += 1) {
    if (bytes[at] === image) at = subBlocks(bytes, at + 11 + tableLength(bytes[at + 9] ?? 0)).end;
    else if (bytes[at] === extension) {
      const { pieces, end } = subBlocks(bytes, at + 2);
      const [head, ...content] = pieces;
      const wanted = [...name].map((letter) => letter.charCodeAt(0)).concat(code);
      if (bytes[at + 1] === application && head !== undefined && wanted.every((byte, place) => head[place] === byte))
        return concatBytes(...content);
      at = end;
    } else return null;
  }
  return null;
}
