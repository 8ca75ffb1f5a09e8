/** Neither Node's nor the browser's types are known here; both have these two with this shape. */
declare const TextEncoder: new () => { encode(text: string): Uint8Array };
declare const TextDecoder: new (
  label: 'utf-8',
  options: { fatal: boolean; ignoreBOM: boolean },
) => { decode(bytes: Uint8Array): string };

const encoder = new TextEncoder();
// `ignoreBOM` means "leave it in the text", where the parsers then refuse it like any other stray character.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export function encodeUtf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/** The text, or null where the bytes are not UTF-8 (overlong forms and surrogates included). A byte order mark stays in. */
export function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}

/** ISO 8859-1: each byte is the character of that number. */
export function decodeLatin1(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8_192) {
    // Spreading would go through an iterator, byte by byte.
    text += String.fromCharCode.apply(null, bytes.subarray(at, at + 8_192) as unknown as number[]);
  }
  return text;
}

export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of parts) length += part.length;
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/**
 * Orders two strings as their UTF-8 bytes would be ordered. JavaScript compares UTF-16 units, which puts U+E000…U+FFFF after
 * everything beyond U+FFFF; manifests and `given` are sorted by bytes. A million names are sorted, so nothing is encoded here: the first
 * unit that differs decides, surrogates counting as more than all others.
 */
export function compareByBytes(a: string, b: string): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const left = a.charCodeAt(i);
    const right = b.charCodeAt(i);
    if (left !== right) return byteRank(left) - byteRank(right);
  }
  return a.length - b.length;
}

function byteRank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
