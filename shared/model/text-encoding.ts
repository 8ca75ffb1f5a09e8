// Node's types and the browser's are unknown here; both have this, with every encoding of the WHATWG standard.
declare const TextDecoder: new (
  label: string,
  options: { fatal: boolean },
) => { decode(bytes: Uint8Array, options: { stream: boolean }): string };

/** How the letters of a text file may be written. Only UTF-8 and UTF-16 with their mark can be told from the bytes. */
export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1256', 'windows-1251', 'windows-1252'] as const;
export type Encoding = (typeof encodings)[number];

export type Told = { readonly encoding: Encoding; readonly guessed: boolean };

/** Letters beyond ASCII that stand beside others of their kind: in Western text they stand alone. */
function inCompany(part: Uint8Array): number {
  const isBeyond = (at: number) => (part[at] ?? 0) >= 0xc0;
  return part.filter((byte, at) => byte >= 0xc0 && (isBeyond(at - 1) || isBeyond(at + 1))).length;
}

/** A guess by the letters that are most frequent: alef and lam in Arabic, o, a and e in Russian and Ukrainian. */
function likely(part: Uint8Array): Encoding {
  const beyond = part.filter((byte) => byte >= 0xc0);
  const share = (...frequent: readonly number[]) => beyond.filter((byte) => frequent.includes(byte)).length;
  if (inCompany(part) < beyond.length / 2) return 'windows-1252';
  return share(0xc7, 0xe1) >= share(0xee, 0xe0, 0xe5) ? 'windows-1256' : 'windows-1251';
}

/** Of text in two bytes a letter, without its mark, one of each two is empty where spaces, digits and commas stand. */
function unmarked(part: Uint8Array): Encoding | null {
  const half = part.length / 2;
  const empty = (rest: number) => part.filter((byte, at) => byte === 0 && at % 2 === rest).length / half;
  const [even, odd] = [empty(0), empty(1)];
  if (odd > 0.1 && even < 0.01) return 'utf-16le';
  return even > 0.1 && odd < 0.01 ? 'utf-16be' : null;
}

/** @param part the beginning of the file; a letter may be cut off at its end */
export function encodingOf(part: Uint8Array): Told {
  if (part[0] === 0xff && part[1] === 0xfe) return { encoding: 'utf-16le', guessed: false };
  if (part[0] === 0xfe && part[1] === 0xff) return { encoding: 'utf-16be', guessed: false };
  const wide = unmarked(part);
  if (wide !== null) return { encoding: wide, guessed: true };
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(part, { stream: true });
    return { encoding: 'utf-8', guessed: false };
  } catch {
    return { encoding: likely(part), guessed: true };
  }
}
