import { checkpointPath, custodySheetPath, paths, recordPath } from '../../../../shared/ledger/bundle-layout.ts';
import { encodeUtf8 } from '../../../../shared/ledger/bytes.ts';
import { type Bundle, hashHex } from '../../../fixtures/ledger.ts';
import {
  type Attack,
  allBut,
  attack,
  everyone,
  invalid,
  notRun,
  resealed,
  type Scene,
  type Tampered,
} from '../../attack.ts';
import { having, listed, manifestOf, sealed, text, zipped } from '../../bag.ts';
import { hashB64, lines } from '../../forge.ts';
import { anyOf, middle, naming } from '../../places.ts';

/** What one without keys does to the files of a bundle, all lists of checksums, tag files and counts rewritten to match. */

/** Custody sheets are for people: nothing but what the export gave binds them. */
function sheets({ forge }: Scene, changed: Bundle): Tampered {
  return resealed(changed, invalid(['GIVEN_FILES'], { seq: forge.last, spares: allBut(forge.last) }));
}

export const editedFiles: readonly Attack[] = [
  attack('replaces an original, under its name', (scene) => {
    const path = anyOf(scene, scene.forge.objects);
    if (path === null) return null;
    const changed = having(scene.honest.files, path, scene.chance.bytes(scene.chance.between(1, 500)));
    return resealed(
      changed,
      invalid(['OBJECT_PATH', 'FILE_HASH', 'OBJECT_DAMAGED'], { path, spares: allBut(...naming(scene, path)) }),
    );
  }),
  attack('plants a file that no entry names', (scene) => {
    const bytes = scene.chance.bytes(300);
    const path = `data/objects/${hashHex(bytes)}.jpg`;
    const changed = having(scene.honest.files, path, bytes);
    return resealed(changed, invalid(['OBJECT_UNCLAIMED'], { path, spares: allBut(scene.forge.last) }));
  }),
  attack('swaps an original with an absent one', (scene) => {
    const path = anyOf(scene, scene.forge.objects);
    if (path === null) return null;
    const hash = path.slice('data/objects/'.length, 'data/objects/'.length + 64);
    const changed = having(scene.honest.files, path, null);
    const absent = new Set([...lines(changed, paths.absent), hash]);
    changed.set(
      paths.absent,
      encodeUtf8(
        [...absent]
          .sort()
          .map((line) => `${line}\n`)
          .join(''),
      ),
    );
    const spares = allBut(...naming(scene, path), scene.forge.last);
    return resealed(changed, invalid(['GIVEN_FILES'], { seq: scene.forge.last, spares }));
  }),
  attack('leaves out an original and does not say so', (scene) => {
    const path = anyOf(scene, scene.forge.objects);
    if (path === null) return null;
    const spares = allBut(...naming(scene, path), scene.forge.last);
    return resealed(having(scene.honest.files, path, null), invalid(['OBJECT_MISSING'], { path, spares }));
  }),
  attack('drops the list of absent files', (scene) => {
    if (!scene.honest.files.has(paths.absent)) return null;
    const changed = having(scene.honest.files, paths.absent, null);
    return resealed(changed, invalid(['GIVEN_FILES', 'OBJECT_MISSING'], { seq: scene.forge.last }));
  }),
  attack('says that a file is absent which no entry names', (scene) => {
    const all = [...lines(scene.honest.files, paths.absent), hashHex(scene.chance.bytes(3))].sort();
    const changed = having(scene.honest.files, paths.absent, all.map((line) => `${line}\n`).join(''));
    return resealed(changed, invalid(['ABSENT_DIFFERS'], { path: paths.absent, spares: allBut(scene.forge.last) }));
  }),
  attack('gives an original another extension', (scene) => {
    const path = anyOf(scene, scene.forge.objects);
    if (path === null) return null;
    const other = `${path.slice(0, path.lastIndexOf('.'))}.exe`;
    const changed = having(scene.honest.files, path, null);
    changed.set(other, scene.honest.files.get(path) as Uint8Array);
    return resealed(changed, invalid(['OBJECT_PATH'], { path: other, spares: allBut(scene.forge.last) }));
  }),
  attack('rewrites a record', (scene) => {
    const path = anyOf(
      scene,
      scene.forge.disclosed.map(recordPath).filter((name) => scene.honest.files.has(name)),
    );
    if (path === null) return null;
    const changed = having(scene.honest.files, path, text(scene.honest.files, path).replace('op-1', 'op-2'));
    if (text(changed, path) === text(scene.honest.files, path)) return null;
    return resealed(changed, invalid(['RECORD_DIFFERS'], { path }));
  }),
  attack('drops a record', (scene) => {
    const path = recordPath(scene.chance.pick(scene.forge.disclosed));
    if (!scene.honest.files.has(path)) return null;
    return resealed(having(scene.honest.files, path, null), invalid(['RECORD_MISSING'], { path }));
  }),
  attack('plants a record for an entry that is withheld', (scene) => {
    const hidden = anyOf(
      scene,
      [...scene.forge.entries.keys()].filter((seq) => !scene.honest.files.has(recordPath(seq))),
    );
    const path = recordPath(hidden ?? scene.forge.last + 7);
    const changed = having(scene.honest.files, path, '{"account.1":"planted"}');
    return resealed(changed, invalid(['RECORD_UNCLAIMED'], { path, spares: allBut(scene.forge.last) }));
  }),
  attack('drops the statement of what is withheld', (scene) => {
    if (!scene.honest.files.has(paths.withheld)) return null;
    const changed = having(scene.honest.files, paths.withheld, null);
    return resealed(changed, invalid(['GIVEN_FILES'], { seq: scene.forge.last, spares: allBut(scene.forge.last) }));
  }),
  attack('changes the ground on which something is withheld', (scene) => {
    if (!scene.honest.files.has(paths.withheld)) return null;
    const statement = text(scene.honest.files, paths.withheld).replace(/"ground":"[a-z]+"/, '"ground":"none"');
    const changed = having(scene.honest.files, paths.withheld, statement);
    return resealed(changed, invalid(['GIVEN_FILES'], { seq: scene.forge.last, spares: allBut(scene.forge.last) }));
  }),
  attack('spoils the statement of what is withheld', (scene) => {
    const spoilt = scene.chance.pick([
      '{}\n',
      'x\n',
      '{"by":"op-1","fields":["b","a"],"ground":"g","seq":0}\n',
      '\n',
      '{"by":"op-1","ground":"g","kind":"k","seq":0}',
      '{"authority":"a","by":"op-1","ground":"g","kind":"k","review":"2016-02-30","seq":0}\n',
      '{"authority":"a","by":"op-1","ground":"g","kind":"k","seq":0}\n',
      '{"authority":"","by":"op-1","ground":"g","kind":"k","review":null,"seq":0}\n',
    ]);
    const changed = having(scene.honest.files, paths.withheld, spoilt);
    return resealed(changed, invalid(['WITHHELD_SYNTAX'], { path: paths.withheld }));
  }),
  attack('plants a file that the format does not know', (scene) => {
    const path = scene.chance.pick([
      'data/evidence.html',
      'data/ledger/more.jsonl',
      'data/records/01.json',
      'data/objects/x.jpg',
      'data/latest/a.txt',
      'data/later/_a.txt',
      'data/ledger/checkpoints/a',
      'data/records/1.json/x',
      'data/objects/sub/a.jpg',
    ]);
    return resealed(having(scene.honest.files, path, 'x'), invalid(['CONTAINER_PATH'], { path }));
  }),
  attack('plants a file beside the payload', (scene) => {
    const path = scene.chance.pick(['index.html', 'READ ME FIRST.txt', 'verify.exe', 'Readme.md', 'run.sh']);
    return resealed(having(scene.honest.files, path, 'x'), invalid(['CONTAINER_PATH'], { path, spares: everyone }));
  }),
  attack('has a file fetched from elsewhere', (scene) => {
    const fetch = having(scene.honest.files, 'fetch.txt', 'http://example.org/x - data/x\n');
    return resealed(fetch, invalid(['CONTAINER_PATH'], { path: 'fetch.txt', spares: everyone }));
  }),
  attack('plants what only a higher minor version may hold', (scene) => {
    const { version } = scene.honest;
    if (version !== '1.0' && version !== '1.1') return null;
    const path = version === '1.0' ? scene.chance.pick(['data/ext/planted', custodySheetPath(1)]) : 'data/ext/planted';
    return resealed(
      having(scene.honest.files, path, 'x'),
      invalid(['GIVEN_FILES', 'CONTAINER_PATH'], { path, spares: allBut(scene.forge.last) }),
    );
  }),
  attack('plants something under a higher minor version', (scene) => {
    const changed = having(scene.honest.files, 'data/ext/planted', 'x');
    const expected = invalid(['GIVEN_FILES'], { seq: scene.forge.last, spares: allBut(scene.forge.last) });
    return { zip: zipped(sealed(changed, '1.9')), expected };
  }),
  attack('rewrites a custody sheet', (scene) => {
    const path = custodySheetPath(scene.chance.between(1, 2));
    if (!scene.honest.files.has(path)) return null;
    return sheets(scene, having(scene.honest.files, path, '<script src="https://example.org"></script>'));
  }),
  attack('drops a custody sheet', (scene) => {
    const path = custodySheetPath(scene.chance.between(1, 2));
    if (!scene.honest.files.has(path)) return null;
    return sheets(scene, having(scene.honest.files, path, null));
  }),
  attack('swaps two custody sheets', (scene) => {
    const { files } = scene.honest;
    const [first, second] = [1, 2].map((page) => files.get(custodySheetPath(page)));
    if (first === undefined || second === undefined) return null;
    return sheets(scene, having(having(files, custodySheetPath(1), second), custodySheetPath(2), first));
  }),
  attack('adds a custody sheet', (scene) => {
    if (!scene.honest.files.has(custodySheetPath(1))) return null;
    return sheets(scene, having(scene.honest.files, custodySheetPath(3), '<p>Everything is true.</p>'));
  }),
  attack('states the version that had no custody sheets yet', (scene) => {
    if (!scene.honest.files.has(custodySheetPath(1))) return null;
    const expected = invalid(['CONTAINER_PATH'], { path: custodySheetPath(1), spares: everyone });
    return { zip: zipped(sealed(scene.honest.files, '1.0')), expected };
  }),
  attack('names a custody sheet as none is named', (scene) => {
    if (!scene.honest.files.has(custodySheetPath(1))) return null;
    const name = scene.chance.pick(['0.html', '01.html', '1000000.html', '3.htm', 'a.html', '3.svg', '3/3.html']);
    const path = `data/ext/custody/${name}`;
    const changed = having(scene.honest.files, path, 'x');
    return resealed(changed, invalid(['CONTAINER_PATH'], { path, spares: allBut(scene.forge.last) }));
  }),
  attack('lists what would be litter', (scene) => {
    const path = scene.chance.pick(['data/later/desktop.ini', 'data/later/thumbs.db', 'data/.DS_Store']);
    const changed = having(scene.honest.files, path, 'x');
    return resealed(changed, invalid(['FILE_MISSING'], { path, spares: everyone }));
  }),
  attack('writes a path of the lists in capitals', (scene) => {
    const changed = listed(scene.honest.files);
    const list = text(changed, paths.manifest);
    const path = scene.chance.pick(list.split('\n').slice(0, -1)).slice(66);
    const shouted = list.replace(`  ${path}\n`, `  ${path.replace('data/', 'DATA/')}\n`);
    const unlisted = having(changed, paths.manifest, shouted);
    const tags = [...unlisted.keys()].filter((each) => !each.startsWith('data/') && each !== paths.tagManifest);
    const whole = having(unlisted, paths.tagManifest, manifestOf(unlisted, tags));
    return { zip: zipped(whole), expected: invalid(['FILE_UNLISTED', 'MANIFEST_SYNTAX'], { spares: everyone }) };
  }),
  attack('plants an anchor', (scene) => {
    const changed = having(scene.honest.files, 'data/ledger/anchors/planted.tsr', scene.chance.bytes(50));
    return resealed(changed, invalid(['GIVEN_FILES'], { seq: scene.forge.last, spares: allBut(scene.forge.last) }));
  }),
  attack('adds a good earlier checkpoint that the export did not give', (scene) => {
    const { forge, honest, chance } = scene;
    if (honest.secrets === null) return null;
    const size = chance.between(1, forge.last);
    if (forge.sizes.includes(size)) return null;
    const changed = having(honest.files, checkpointPath(size), honest.note(size));
    return resealed(changed, invalid(['GIVEN_FILES'], { seq: forge.last, spares: allBut(forge.last) }));
  }),
  attack('drops an earlier checkpoint', (scene) => {
    const size = anyOf(scene, scene.forge.sizes);
    if (size === null) return null;
    const changed = having(scene.honest.files, checkpointPath(size), null);
    return resealed(changed, invalid(['GIVEN_FILES'], { seq: scene.forge.last }));
  }),

  // Versions and tag files.
  attack('hides an edit behind a newer version of the bundle', (scene) => {
    const seq = middle(scene);
    if (seq === null) return null;
    scene.forge.change(seq, { body: hashB64(scene.chance.bytes(32)) });
    const expected = { ...invalid([]), alone: notRun, note: notRun, code: notRun };
    return { zip: zipped(sealed(scene.forge.done(), '2.0')), expected };
  }),
  attack('hides an edit behind a higher minor version of the bundle', (scene) => {
    const seq = middle(scene);
    if (seq === null) return null;
    scene.forge.change(seq, { body: hashB64(scene.chance.bytes(32)) });
    return { zip: zipped(sealed(scene.forge.done(), '1.99')), expected: invalid(['CHECKPOINT_ROOT', 'ENTRY_PREV']) };
  }),
  attack('states no version of the bundle, two, or none that is one', (scene) => {
    const info = text(scene.honest.files, paths.bagInfo);
    const other = scene.chance.pick([
      info.replace(/^Sanad-Bundle: .*\n/m, ''),
      `${info}Sanad-Bundle: 1.0\n`,
      info.replace(/^Sanad-Bundle: .*$/m, 'Sanad-Bundle: 1'),
      info.replace(/^Sanad-Bundle: .*$/m, 'Sanad-Bundle: 1.x'),
      info.replace(/^Sanad-Bundle: .*$/m, 'Sanad-Bundle: 0.9'),
      info.replace(/^Sanad-Bundle: .*$/m, 'Sanad-Bundle: 99999999999999999999.0'),
    ]);
    const changed = listed(having(scene.honest.files, paths.bagInfo, other));
    return { zip: zipped(changed), expected: invalid(['BAG_DECLARATION'], { path: paths.bagInfo, spares: everyone }) };
  }),
  attack('declares another kind of bag', (scene) => {
    const other = scene.chance.pick([
      'BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n',
      'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-16\n',
      'BagIt-Version: 2.0\nTag-File-Character-Encoding: UTF-8\n',
      'Tag-File-Character-Encoding: UTF-8\nBagIt-Version: 1.0\n',
      '',
    ]);
    const changed = listed(having(scene.honest.files, paths.bagit, other));
    return { zip: zipped(changed), expected: invalid(['BAG_DECLARATION'], { path: paths.bagit }) };
  }),
  attack('counts the payload wrong', (scene) => {
    const info = text(scene.honest.files, paths.bagInfo).replace(/Payload-Oxum: (\d+)/, 'Payload-Oxum: 1$1');
    const changed = listed(having(scene.honest.files, paths.bagInfo, info));
    return { zip: zipped(changed), expected: invalid(['MANIFEST_SYNTAX'], { spares: everyone }) };
  }),
];
