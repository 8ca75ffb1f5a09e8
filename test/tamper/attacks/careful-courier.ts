import { checkpointPath, custodySheetPath, paths, recordPath } from '../../../shared/ledger/bundle-layout.ts';
import { encodeUtf8 } from '../../../shared/ledger/bytes.ts';
import type { Json } from '../../../shared/ledger/canonical.ts';
import { type Bundle, hashHex, signingKey } from '../../fixtures/ledger.ts';
import {
  type Attack,
  allBut,
  attack,
  below,
  everyone,
  invalid,
  notRun,
  resealed,
  type Scene,
  type Tampered,
} from '../attack.ts';
import { having, listed, manifestOf, sealed, text, zipped } from '../bag.ts';
import { enclose, Forge, lines, open } from '../forge.ts';
import { anyOf, naming } from './courier.ts';

/** One without keys who rewrites every list of checksums, tag file and count to match what was changed. */

/** Any entry but the first and the closing one; null where there is none. */
function middle(scene: Scene): number | null {
  const { forge } = scene;
  return forge.last < 2 ? null : scene.chance.between(1, forge.last - 1);
}

/** Custody sheets are for people: nothing but what the export gave binds them. */
function sheets({ forge }: Scene, changed: Bundle): Tampered {
  return resealed(changed, invalid(['GIVEN_FILES'], { seq: forge.last, spares: allBut(forge.last) }));
}

/** A shown entry other than the closing export. */
function shownEntry({ forge, chance }: Scene): number | null {
  const shown = forge.disclosed.filter((seq) => seq !== forge.last);
  return shown.length === 0 ? null : chance.pick(shown);
}

function flipDigit(digit: string): string {
  return digit === '0' ? '1' : '0';
}

/** Changes entry `seq` so that nothing else is changed: its leaf, and with it links and roots, no longer fit. */
function editEntry(
  scene: Scene,
  change: (forge: Forge, seq: number) => void,
  finds: readonly string[],
  /** An entry that is well-formed by itself shows its edit in the link of the next one. */
  seenIn: 'itself' | 'the next' = 'itself',
): Tampered | null {
  const seq = middle(scene);
  if (seq === null) return null;
  const { forge } = scene;
  change(forge, seq);
  const spares = below(Math.min(forge.settledBelow(seq), seq - 1));
  return resealed(forge.done(), invalid(finds, { seq: seenIn === 'itself' ? seq : seq + 1, spares }));
}

/** Changes what is shown of one entry and nothing of the ledger: only that entry, and what the export gave, no longer fit. */
function editShown(
  scene: Scene,
  change: (forge: Forge, seq: number) => boolean,
  finds: readonly string[],
): Tampered | null {
  const seq = shownEntry(scene);
  if (seq === null || !change(scene.forge, seq)) return null;
  return resealed(scene.forge.done(), invalid(finds, { seq, spares: allBut(seq) }));
}

const twist = (value: Json): Json =>
  typeof value === 'string' ? `${value}!` : Array.isArray(value) ? [...value, 1] : 'another';

export const carefulCourier: readonly Attack[] = [
  // Entries.
  attack('edits the link of an entry', (scene) =>
    editEntry(
      scene,
      (forge, seq) => {
        const prev = String(forge.entry(seq).prev);
        forge.change(seq, { prev: flipDigit(prev[0] ?? '') + prev.slice(1) });
      },
      ['ENTRY_PREV'],
    ),
  ),
  attack('edits the commitment of an entry', (scene) =>
    editEntry(
      scene,
      (forge, seq) => forge.change(seq, { body: hashB64(scene.chance.bytes(32)) }),
      ['ENTRY_PREV'],
      'the next',
    ),
  ),
  attack('edits the commitment of the last entry before the export', (scene) => {
    const seq = scene.forge.last - 1;
    if (seq < 1) return null;
    scene.forge.change(seq, { body: hashB64(scene.chance.bytes(32)) });
    return resealed(scene.forge.done(), invalid(['ENTRY_PREV', 'CHECKPOINT_ROOT']));
  }),
  attack('edits the position of an entry', (scene) =>
    editEntry(scene, (forge, seq) => forge.change(seq, { seq: seq + scene.chance.between(1, 5) }), ['ENTRY_SEQ']),
  ),
  attack('gives an entry a huge position', (scene) =>
    editEntry(scene, (forge, seq) => forge.change(seq, { seq: Number.MAX_SAFE_INTEGER }), ['ENTRY_SEQ']),
  ),
  attack('gives an entry to another ledger', (scene) =>
    editEntry(
      scene,
      (forge, seq) => forge.change(seq, { ledger: scene.foreign.secrets?.ledger.ledger ?? '0'.repeat(64) }),
      ['ENTRY_LEDGER'],
    ),
  ),
  attack('names a key of its own in an entry', (scene) =>
    editEntry(
      scene,
      (forge, seq) =>
        forge.change(seq, { key: Buffer.from(signingKey(scene.chance.bytes(32)).publicKey).toString('base64') }),
      ['KEY_CHANGE_UNCONFIRMED'],
    ),
  ),
  attack('replaces the first key', (scene) => {
    const key = Buffer.from(signingKey(scene.chance.bytes(32)).publicKey).toString('base64');
    scene.forge.change(0, { key });
    return resealed(scene.forge.done(), invalid(['ENTRY_LEDGER', 'ENTRY_PREV', 'CHECKPOINT_ROOT'], { seq: 0 }));
  }),
  attack('takes the first key away', (scene) => {
    const entry = scene.forge.entry(0);
    delete entry.key;
    scene.forge.entries[0] = encodeUtf8(JSON.stringify(entry));
    return resealed(scene.forge.done(), invalid(['ENTRY_KEY'], { seq: 0 }));
  }),
  attack('hides an edit behind a version of the entry', (scene) =>
    editEntry(
      scene,
      (forge, seq) => forge.change(seq, { v: 2, body: hashB64(scene.chance.bytes(32)) }),
      ['ENTRY_PREV'],
      'the next',
    ),
  ),
  attack('gives an entry version 0', (scene) =>
    editEntry(scene, (forge, seq) => forge.change(seq, { v: 0 }), ['ENTRY_UNREADABLE']),
  ),
  attack('adds a member to an entry', (scene) =>
    editEntry(scene, (forge, seq) => forge.change(seq, { note: 'x' }), ['ENTRY_UNREADABLE']),
  ),
  attack('makes an entry very long', (scene) =>
    editEntry(scene, (forge, seq) => forge.change(seq, { note: 'x'.repeat(scene.chance.between(900, 3000)) }), [
      'ENTRY_UNREADABLE',
    ]),
  ),
  attack('drops an entry in the middle', (scene) => {
    const seq = middle(scene);
    if (seq === null) return null;
    scene.forge.entries.splice(seq, 1);
    return resealed(scene.forge.done(), invalid(['ENTRY_SEQ', 'ENTRY_PREV'], { seq }));
  }),
  attack('drops the closing export', (scene) => {
    const { forge } = scene;
    if (forge.last < 1) return null;
    forge.entries.pop();
    return resealed(forge.done(), invalid(['CHECKPOINT_SIZE'], { path: paths.checkpoint }));
  }),
  attack('cuts the ledger back to an earlier checkpoint', (scene) => {
    const { forge, honest, chance } = scene;
    if (forge.last < 2 || honest.secrets === null) return null;
    const size = chance.between(1, forge.last - 1);
    forge.entries = forge.entries.slice(0, size);
    forge.shown = forge.shown.filter(({ seq }) => seq < size);
    for (const at of forge.sizes) if (at > size) forge.files.delete(checkpointPath(at));
    for (const path of [...forge.files.keys()]) {
      const seq = /^data\/records\/(\d+)\.json$/.exec(path)?.[1];
      if (seq !== undefined && Number(seq) >= size) forge.files.delete(path);
    }
    forge.files.set(paths.checkpoint, encodeUtf8(honest.note(size)));
    return resealed(forge.done(), invalid(['EXPORT_NOT_LAST', 'EXPORT_WITHHOLDS'], { seq: size - 1 }));
  }),
  attack('enters an entry twice', (scene) => {
    const seq = middle(scene);
    if (seq === null) return null;
    scene.forge.entries.splice(seq, 0, scene.forge.entries[seq] as Uint8Array);
    return resealed(scene.forge.done(), invalid(['ENTRY_SEQ', 'ENTRY_PREV'], { seq: seq + 1 }));
  }),
  attack('swaps two entries', (scene) => {
    const seq = middle(scene);
    const { entries } = scene.forge;
    if (seq === null) return null;
    [entries[seq], entries[seq + 1]] = [entries[seq + 1] as Uint8Array, entries[seq] as Uint8Array];
    return resealed(scene.forge.done(), invalid(['ENTRY_SEQ'], { seq }));
  }),
  attack('reverses the ledger', (scene) => {
    if (scene.forge.last < 1) return null;
    scene.forge.entries.reverse();
    return resealed(scene.forge.done(), invalid(['ENTRY_SEQ'], { seq: 0 }));
  }),
  attack('goes on with the entries of another ledger', (scene) => {
    const seq = middle(scene);
    if (seq === null) return null;
    const other = new Forge(scene.foreign.files);
    const { forge } = scene;
    forge.entries = [...forge.entries.slice(0, seq), ...other.entries.slice(seq)];
    if (other.entries.length <= seq) return null;
    return resealed(forge.done(), invalid(['ENTRY_LEDGER'], { seq }));
  }),
  attack('takes the last line end of the entries', (scene) => {
    const files = scene.forge.done();
    files.set(paths.entries, (files.get(paths.entries) as Uint8Array).slice(0, -1));
    return resealed(files, invalid(['LINES_SYNTAX'], { path: paths.entries, spares: everyone }));
  }),
  attack('ends the entries in an empty line', (scene) => {
    const files = scene.forge.done();
    files.set(paths.entries, encodeUtf8(`${text(files, paths.entries)}\n`));
    return resealed(files, invalid(['ENTRY_UNREADABLE'], { seq: scene.forge.last + 1 }));
  }),

  // Disclosures.
  attack('edits a shown value', (scene) =>
    editShown(
      scene,
      (forge, seq) => {
        const field = anyOf(
          scene,
          forge.opened(seq).filter(({ name }) => name !== 'body'),
        );
        if (field === null) return false;
        forge.replace(seq, field.name, enclose({ ...field, value: twist(field.value) }));
        forge.record(seq);
        return true;
      },
      ['FIELD_MISMATCH'],
    ),
  ),
  attack('backdates an entry by what is shown of it', (scene) =>
    editShown(
      scene,
      (forge, seq) => {
        const at = forge.opened(seq).find(({ name }) => name === 'at');
        if (at === undefined) return false;
        const value = { ...(at.value as Record<string, Json>), wall: '2011-03-15T09:00:00.000Z' };
        forge.replace(seq, 'at', enclose({ ...at, value }));
        forge.record(seq);
        return true;
      },
      ['FIELD_MISMATCH'],
    ),
  ),
  attack('gives a shown value another salt', (scene) =>
    editShown(
      scene,
      (forge, seq) => {
        const field = anyOf(scene, forge.opened(seq));
        if (field === null) return false;
        forge.replace(seq, field.name, enclose({ ...field, salt: hashB64(scene.chance.bytes(32)) }));
        return true;
      },
      ['FIELD_MISMATCH', 'BODY_MISMATCH'],
    ),
  ),
  attack('shows a value under the name of another field', (scene) =>
    editShown(
      scene,
      (forge, seq) => {
        const operator = forge.opened(seq).find(({ name }) => name === 'operator');
        if (operator === undefined) return false;
        forge.replace(seq, 'operator', enclose({ ...operator, name: 'operator.real' }));
        return true;
      },
      ['FIELD_UNNAMED'],
    ),
  ),
  attack('swaps the values of two fields', (scene) =>
    editShown(
      scene,
      (forge, seq) => {
        const [a, b] = forge.opened(seq).filter(({ name }) => name === 'operator' || name === 'type');
        if (a === undefined || b === undefined) return false;
        forge.replace(seq, a.name, enclose({ ...a, value: b.value }));
        forge.replace(seq, b.name, enclose({ ...b, value: a.value }));
        forge.record(seq);
        return true;
      },
      ['FIELD_MISMATCH'],
    ),
  ),
  attack('changes the name that a body gives to a field', (scene) =>
    editShown(
      scene,
      (forge, seq) => {
        const body = forge.opened(seq).find(({ name }) => name === 'body');
        if (body === undefined) return false;
        const { type, ...others } = body.value as Record<string, Json>;
        forge.replace(seq, 'body', enclose({ ...body, value: { ...others, typ: type ?? null } }));
        return true;
      },
      ['BODY_MISMATCH'],
    ),
  ),
  attack('shows one entry with the disclosures of another', (scene) => {
    const { forge } = scene;
    const shown = forge.disclosed.filter((seq) => seq !== forge.last);
    if (shown.length < 2) return null;
    const [a, b] = [shown[0] as number, shown[1] as number];
    for (const line of forge.shown) if (line.seq === a || line.seq === b) line.seq = line.seq === a ? b : a;
    forge.shown.sort((x, y) => x.seq - y.seq);
    forge.record(a);
    forge.record(b);
    return resealed(forge.done(), invalid(['BODY_MISMATCH'], { seq: a, spares: allBut(a, b) }));
  }),
  attack('shows an entry with disclosures from another ledger', (scene) => {
    const { forge } = scene;
    const other = new Forge(scene.foreign.files);
    const seq = anyOf(
      scene,
      forge.disclosed.filter((own) => own !== forge.last && other.disclosed.includes(own)),
    );
    if (seq === null) return null;
    forge.shown = [
      ...forge.shown.filter((line) => line.seq !== seq),
      ...other.shown.filter((line) => line.seq === seq),
    ];
    forge.shown.sort((x, y) => x.seq - y.seq);
    forge.record(seq);
    return resealed(forge.done(), invalid(['BODY_MISMATCH'], { seq, spares: allBut(seq) }));
  }),
  attack('shows a field twice', (scene) =>
    editShown(
      scene,
      (forge, seq) => {
        const at = forge.shown.findLastIndex((line) => line.seq === seq);
        forge.shown.splice(at, 0, { ...(forge.shown[at] as { seq: number; text: string }) });
        return true;
      },
      ['DISCLOSURE_DUPLICATE'],
    ),
  ),
  attack('shows a field in two versions', (scene) =>
    editShown(
      scene,
      (forge, seq) => {
        const at = forge.shown.findLastIndex((line) => line.seq === seq);
        const opened = open(forge.shown[at]?.text ?? '');
        if (opened.name === 'body') return false;
        forge.shown.splice(at + 1, 0, { seq, text: enclose({ ...opened, value: twist(opened.value) }) });
        return true;
      },
      ['DISCLOSURE_DUPLICATE'],
    ),
  ),
  attack('shows a body twice', (scene) =>
    editShown(
      scene,
      (forge, seq) => {
        const at = forge.shown.findIndex((line) => line.seq === seq);
        forge.shown.splice(at, 0, { ...(forge.shown[at] as { seq: number; text: string }) });
        return true;
      },
      ['DISCLOSURE_DUPLICATE'],
    ),
  ),
  attack('shows the fields of an entry in another order', (scene) =>
    editShown(
      scene,
      (forge, seq) => {
        const at = forge.shown.findLastIndex((line) => line.seq === seq);
        const names = forge.opened(seq).map(({ name }) => name);
        if (names.length < 3) return false;
        const [last] = forge.shown.splice(at, 1);
        forge.shown.splice(at - 1, 0, last as { seq: number; text: string });
        return true;
      },
      ['DISCLOSURE_ORDER'],
    ),
  ),
  attack('shows the entries in another order', (scene) => {
    const { forge } = scene;
    const shown = forge.disclosed;
    if (shown.length < 3) return null;
    const moved = scene.chance.pick(shown.slice(0, -2));
    const own = forge.shown.filter(({ seq }) => seq === moved);
    const others = forge.shown.filter(({ seq }) => seq !== moved);
    const closing = others.findIndex(({ seq }) => seq === forge.last);
    forge.shown = [...others.slice(0, closing), ...own, ...others.slice(closing)];
    return resealed(forge.done(), invalid(['DISCLOSURE_ORDER'], { seq: moved, spares: allBut(moved) }));
  }),
  attack('drops a shown field', (scene) => {
    const seq = shownEntry(scene);
    if (seq === null) return null;
    const { forge } = scene;
    const field = anyOf(
      scene,
      forge.opened(seq).filter(({ name, value }) => name !== 'body' && !isFile(value)),
    );
    if (field === null) return null;
    forge.replace(seq, field.name, null);
    forge.record(seq);
    return resealed(forge.done(), invalid(['GIVEN_DISCLOSURES'], { seq: forge.last, spares: allBut(forge.last) }));
  }),
  attack('drops the body and leaves the fields', (scene) =>
    editShown(
      scene,
      (forge, seq) => {
        if (forge.opened(seq).length < 2) return false;
        forge.replace(seq, 'body', null);
        return true;
      },
      ['BODY_MISSING'],
    ),
  ),
  attack('drops all that is shown of an entry', (scene) => {
    const { forge } = scene;
    const seq = anyOf(
      scene,
      forge.disclosed.filter((own) => own !== forge.last && !forge.opened(own).some(({ value }) => isFile(value))),
    );
    if (seq === null) return null;
    forge.shown = forge.shown.filter((line) => line.seq !== seq);
    forge.files.delete(recordPath(seq));
    return resealed(forge.done(), invalid(['GIVEN_DISCLOSURES'], { seq: forge.last, spares: allBut(forge.last) }));
  }),
  attack('shows something of an entry that is not there', (scene) => {
    const { forge } = scene;
    const { text } = forge.shown.at(-1) as { text: string };
    forge.shown.push({ seq: forge.last + scene.chance.between(1, 2 ** 40), text });
    return resealed(forge.done(), invalid(['DISCLOSURE_ENTRY'], { spares: everyone }));
  }),
  attack('takes the last line end of the disclosures', (scene) => {
    const files = scene.forge.done();
    files.set(paths.disclosures, (files.get(paths.disclosures) as Uint8Array).slice(0, -1));
    return resealed(files, invalid(['LINES_SYNTAX'], { path: paths.disclosures, spares: everyone }));
  }),

  // The closing export.
  attack('strips the recipient', (scene) => {
    const { forge } = scene;
    forge.replace(forge.last, 'recipient', null);
    forge.record(forge.last);
    return resealed(forge.done(), invalid(['EXPORT_WITHHOLDS'], { seq: forge.last, spares: allBut(forge.last) }));
  }),
  attack('names another recipient', (scene) => {
    const { forge } = scene;
    const recipient = forge.opened(forge.last).find(({ name }) => name === 'recipient');
    if (recipient === undefined) return null;
    forge.replace(forge.last, 'recipient', enclose({ ...recipient, value: 'somebody else' }));
    forge.record(forge.last);
    return resealed(forge.done(), invalid(['FIELD_MISMATCH'], { seq: forge.last, spares: allBut(forge.last) }));
  }),
  attack('shows nothing of the closing export', (scene) => {
    const { forge } = scene;
    forge.shown = forge.shown.filter(({ seq }) => seq !== forge.last);
    forge.files.delete(recordPath(forge.last));
    return resealed(forge.done(), invalid(['EXPORT_NOT_LAST'], { seq: forge.last, spares: allBut(forge.last) }));
  }),
  attack('changes what the export says that it gave', (scene) => {
    const { forge } = scene;
    const given = forge.opened(forge.last).find(({ name }) => name === 'given');
    if (given === undefined) return null;
    const member = scene.chance.pick(['disclosures', 'entries', 'files']);
    const value = { ...(given.value as Record<string, Json>), [member]: hashHex(scene.chance.bytes(9)) };
    forge.replace(forge.last, 'given', enclose({ ...given, value }));
    forge.record(forge.last);
    return resealed(forge.done(), invalid(['FIELD_MISMATCH'], { seq: forge.last, spares: allBut(forge.last) }));
  }),

  // Files.
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

function isFile(value: Json): boolean {
  return typeof value === 'object' && value !== null && 'sha256' in value;
}

/** 32 bytes as a digest or salt is written. */
export function hashB64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}
