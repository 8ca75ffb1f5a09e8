/** Fixed bytes at fixed places. What needs more looking than that is in `type.ts` and the files beside it. */
export type Signature = readonly [type: string, bytes: string, at?: number];

/**
 * First match wins. Bytes as Latin-1 text. Sources: ITU-T T.81 (JPEG), ISO/IEC 15948 (PNG), GIF89a, ISO/IEC 18181-2 (JPEG XL),
 * ISO 32000 (PDF, within the first KiB: 7.5.2), RFC 9639 (FLAC), RFC 4867 (AMR), RFC 3190 (AIFF in EA IFF 85), ISO/IEC 13818-1
 * (MPEG program streams); the rest from file(1)'s magic and the makers' own notes.
 */
export const signatures: readonly Signature[] = [
  ['image/jpeg', '\xff\xd8\xff'],
  ['image/png', '\x89PNG\r\n\x1a\n'],
  ['image/gif', 'GIF87a'],
  ['image/gif', 'GIF89a'],
  ['image/jxl', '\xff\x0a'],
  ['image/jxl', '\0\0\0\x0cJXL \r\n\x87\n'],
  ['image/jp2', '\0\0\0\x0cjP  \r\n\x87\n'],
  ['image/vnd.adobe.photoshop', '8BPS\0'],
  ['image/x-fujifilm-raf', 'FUJIFILMCCD-RAW '],
  ['image/x-olympus-orf', 'IIRO'],
  ['image/x-olympus-orf', 'IIRS'],
  ['image/x-olympus-orf', 'MMOR'],
  ['image/x-panasonic-rw2', 'IIU\0'],
  ['application/pdf', '%PDF-'],
  ['audio/flac', 'fLaC'],
  ['audio/amr', '#!AMR\n'],
  ['audio/amr-wb', '#!AMR-WB\n'],
  ['audio/x-caf', 'caff\0\x01'],
  ['audio/midi', 'MThd\0\0\0\x06'],
  ['video/x-ms-asf', '\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9\x00\xaa\x00\x62\xce\x6c'],
  ['video/x-flv', 'FLV\x01'],
  ['video/mpeg', '\0\0\x01\xba'],
  ['video/mpeg', '\0\0\x01\xb3'],
  ['application/rtf', '{\\rtf'],
  ['application/x-ole-storage', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'],
  ['application/x-7z-compressed', '7z\xbc\xaf\x27\x1c'],
  ['application/vnd.rar', 'Rar!\x1a\x07'],
  ['application/gzip', '\x1f\x8b\x08'],
  ['application/vnd.sqlite3', 'SQLite format 3\0'],
  ['application/x-tar', 'ustar', 257],
];

export const ascii = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, to));

export function bySignature(head: Uint8Array): string | null {
  for (const [type, signature, at = 0] of signatures)
    if (ascii(head, at, at + signature.length) === signature) return type;
  return null;
}
