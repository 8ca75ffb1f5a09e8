import { type AttachingRule, type CompanionForm, chatForms, listForms } from '../../../../shared/model/companions.ts';
import type { CompanionReading, NamedFile } from './reading.ts';
import { sidecarCandidates } from './sidecar-names.ts';

/**
 * Which archived files a companion means: by what it states, else by its own name, each time with the rule that found it. Paths of
 * companions are compared with paths and never opened.
 */
export type Present = {
  readonly seq: number;
  /** Within the source, `/` between the parts. */
  readonly path: string;
  readonly sha256: string;
  readonly size: number;
  readonly type: string;
};

export type Attached = { readonly file: NamedFile; readonly item: Present; readonly rule: AttachingRule };

export type Attachment = {
  readonly form: CompanionForm;
  /** Every file that it names, in its own order. */
  readonly order: readonly NamedFile[];
  readonly attached: readonly Attached[];
  /** Files that it names and the source has not. */
  readonly absent: readonly NamedFile[];
  /** Files of the folders that it speaks of, and that it does not name. */
  readonly unnamed: readonly Present[];
};

/** Names on macOS are decomposed (NFD), elsewhere as they were typed. */
const key = (path: string): string => path.normalize('NFC');

export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/**
 * What a stated path can mean: itself; where Windows wrote it, with `/` for `\\`, which elsewhere is a letter of a name; and without the
 * spaces and the `*` that some programs put more of before a name.
 */
export function meantBy(path: string): readonly string[] {
  const bare = path.replace(/^[ \t]{0,8}\*?/, '');
  return [...new Set([path, bare, path.replaceAll('\\', '/'), bare.replaceAll('\\', '/')])];
}

/** A path below a folder, `.` and `..` resolved; `null` where it leads out of the source, or is absolute. */
export function resolved(folder: string, path: string): string | null {
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path)) return null;
  const segments = folder === '' ? [] : folder.split('/');
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') segments.push(segment);
    else if (segments.pop() === undefined) return null;
  }
  return segments.length === 0 ? null : segments.join('/');
}

/** All that a source brought, to be looked up by path, by name and by hash. */
export class Presence {
  readonly #byPath = new Map<string, Present>();
  readonly #byName = new Map<string, Present[]>();
  readonly #byHash = new Map<string, Present>();
  readonly #byFolder = new Map<string, Present[]>();

  constructor(items: readonly Present[]) {
    const add = (map: Map<string, Present[]>, at: string, item: Present) => {
      const list = map.get(at);
      if (list === undefined) map.set(at, [item]);
      else list.push(item);
    };
    for (const item of items) {
      this.#byPath.set(key(item.path), item);
      this.#byHash.set(item.sha256, item);
      add(this.#byName, key(nameOf(item.path)), item);
      add(this.#byFolder, key(folderOf(item.path)), item);
    }
  }

  at(path: string): Present | null {
    return this.#byPath.get(key(path)) ?? null;
  }

  withHash(sha256: string): Present | null {
    return this.#byHash.get(sha256) ?? null;
  }

  in(folder: string): readonly Present[] {
    return this.#byFolder.get(key(folder)) ?? [];
  }

  /** As `endingAs`, of what a stated path can mean. */
  endingAsOneOf(paths: readonly string[]): Present | null {
    for (const path of paths) {
      const found = this.endingAs(path);
      if (found !== null) return found;
    }
    return null;
  }

  /** The one file whose path ends as a stated one does, in more parts than any other; `null` where that is not one. */
  endingAs(path: string): Present | null {
    const wanted = key(path)
      .split('/')
      .filter((segment) => segment !== '' && segment !== '.')
      .reverse();
    let best: Present | null = null;
    let [most, alone] = [0, false];
    for (const item of this.#byName.get(wanted[0] ?? '') ?? []) {
      const own = key(item.path).split('/').reverse();
      let shared = 0;
      while (shared < own.length && own[shared] === wanted[shared]) shared += 1;
      if (shared > most) [best, most, alone] = [item, shared, true];
      else if (shared === most) alone = false;
    }
    return alone ? best : null;
  }
}

const isBagManifest = (path: string, presence: Presence): boolean => {
  if (!/^(tag)?manifest-(md5|sha1|sha224|sha256|sha384|sha512)\.txt$/.test(nameOf(path))) return false;
  const folder = folderOf(path);
  return presence.at(folder === '' ? 'bagit.txt' : `${folder}/bagit.txt`) !== null;
};

/** RFC 8493 section 2.1.3: LF, CR and the percent sign alone are encoded. */
const bagPath = (path: string): string => path.replace(/%0A/gi, '\n').replace(/%0D/gi, '\r').replace(/%25/g, '%');

export function attach(reading: CompanionReading, companion: Present, presence: Presence): Attachment {
  if (listForms.includes(reading.form)) {
    const bag = reading.form === 'hash list' && isBagManifest(companion.path, presence);
    const files = bag
      ? reading.files.map((file) => ({ ...file, named: file.named === null ? null : bagPath(file.named) }))
      : reading.files;
    return attachList({ ...reading, form: bag ? 'bagit manifest' : reading.form, files }, companion, presence);
  }
  if (chatForms.includes(reading.form)) return attachList(reading, companion, presence);
  return attachOne(reading, companion, presence);
}

function byStatedHash({ hashes }: NamedFile, presence: Presence): Present | null {
  const hash = hashes.find(({ algorithm }) => algorithm === 'sha256')?.value;
  return hash === undefined ? null : presence.withHash(hash);
}

/** Of many files, each by its path, seen from the companion's own folder. */
function attachList(reading: CompanionReading, companion: Present, presence: Presence): Attachment {
  const folder = folderOf(companion.path);
  const isChat = chatForms.includes(reading.form);
  const attached: Attached[] = [];
  const absent: NamedFile[] = [];
  const paths = reading.files.map((file) => {
    const ways = meantBy(file.named ?? '').map((path) => resolved(folder, path));
    return ways.find((path) => path !== null && presence.at(path) !== null) ?? ways.at(-1) ?? null;
  });
  // Where one line of a list is right from here, the others are missing and not elsewhere: a file of the same name is another file.
  const fromHere = isChat || paths.some((path) => path !== null && presence.at(path) !== null);
  for (const [index, file] of reading.files.entries()) {
    const path = paths[index] ?? null;
    const there = path === null ? null : presence.at(path);
    // A chat with the hash of its files means these bytes, under whatever name they lie.
    const stated = there === null && isChat ? byStatedHash(file, presence) : null;
    const item =
      there ??
      stated ??
      (isChat || (fromHere && path !== null) ? null : presence.endingAsOneOf(meantBy(file.named ?? '')));
    const rule =
      stated !== null
        ? 'hash stated'
        : isChat
          ? 'named in message'
          : there === null
            ? 'path from another root'
            : 'path stated';
    if (item === null) absent.push(file);
    // A list that was written into its own folder has a line for itself, made before it was whole.
    else if (item.seq !== companion.seq) attached.push({ file, item, rule });
  }
  const named = new Set(attached.map(({ item }) => item.seq));
  const folders = new Set(attached.map(({ item }) => folderOf(item.path)));
  if (isChat) folders.add(folder);
  const unnamed = [...folders].flatMap((each) =>
    presence
      .in(each)
      .filter(({ seq, path }) => seq !== companion.seq && !named.has(seq) && !isOfTheList(path, companion)),
  );
  return { form: reading.form, order: reading.files, attached, absent, unnamed };
}

/** Other lists of the same folder, and signatures over this one, are not expected in it. */
function isOfTheList(path: string, { path: own }: Present): boolean {
  const name = nameOf(path);
  return (
    path.startsWith(`${own}.`) ||
    /^(tag)?manifest-\w+\.txt$|^(bagit|bag-info)\.txt$|^(MD5|SHA\d+)(SUMS?)?(\.txt)?$|\.(md5|sha\d+|sha\d+sum|md5sum|hashdeep)$/i.test(
      name,
    )
  );
}

/** Of one file each, by the hash that is stated, by the name that is stated, or by the companion's own name. */
function attachOne(reading: CompanionReading, companion: Present, presence: Presence): Attachment {
  const name = nameOf(companion.path);
  const neighbours = presence.in(folderOf(companion.path)).filter(({ seq }) => seq !== companion.seq);
  const attached: Attached[] = [];
  const absent: NamedFile[] = [];
  for (const file of reading.files) {
    const byHash = byStatedHash(file, presence);
    // ProofMode names the signature of a file by the file's hash.
    const byOwnName = /^[0-9a-f]{64}(?=\.)/.exec(name)?.[0];
    const signed = reading.form === 'signature' && byOwnName !== undefined ? presence.withHash(byOwnName) : null;
    const found: Omit<Attached, 'file'>[] =
      byHash !== null && byHash.seq !== companion.seq
        ? [{ item: byHash, rule: 'hash stated' }]
        : sidecarCandidates(reading.form, name, file.named, neighbours, (path) => key(nameOf(path)));
    if (found.length === 0 && signed !== null) found.push({ item: signed, rule: 'hash in name' });
    attached.push(...found.map((each) => ({ file, ...each })));
    if (found.length === 0) absent.push(file);
  }
  return { form: reading.form, order: reading.files, attached, absent, unnamed: [] };
}
