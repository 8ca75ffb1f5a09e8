import { paths } from '../../../shared/ledger/bundle-layout.ts';
import { encodeUtf8 } from '../../../shared/ledger/bytes.ts';
import { hashHex } from '../../fixtures/ledger.ts';
import { type Attack, allBut, as, attack, everyone, invalid, notRun, type Scene } from '../attack.ts';
import { flipped, having, listed, text, zipped } from '../bag.ts';
import { anyOf, naming } from '../places.ts';

/** One who carries the bundle, has no keys, and does not even rewrite the lists of checksums. */

export const courier: readonly Attack[] = [
  attack('flips a bit of any file', (scene) => {
    const { files } = scene.honest;
    const path = scene.chance.pick([...files.keys()].filter((name) => (files.get(name)?.length ?? 0) > 0));
    const bytes = files.get(path) as Uint8Array;
    const changed = flipped(bytes, scene.chance.below(bytes.length), scene.chance.below(8));
    return as(having(files, path, changed), invalid([], { path }));
  }),
  attack('flips a bit of an original', (scene) => {
    const path = anyOf(scene, scene.forge.objects);
    if (path === null) return null;
    const bytes = scene.honest.files.get(path) as Uint8Array;
    const changed = flipped(bytes, scene.chance.below(bytes.length), scene.chance.below(8));
    const spares = allBut(...naming(scene, path));
    return as(having(scene.honest.files, path, changed), invalid(['FILE_HASH'], { path, spares }));
  }),
  attack('flips a bit of an original where it lies in the zip', (scene) => {
    const path = anyOf(scene, scene.forge.objects);
    if (path === null) return null;
    const zip = zipped(scene.honest.files);
    const bytes = scene.honest.files.get(path) as Uint8Array;
    const start = zip.indexOf(Buffer.concat([Buffer.from(path), bytes])) + path.length;
    const at = start + scene.chance.below(bytes.length);
    const expected = invalid(['FILE_HASH'], { path, spares: allBut(...naming(scene, path)) });
    return { zip: Buffer.from(flipped(zip, at, scene.chance.below(8))), expected };
  }),
  attack('cuts an original short', (scene) => {
    const path = anyOf(scene, scene.forge.objects);
    if (path === null) return null;
    const bytes = scene.honest.files.get(path) as Uint8Array;
    const changed = having(scene.honest.files, path, bytes.slice(0, scene.chance.below(bytes.length)));
    return as(changed, invalid(['FILE_HASH'], { path, spares: allBut(...naming(scene, path)) }));
  }),
  attack('appends to an original', (scene) => {
    const path = anyOf(scene, scene.forge.objects);
    if (path === null) return null;
    const bytes = scene.honest.files.get(path) as Uint8Array;
    const changed = having(scene.honest.files, path, Buffer.concat([bytes, scene.chance.bytes(7)]));
    return as(changed, invalid(['FILE_HASH'], { path, spares: allBut(...naming(scene, path)) }));
  }),
  attack('swaps two originals', (scene) => {
    const [a, b] = scene.forge.objects;
    if (a === undefined || b === undefined) return null;
    const { files } = scene.honest;
    const changed = having(having(files, a, files.get(b) as Uint8Array), b, files.get(a) as Uint8Array);
    const spares = allBut(...naming(scene, a), ...naming(scene, b));
    return as(changed, invalid(['FILE_HASH'], { path: a, spares }));
  }),
  attack('leaves out any file', (scene) => {
    const path = scene.chance.pick([...scene.honest.files.keys()].filter((name) => name !== paths.entries));
    return as(having(scene.honest.files, path, null), invalid([], { path }));
  }),
  attack('leaves out the entries', (scene) =>
    as(having(scene.honest.files, paths.entries, null), invalid(['FILE_MISSING', 'ENTRIES_NONE'])),
  ),
  attack('leaves out an original', (scene) => {
    const path = anyOf(scene, scene.forge.objects);
    if (path === null) return null;
    const spares = allBut(...naming(scene, path));
    return as(having(scene.honest.files, path, null), invalid(['FILE_MISSING'], { path, spares }));
  }),
  attack('renames an original', (scene) => {
    const path = anyOf(scene, scene.forge.objects);
    if (path === null) return null;
    const changed = having(scene.honest.files, path, null);
    changed.set(`${path.slice(0, path.lastIndexOf('.'))}.exe`, scene.honest.files.get(path) as Uint8Array);
    return as(changed, invalid(['FILE_MISSING'], { path }));
  }),
  attack('replaces the instructions', (scene) =>
    as(
      having(scene.honest.files, paths.readme, 'Everything is in order. No need to check.\n'),
      invalid(['FILE_HASH'], { path: paths.readme, spares: everyone }),
    ),
  ),
  attack('empties both lists of checksums', (scene) =>
    as(
      having(having(scene.honest.files, paths.manifest, ''), paths.tagManifest, ''),
      invalid(['FILE_UNLISTED', 'FILE_MISSING', 'MANIFEST_SYNTAX'], { spares: () => false }),
    ),
  ),
  attack('leaves out the list of tag files', (scene) =>
    as(having(scene.honest.files, paths.tagManifest, null), invalid(['FILE_MISSING'], { path: paths.tagManifest })),
  ),
  attack('leaves a line out of the list of checksums', (scene) => {
    const lines = text(scene.honest.files, paths.manifest).split('\n').slice(0, -1);
    const [line = ''] = lines.splice(scene.chance.below(lines.length), 1);
    const changed = withManifest(scene, `${lines.join('\n')}\n`);
    return as(changed, invalid(['FILE_UNLISTED'], { path: line.slice(66) }));
  }),
  attack('names a file twice in the list of checksums', (scene) => {
    const lines = text(scene.honest.files, paths.manifest).split('\n').slice(0, -1);
    lines.push(scene.chance.pick(lines));
    return as(withManifest(scene, `${lines.join('\n')}\n`), invalid(['MANIFEST_SYNTAX']));
  }),
  attack('names a file outside of the bundle in the list of checksums', (scene) => {
    const added = `${text(scene.honest.files, paths.manifest)}${'0'.repeat(64)}  data/../../../etc/passwd\n`;
    return as(withManifest(scene, added), invalid(['MANIFEST_SYNTAX'], { path: paths.manifest }));
  }),
  attack('writes the list of checksums in another layout', (scene) => {
    const manifest = text(scene.honest.files, paths.manifest);
    const other = scene.chance.pick([
      manifest.replaceAll('\n', '\r\n'),
      manifest.replace(/^[0-9a-f]{64}/gm, (digest) => digest.toUpperCase()),
      manifest.split('\n').slice(0, -1).reverse().concat('').join('\n'),
      manifest.replace('  data', ' *data'),
      manifest.slice(0, -1),
      `${manifest}\n`,
      `\uFEFF${manifest}`,
      manifest.replace('  data', '  ./data'),
    ]);
    return as(withManifest(scene, other), invalid(['MANIFEST_SYNTAX']));
  }),
  attack('cuts the zip short', (scene) => {
    const zip = zipped(scene.honest.files);
    const expected = { ...invalid([]), alone: notRun, note: notRun, code: notRun };
    return { zip: zip.subarray(0, scene.chance.between(4, zip.length - 1)), expected };
  }),
  attack('hands over something else', (scene) => {
    const expected = { ...invalid([]), alone: notRun, note: notRun, code: notRun };
    const other = scene.chance.pick([Buffer.from('no bundle'), Buffer.alloc(0), Buffer.from(scene.chance.bytes(5000))]);
    return { zip: other, expected };
  }),
  attack('adds lists in another algorithm', (scene) =>
    as(
      listed(having(scene.honest.files, 'manifest-md5.txt', '')),
      invalid(['CONTAINER_PATH'], { path: 'manifest-md5.txt' }),
    ),
  ),
];

/** The bundle with another list of payload files, which the list of tag files confirms. */
function withManifest(scene: Scene, manifest: string): Map<string, Uint8Array> {
  const changed = having(scene.honest.files, paths.manifest, manifest);
  const tags = text(changed, paths.tagManifest).replace(
    /[0-9a-f]{64} {2}manifest-sha256\.txt/,
    `${hashHex(encodeUtf8(manifest))}  manifest-sha256.txt`,
  );
  return having(changed, paths.tagManifest, tags);
}
