import type { AttachingRule, CompanionForm } from '../../../../shared/model/companions.ts';

/**
 * Which file of its folder a sidecar belongs to, by its own name. The rules of each program:
 * - Adobe's and darktable's XMP: `IMG_1.xmp` beside `IMG_1.CR2`, or `IMG_1.CR2.xmp`;
 * - signatures: `name.asc`, `name.sig` beside `name`;
 * - Google Takeout: `IMG_1.jpg.json`, since 2024 `IMG_1.jpg.supplemental-metadata.json`, of which Google cuts everything before `.json` to 46
 *   characters (`IMG_1.jpg.supplemental-me.json`, or within the picture's own name); a second picture of one name is `IMG_1(1).jpg`
 *   beside `IMG_1.jpg(1).json` or `IMG_1.jpg.supplemental-metadata(1).json`; an edited copy, `IMG_1-edited.jpg`, has none of its own;
 * - ProofMode: `<SHA-256>.proof.csv`, found by the hash it states; older ones `IMG_1.jpg.proof.csv`;
 * - Tella: `IMG_1.csv` beside `IMG_1.jpg`, with the name inside.
 */
export type ByName<T> = { readonly item: T; readonly rule: AttachingRule };

const withoutExtension = (name: string): string => {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(0, dot) : name;
};

/** Characters before `.json` that Google leaves. */
const takeoutLength = 46;
const takeoutTail = '.supplemental-metadata';

type Named<T> = readonly { readonly name: string; readonly item: T }[];

const exactly = <T>(files: Named<T>, name: string, rule: AttachingRule): ByName<T>[] =>
  files.filter((file) => file.name === name).map(({ item }) => ({ item, rule }));

function takeout<T>(own: string, title: string | null, files: Named<T>): ByName<T>[] {
  const stem = own.replace(/\.json$/i, '');
  const numbered = /^(.*)\((\d{1,4})\)$/.exec(stem);
  const bare = numbered?.[1] ?? stem;
  // What stands behind the picture's name: nothing, or the beginning of `.supplemental-metadata`.
  const dot = bare.lastIndexOf('.');
  const tail = dot > 0 ? bare.slice(dot) : '';
  const name = tail.length > 1 && takeoutTail.startsWith(tail) ? bare.slice(0, dot) : bare.replace(/\.$/, '');
  if (numbered !== null) {
    const at = name.lastIndexOf('.');
    const copy = at > 0 ? `${name.slice(0, at)}(${numbered[2]})${name.slice(at)}` : `${name}(${numbered[2]})`;
    return exactly(files, copy, 'name with number');
  }
  const whole = exactly(files, name, 'name and extension');
  if (whole.length > 0) return whole;
  // Cut within the name: the one file of the folder that begins so.
  const cut = stem.length >= takeoutLength - 1 ? files.filter((file) => file.name.startsWith(name)) : [];
  const [only] = cut;
  if (only !== undefined && cut.length === 1) return [{ item: only.item, rule: 'name cut short' }];
  return title === null ? [] : exactly(files, title, 'title stated');
}

/** @param own the companion's name @param stated the name that it states @param named gives the name of a path as it is compared */
export function sidecarCandidates<T extends { readonly path: string; readonly type: string }>(
  form: CompanionForm,
  own: string,
  stated: string | null,
  neighbours: readonly T[],
  named: (path: string) => string,
): ByName<T>[] {
  const name = own.normalize('NFC');
  const title = stated === null ? null : named(stated.replaceAll('\\', '/'));
  const files = neighbours.map((item) => ({ name: named(item.path), item }));
  if (form === 'takeout') return takeout(name, title, files);
  const stem = withoutExtension(name).replace(/\.proof$/i, '');
  const whole = exactly(files, stem, 'name and extension');
  if (whole.length > 0 || form === 'signature') return whole;
  const byTitle = title === null ? [] : exactly(files, title, 'title stated');
  if (byTitle.length > 0) return byTitle;
  // Of the files of one name, those that are no text: an `IMG_1.txt` is not what an `IMG_1.xmp` is about.
  return files
    .filter((file) => file.item.type !== 'text/plain' && withoutExtension(file.name) === stem)
    .map(({ item }) => ({ item, rule: 'name without extension' as const }));
}
