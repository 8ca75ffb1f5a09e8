import { type HashAlgorithm, hashAlgorithms } from '../../../../shared/model/companions.ts';
import { type CompanionReading, mostNamed, type NamedFile, nothingSaid, stated } from './reading.ts';

/**
 * Lists of hashes, as these programs write them:
 * - GNU coreutils 9.4 `sha256sum` and relatives: digest, a space, a space or `*`, the name; a line that begins with a backslash has `\\`, `\n`
 *   and `\r` in its name escaped; `--tag` writes BSD's `SHA256 (name) = digest`; `md5deep` 4.4 writes the same first form.
 * - `hashdeep` 4.4: `%%%% HASHDEEP-1.0`, `%%%% size,md5,sha256,filename`, comments with `#`, lines with commas (the name is the last
 *   column and may have commas of its own).
 * - Manifests of BagIt (RFC 8493), which are the first form; their percent-encoding is undone where the bag is known (`attaching.ts`).
 */
const algorithmByLength: Readonly<Record<number, HashAlgorithm>> = {
  32: 'md5',
  40: 'sha1',
  56: 'sha224',
  64: 'sha256',
  96: 'sha384',
  128: 'sha512',
};

const isHex = (text: string): boolean => /^[0-9a-fA-F]+$/.test(text);

const algorithmOfDigest = (digest: string): HashAlgorithm | null =>
  isHex(digest) ? (algorithmByLength[digest.length] ?? null) : null;

const algorithmNamed = (name: string): HashAlgorithm | null =>
  hashAlgorithms.find((algorithm) => algorithm === name.toLowerCase().replace('-', '')) ?? null;

const unescaped = (name: string): string =>
  name.replace(/\\([\\nr])/g, (_whole, letter: string) => (letter === 'n' ? '\n' : letter === 'r' ? '\r' : '\\'));

type Line = { readonly named: string; readonly algorithm: HashAlgorithm; readonly value: string };

function gnuLine(line: string): Line | null {
  const escaped = line.startsWith('\\');
  const from = escaped ? 1 : 0;
  const space = line.indexOf(' ', from);
  const tab = line.indexOf('\t', from);
  const end = space < 0 ? tab : tab < 0 ? space : Math.min(space, tab);
  if (end < 0) return null;
  const digest = line.slice(from, end);
  const algorithm = algorithmOfDigest(digest);
  if (algorithm === null) return null;
  // One more space or `*` is the form, and what follows is the name, which may begin with either; other programs write a tab.
  const rest = line.slice(end).replace(/^ [ *]|^[ \t]{1,8}\*?/, '');
  if (rest.trim() === '') return null;
  return { named: escaped ? unescaped(rest) : rest, algorithm, value: digest.toLowerCase() };
}

function bsdLine(line: string): Line | null {
  const escaped = line.startsWith('\\');
  const open = line.indexOf(' (');
  const close = line.lastIndexOf(') = ');
  if (open < 0 || close <= open) return null;
  const algorithm = algorithmNamed(line.slice(escaped ? 1 : 0, open));
  const digest = line.slice(close + 4).trim();
  if (algorithm === null || algorithmOfDigest(digest) !== algorithm) return null;
  const named = line.slice(open + 2, close);
  return { named: escaped ? unescaped(named) : named, algorithm, value: digest.toLowerCase() };
}

const lineOf = (line: string): Line | null => gnuLine(line) ?? bsdLine(line);

/** Lines of other programs: comments of `;` (cksfv, md5summer) and `#`, empty ones, and the armour around a signed list. */
const isAside = (line: string): boolean => line.trim() === '' || /^[;#]/.test(line) || /^-----|^Hash: /.test(line);

/** `null` where the text is no list of hashes: its first line that says anything is none, or most are none. */
export function readHashList(lines: readonly string[]): CompanionReading | null {
  if (lines[0]?.trim() === '%%%% HASHDEEP-1.0') return readHashdeep(lines);
  const files = new Map<string, NamedFile>();
  let [malformed, good] = [0, 0];
  let cut = false;
  for (const each of lines) {
    if (isAside(each)) continue;
    const line = lineOf(each);
    if (line === null) {
      if (good === 0) return null;
      malformed += 1;
      continue;
    }
    good += 1;
    const named = stated(line.named);
    const hash = { algorithm: line.algorithm, value: line.value };
    const before = files.get(named);
    // The same name in two algorithms is one file; with two hashes in one algorithm it is two statements.
    if (before?.hashes.every(({ algorithm }) => algorithm !== hash.algorithm)) before.hashes.push(hash);
    else if (files.size < mostNamed)
      files.set(before === undefined ? named : `${named}\0${good}`, {
        ...nothingSaid,
        tags: [],
        named,
        hashes: [hash],
      });
    else cut = true;
  }
  // Prose that happens to begin with a digest, such as a letter that quotes one, is no list.
  if (good === 0 || malformed > good) return null;
  return { form: 'hash list', files: [...files.values()], chat: null, malformed, cut };
}

function readHashdeep(lines: readonly string[]): CompanionReading | null {
  const columns = (lines[1] ?? '')
    .replace(/^%%%% /, '')
    .trim()
    .split(',');
  const algorithms = columns.slice(1, -1).map((name) => algorithmNamed(name));
  if (!lines[1]?.startsWith('%%%% ') || columns[0] !== 'size' || columns.at(-1) !== 'filename') return null;
  const files: NamedFile[] = [];
  let malformed = 0;
  let cut = false;
  for (const line of lines.slice(2)) {
    if (isAside(line)) continue;
    const parts = line.split(',');
    const values = parts.slice(1, columns.length - 1);
    const named = parts.slice(columns.length - 1).join(',');
    const size = Number(parts[0]);
    if (named === '' || !/^\d{1,15}$/.test(parts[0] ?? '')) {
      malformed += 1;
      continue;
    }
    const hashes = algorithms.flatMap((algorithm, index) => {
      const value = (values[index] ?? '').toLowerCase();
      // Algorithms that are not known here (tiger, whirlpool) are passed over.
      return algorithm !== null && algorithmOfDigest(value) === algorithm ? [{ algorithm, value }] : [];
    });
    if (files.length < mostNamed) files.push({ ...nothingSaid, tags: [], named: stated(named), hashes, size });
    else cut = true;
  }
  return { form: 'hashdeep', files, chat: null, malformed, cut };
}
