import { paths } from '../../../shared/ledger/bundle-layout.ts';
import { encodeUtf8 } from '../../../shared/ledger/bytes.ts';
import {
  type Attack,
  attack,
  contradicted,
  diverged,
  type Expected,
  invalid,
  resealed,
  type Scene,
  sound,
  stolen,
  theft,
  unanchored,
  vouchedBy,
} from '../attack.ts';
import { sealed, zipped } from '../bag.ts';
import { Chance } from '../chance.ts';
import { Forge } from '../forge.ts';
import { closing, grow, type Secrets, type Step } from '../honest.ts';

/** One who kept a key that no longer signs: from a backup, or from before it was destroyed. */

/** Another history from before the first change of the key, signed with the first key, perhaps going on with a key of its own. */
function fork(
  scene: Scene,
  secrets: Secrets,
  size: number,
  enrols: boolean,
): { files: Map<string, Uint8Array>; from: number } {
  const steps: Step[] = secrets.steps.slice(0, size).map(({ type, fields, key }, seq) => ({
    type,
    fields,
    ...(seq === 0 && key !== undefined ? { key } : {}),
  }));
  while (steps.length < secrets.steps.length - (enrols ? 1 : 0)) {
    steps.push({ type: 'record', fields: { kind: 'testimony', 'account.1': 'It was another way.' } });
  }
  if (enrols) steps.push({ type: 'key', fields: { reason: 'locked' }, key: scene.chance.bytes(32) });
  const ledger = grow(steps, new Chance(`${scene.chance.seed}/fork`));
  const files = sealed(ledger.bundle({ objects: secrets.options?.objects ?? [], closing: closing() }));
  // Salts are others from the first entry on, and so is every leaf.
  return { files, from: 0 };
}

function forked(enrols: boolean, heldAfterChange: boolean): (scene: Scene) => ReturnType<Attack['run']> {
  return (scene) => {
    const secrets = stolen(scene);
    const change = secrets?.ledger.keys[1]?.seq;
    if (secrets === null || change === undefined) return null;
    const { files } = fork(scene, secrets, change, enrols);
    const keys = secrets.ledger.keys.filter(({ seq }) => seq > 0).map(({ seq }) => seq + 1);
    const { held } = scene;
    // Signed by the first key: alone before the first change, and together with the second at it.
    const byFirstKey = held.size <= (keys[0] ?? 0);
    if (byFirstKey === heldAfterChange || held.size > new Forge(files).last + 1) return null;
    // A note that only keys vouch for which the fork does not name is false, or this is a fork: it is never passed over.
    const expected: Expected = sound(byFirstKey ? diverged : contradicted, contradicted);
    return { zip: zipped(files), expected };
  };
}

export const oldKey: readonly Attack[] = [
  attack(
    'writes another history with an old key, and the reviewer holds a note that this key signed',
    forked(false, false),
  ),
  attack('writes another history with an old key, and the reviewer holds a note of a later key', forked(false, true)),
  attack('writes another history with an old key and enrols a key of its own', forked(true, true)),
  theft('signs the newest checkpoint with an old key', (scene, secrets) => {
    const [old, ...later] = secrets?.ledger.keys ?? [];
    if (old === undefined || later.length === 0) return null;
    const { forge } = scene;
    forge.files.set(paths.checkpoint, encodeUtf8(forge.note(forge.last + 1, [old.key])));
    return resealed(
      forge.done(),
      invalid(['CHECKPOINT_UNSIGNED'], { path: paths.checkpoint, spares: (seq) => seq < Math.max(0, ...forge.sizes) }),
    );
  }),
  theft('cuts the ledger before the change of the key and exports again', (scene, secrets) => {
    const change = secrets?.ledger.keys[1]?.seq;
    if (change === undefined || change < 2) return null;
    const { forge, held } = scene;
    // The same entries up to the change, and another closing export signed with the old key.
    const closingEntry = forge.entry(forge.last);
    forge.entries = [...forge.entries.slice(0, change), forge.entries[forge.last] as Uint8Array];
    forge.change(change, { ...closingEntry, seq: change });
    const shown = forge.shown.filter(({ seq }) => seq === change || seq > change);
    const last = scene.honest.size - 1;
    forge.shown = [
      ...forge.shown.filter(({ seq }) => seq < change),
      ...shown.filter(({ seq }) => seq === last).map(({ text }) => ({ seq: change, text })),
    ];
    rebind(forge, change);
    for (const path of [...forge.files.keys()]) {
      const seq = Number(/^data\/records\/(\d+)\.json$/.exec(path)?.[1] ?? -1);
      const size = Number(/^data\/ledger\/checkpoints\/(\d+)[^/]*$/.exec(path)?.[1] ?? 0);
      if (seq > change || size > change || path.startsWith('data/later/')) forge.files.delete(path);
    }
    dropUnnamed(forge);
    forge.settle(secrets.ledger.keys.slice(0, 1));
    const files = forge.done();
    const zip = zipped(sealed(files, scene.honest.version));
    const changeSize = change + 1;
    if (held.size <= change) {
      const vouched = vouchedBy(held.size, files);
      return { zip, expected: sound(vouched, vouched) };
    }
    if (held.size === changeSize) return { zip, expected: sound(diverged, contradicted) };
    const warns = { note: 'NOTE_NOT_COMPARABLE' };
    return { zip, expected: sound(unanchored, held.sizeBesideCode ? unanchored : contradicted, { warns }) };
  }),
];

/** The closing export stands at another place now: each of its digests is bound to that. */
function rebind(forge: Forge, seq: number): void {
  const lines = forge.shown.filter((line) => line.seq === seq);
  forge.rebody(seq, () =>
    Object.fromEntries(
      lines.slice(1).map(({ text }) => {
        const [, name] = JSON.parse(Buffer.from(text, 'base64url').toString());
        return [name, forge.digest(seq, text)];
      }),
    ),
  );
}

/** Takes out what no shown entry names any more, and lists what is absent again. */
function dropUnnamed(forge: Forge): void {
  const named = new Set<string>();
  for (const seq of forge.disclosed) {
    for (const { value } of forge.opened(seq)) {
      if (typeof value === 'object' && value !== null && 'sha256' in value) named.add(String(value.sha256));
    }
  }
  const present = new Set<string>();
  for (const path of forge.objects) {
    const hash = path.slice('data/objects/'.length, 'data/objects/'.length + 64);
    if (named.has(hash)) present.add(hash);
    else forge.files.delete(path);
  }
  const absent = [...named].filter((hash) => !present.has(hash)).sort();
  if (absent.length === 0) forge.files.delete(paths.absent);
  else forge.files.set(paths.absent, encodeUtf8(absent.map((hash) => `${hash}\n`).join('')));
}
