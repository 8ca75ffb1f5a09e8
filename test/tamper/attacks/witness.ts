import { checkpointPath, paths } from '../../../shared/ledger/bundle-layout.ts';
import { encodeUtf8 } from '../../../shared/ledger/bytes.ts';
import {
  type Attack,
  attack,
  diverged,
  invalid,
  resealed,
  type Scene,
  sound,
  stolen,
  unanchored,
  vouchedBy,
  witnessed,
} from '../attack.ts';
import { having, sealed, text, zipped } from '../bag.ts';
import type { Witness } from '../honest.ts';
import { witness } from '../honest.ts';
import { dropCosigned } from './thief/history.ts';

/** One who has an old cosignature of a witness whom the reviewer trusts, and wants it to stand for more. */

/** The bundles of this kind carry a cosigned checkpoint over everything before the closing export. */
function cosigned(scene: Scene): { by: Witness; path: string; size: number } | null {
  const by = scene.honest.witness;
  const size = scene.honest.size - 1;
  const path = checkpointPath(size, '-witnessed');
  return by !== null && scene.honest.files.has(path) ? { by, path, size } : null;
}

/** The witness's line of a note. */
const lastLine = (note: string): string => `${note.trimEnd().split('\n').at(-1)}\n`;

const headOf = (scene: Scene): string => text(scene.honest.files, paths.checkpoint);

export const oldCosignature: readonly Attack[] = [
  attack('leaves the cosigned checkpoint as it is', (scene) => {
    const found = cosigned(scene);
    if (found === null) return null;
    // No attack: what is asserted of all others is that they do not get this verdict.
    const expected = { ...sound(witnessed, witnessed), alone: witnessed, witnesses: [found.by.verifierKey] };
    return { zip: zipped(scene.honest.files), expected };
  }),
  attack('pastes an old cosignature under the newest checkpoint', (scene) => {
    const found = cosigned(scene);
    if (found === null) return null;
    const note = headOf(scene) + lastLine(text(scene.honest.files, found.path));
    const expected = {
      ...invalid(['CHECKPOINT_COSIGNATURE'], { path: paths.checkpoint }),
      witnesses: [found.by.verifierKey],
    };
    return resealed(having(scene.honest.files, paths.checkpoint, note), expected);
  }),
  attack('gives the cosignature another time', (scene) => {
    const found = cosigned(scene);
    if (found === null) return null;
    const path = 'data/later/again.txt';
    const line = lastLine(text(scene.honest.files, found.path));
    const [, name = '', encoded = ''] = line.trim().split(' ');
    const bytes = Buffer.from(encoded, 'base64');
    bytes.writeUIntBE(1_300_000_000 + scene.chance.below(1000), 6, 6);
    const note = `${scene.honest.note(found.size)}— ${name} ${bytes.toString('base64')}\n`;
    const expected = { ...invalid(['CHECKPOINT_COSIGNATURE'], { path }), witnesses: [found.by.verifierKey] };
    return resealed(having(scene.honest.files, path, note), expected);
  }),
  attack('signs as the witness with a key of its own', (scene) => {
    const found = cosigned(scene);
    if (found === null) return null;
    const [name = ''] = found.by.verifierKey.split('+');
    const impostor = witness(scene.chance.bytes(32), name);
    const changed = having(scene.honest.files, 'data/later/again.txt', impostor.cosigned(headOf(scene)));
    // Its key is not the one that the reviewer trusts: a line of an unknown key, which is ignored.
    const expected = { ...sound(witnessed, witnessed), alone: witnessed, witnesses: [found.by.verifierKey] };
    return resealed(changed, expected);
  }),
  attack('cosigns with a witness whom nobody trusts', (scene) => {
    const found = cosigned(scene);
    if (found === null) return null;
    const own = witness(scene.chance.bytes(32), 'another.example/witness');
    const changed = having(scene.honest.files, 'data/later/own.txt', own.cosigned(headOf(scene)));
    const byNote = vouchedBy(found.size, changed);
    const byCode = vouchedBy(scene.held.size, changed);
    return resealed(changed, sound(byNote, byCode, { brings: scene.honest.note(found.size) }));
  }),
  attack('writes the ledger anew below an old cosignature and leaves it out', (scene) => {
    const found = cosigned(scene);
    const secrets = stolen(scene);
    const seq = editable(scene);
    if (found === null || secrets === null || seq === null || secrets.ledger.keys.length > 1) return null;
    const { forge } = scene;
    const brings = text(scene.honest.files, found.path);
    forge.recommit(seq, 'operator', 'op-9');
    dropCosigned(forge);
    forge.settle(secrets.ledger.keys);
    const code =
      scene.held.sizeBesideCode || scene.held.size > seq ? ({ verdict: 'UNANCHORED', exit: 1 } as const) : unanchored;
    const expected = sound(diverged, scene.held.size > seq ? code : unanchored, {
      witnesses: [found.by.verifierKey],
      brings,
    });
    return { zip: zipped(sealed(forge.done())), expected };
  }),
  attack('writes the ledger anew below an old cosignature and keeps it', (scene) => {
    const found = cosigned(scene);
    const secrets = stolen(scene);
    const seq = editable(scene);
    if (found === null || secrets === null || seq === null || secrets.ledger.keys.length > 1) return null;
    scene.forge.recommit(seq, 'operator', 'op-9');
    scene.forge.settle(secrets.ledger.keys);
    const expected = { ...invalid(['CHECKPOINT_ROOT'], { path: found.path }), witnesses: [found.by.verifierKey] };
    return resealed(scene.forge.done(), expected);
  }),
  attack('puts an old cosignature on a checkpoint of the ledger written anew', (scene) => {
    const found = cosigned(scene);
    const secrets = stolen(scene);
    const seq = editable(scene);
    if (found === null || secrets === null || seq === null || secrets.ledger.keys.length > 1) return null;
    const { forge } = scene;
    const line = lastLine(text(scene.honest.files, found.path));
    forge.recommit(seq, 'operator', 'op-9');
    dropCosigned(forge);
    forge.settle(secrets.ledger.keys);
    forge.files.set(
      'data/later/pasted.txt',
      encodeUtf8(
        forge.note(
          found.size,
          secrets.ledger.keys.map(({ key }) => key),
        ) + line,
      ),
    );
    const expected = {
      ...invalid(['CHECKPOINT_COSIGNATURE'], { path: 'data/later/pasted.txt' }),
      witnesses: [found.by.verifierKey],
    };
    return resealed(forge.done(), expected);
  }),
  attack('cosigns with the key of the ledger itself', (scene) => {
    const found = cosigned(scene);
    const key = scene.honest.secrets?.ledger.keys.at(-1)?.key;
    if (found === null || key === undefined) return null;
    const own = witness(key.seed);
    const bare = having(scene.honest.files, 'data/later/own.txt', own.cosigned(headOf(scene)));
    const expected = { ...sound(witnessed, witnessed), alone: witnessed, witnesses: [found.by.verifierKey] };
    return resealed(bare, expected);
  }),
];

function editable(scene: Scene): number | null {
  const { forge } = scene;
  const found = forge.disclosed.filter((seq) => seq !== forge.last && forge.value(seq, 'operator') !== undefined);
  return found.length === 0 ? null : scene.chance.pick(found);
}
