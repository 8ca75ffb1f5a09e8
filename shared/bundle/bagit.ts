import { Fault } from '../faults.ts';
import { compareByBytes, decodeLatin1 } from '../ledger/bytes.ts';

/**
 * BagIt tag files and manifests (RFC 8493, and the drafts 0.93 to 0.97 before it): text in, values out. Which files a bag has and
 * whether they are what the manifests say is `bag-validation.ts`.
 */

/** Neither Node's nor the browser's types are known here; both have this. */
declare const TextDecoder: new (
  label: string,
  options: { fatal: boolean; ignoreBOM?: boolean },
) => { decode(bytes: Uint8Array): string };

/** Checksum algorithms a manifest may be in (RFC 8493 section 2.4), with the length of their digest in hex. */
export const algorithms = { md5: 32, sha1: 40, sha224: 56, sha256: 64, sha384: 96, sha512: 128 } as const;
export type Algorithm = keyof typeof algorithms;

export function isAlgorithm(name: string): name is Algorithm {
  return Object.hasOwn(algorithms, name);
}

export type BagVersion = '0.93' | '0.94' | '0.95' | '0.96' | '0.97' | '1.0';
const versions: readonly string[] = ['0.93', '0.94', '0.95', '0.96', '0.97', '1.0'];

/** Encodings of tag files that are read. Others are refused by name: guessing one would let two readers see two manifests. */
export type TagEncoding = 'UTF-8' | 'ISO-8859-1' | 'UTF-16';
const encodings: readonly string[] = ['UTF-8', 'ISO-8859-1', 'UTF-16'];

export type BagDeclaration = { readonly version: BagVersion; readonly encoding: TagEncoding };

/** One element of bag-info.txt. Labels repeat and their order is kept (RFC 8493 section 2.2.2). */
export type TagElement = readonly [label: string, value: string];

/** One line of a manifest, its path decoded but not judged. */
export type ManifestLine = { readonly digest: string; readonly path: string; readonly marked: boolean };

/** Something that breaks a bag, or a rule that is worth a warning. Paths are as the bag names them. */
export const bagCodes = [
  'bag.declaration',
  'bag.version',
  'bag.encoding',
  'bag.manifest-missing',
  'bag.manifest-algorithm',
  'bag.manifest-line',
  'bag.manifest-form',
  'bag.path',
  'bag.listed-twice',
  'bag.missing',
  'bag.unlisted',
  'bag.digest',
  'bag.fetch',
  'bag.info',
  'bag.oxum',
  'bag.unreadable',
] as const;
export type BagCode = (typeof bagCodes)[number];
export type BagProblem = { readonly code: BagCode; readonly path: string | null; readonly detail: string };

function unreadable(detail: string): Fault {
  return new Fault('BUNDLE_NOT_A_BUNDLE', { reason: detail });
}

/**
 * The declaration in bagit.txt: two lines in order, UTF-8 without byte order mark (RFC 8493 section 2.1.1). Version 1.0 allows exactly
 * one space after the colon and none before; the drafts were looser, and so is reading them.
 * Returns a problem instead where it is not one.
 */
export function readDeclaration(bytes: Uint8Array): BagDeclaration | BagProblem {
  const problem = (code: BagCode, detail: string): BagProblem => ({ code, path: 'bagit.txt', detail });
  const text = decodeTagText(bytes, 'UTF-8');
  if (text === null) return problem('bag.declaration', 'not UTF-8');
  if (text.startsWith('\uFEFF')) return problem('bag.declaration', 'byte order mark');
  const lines = splitLines(text);
  const [first = '', second = ''] = lines;
  const version = /^BagIt-Version[ \t]*:[ \t]*(\S+)[ \t]*$/.exec(first)?.[1];
  const encoding = /^Tag-File-Character-Encoding[ \t]*:[ \t]*(\S+)[ \t]*$/.exec(second)?.[1]?.toUpperCase();
  if (version === undefined || encoding === undefined || lines.length !== 2) {
    return problem('bag.declaration', 'not the two lines of a declaration');
  }
  if (!versions.includes(version)) return problem('bag.version', version.slice(0, 20));
  if (!encodings.includes(encoding)) return problem('bag.encoding', encoding.slice(0, 40));
  if (version === '1.0' && (first !== 'BagIt-Version: 1.0' || !second.startsWith('Tag-File-Character-Encoding: '))) {
    return problem('bag.declaration', 'white space that version 1.0 does not allow');
  }
  return { version: version as BagVersion, encoding: encoding as TagEncoding };
}

/** Text of a tag file; `null` where the bytes are not in the declared encoding. UTF-16 follows its mark, big-endian without one (RFC 2781). */
export function decodeTagText(bytes: Uint8Array, encoding: TagEncoding): string | null {
  if (encoding === 'ISO-8859-1') return decodeLatin1(bytes);
  try {
    if (encoding === 'UTF-8') return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    const little = bytes[0] === 0xff && bytes[1] === 0xfe;
    return new TextDecoder(little ? 'utf-16le' : 'utf-16be', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Lines ended by LF, CR or CRLF; a last line may go without. */
export function splitLines(text: string): string[] {
  const lines = text.split(/\r\n|\r|\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** One manifest line: digest, white space, path. `*` before the path is what md5sum writes in binary mode. `null` where it is none. */
export function readManifestLine(line: string, algorithm: Algorithm, version: BagVersion): ManifestLine | null {
  const match = /^([0-9a-fA-F]+)[ \t]+(\*?)(.+)$/s.exec(line);
  const [, digest = '', mark = '', path = ''] = match ?? [];
  if (digest.length !== algorithms[algorithm]) return null;
  return { digest: digest.toLowerCase(), path: decodePath(path, version), marked: mark === '*' };
}

/**
 * RFC 8493 section 2.1.3: only LF, CR and the percent sign are percent-encoded; the drafts encode the line ends alone. Anything else
 * that looks encoded is part of a name.
 */
function decodePath(path: string, version: BagVersion): string {
  const lineEnds = path.replace(/%0A/gi, '\n').replace(/%0D/gi, '\r');
  return version === '1.0' ? lineEnds.replace(/%25/g, '%') : lineEnds;
}

/**
 * The path as a place inside the bag, a leading `./` removed; `null` where it could mean anything outside, on any system: absolute,
 * home directory, drive, backslash, `.` or `..` segments, control characters.
 */
export function insideBag(path: string): string | null {
  const plain = path.startsWith('./') ? path.slice(2) : path;
  if (plain === '' || /^[/~%]|^[A-Za-z]:|\\|\p{Cc}/u.test(plain)) return null;
  return plain.split('/').every((segment) => segment !== '' && segment !== '.' && segment !== '..') ? plain : null;
}

/** Elements of bag-info.txt (package-info.txt before 0.96). A line that starts with white space continues the one before. */
export function readTagElements(text: string): { elements: TagElement[]; malformed: string[] } {
  const elements: [string, string][] = [];
  const malformed: string[] = [];
  for (const line of splitLines(text)) {
    const last = elements.at(-1);
    if (/^[ \t]/.test(line) && last !== undefined) {
      last[1] = `${last[1]} ${line.trim()}`;
      continue;
    }
    const match = /^([^:]*[^:\s])[ \t]*:[ \t]*(.*)$/.exec(line);
    if (match) elements.push([match[1] ?? '', (match[2] ?? '').trimEnd()]);
    else if (line.trim() !== '') malformed.push(line);
  }
  return { elements, malformed };
}

/** bagit.txt as Sanad writes it. */
export const declarationText = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n';

/** A manifest: digest, two spaces, path, so that sha256sum reads it as well. Sorted by the bytes of the path. */
export function composeManifest(files: Iterable<readonly [path: string, digest: string]>): string {
  const sorted = [...files].sort(([a], [b]) => compareByBytes(a, b));
  return sorted.map(([path, digest]) => encodeManifestLine(path, digest)).join('');
}

/** One line of it, with its newline. */
export function encodeManifestLine(path: string, digest: string): string {
  return `${digest}  ${encodePath(path)}\n`;
}

function encodePath(path: string): string {
  return path.replace(/%/g, '%25').replace(/\n/g, '%0A').replace(/\r/g, '%0D');
}

/** bag-info.txt. Values are one line each. Throws BUNDLE_NOT_A_BUNDLE for a label or value that would break the file. */
export function composeTagFile(elements: readonly TagElement[]): string {
  return elements
    .map(([label, value]) => {
      if (!/^[A-Za-z][A-Za-z0-9-]*$/.test(label) || /[\r\n]/.test(value)) throw unreadable('tag element');
      return `${label}: ${value}\n`;
    })
    .join('');
}
