import { checkpointPath, paths } from '../../../../shared/ledger/bundle-layout.ts';
import { encodeUtf8 } from '../../../../shared/ledger/bytes.ts';
import { signingKey } from '../../../fixtures/ledger.ts';
import { type Attack, attack, below, everyone, invalid, resealed, type Scene, type Tampered } from '../../attack.ts';
import { text } from '../../bag.ts';
import { Forge, hashB64 } from '../../forge.ts';
import { middle } from '../../places.ts';

/** What one without keys does to entries, all lists of checksums, tag files and counts rewritten to match. */

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

export const editedEntries: readonly Attack[] = [
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
];
