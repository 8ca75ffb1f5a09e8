import { checkpointPath, paths } from '../../../../shared/ledger/bundle-layout.ts';
import { encodeUtf8 } from '../../../../shared/ledger/bytes.ts';
import type { Json } from '../../../../shared/ledger/canonical.ts';
import { readFileClaim } from '../../../../shared/ledger/reserved.ts';
import { type Bundle, type Fields, hashHex, signingKey } from '../../../fixtures/ledger.ts';
import {
  type Attack,
  allBut,
  attack,
  below,
  contradicted,
  diverged,
  type Expected,
  invalid,
  notRun,
  resealed,
  type Scene,
  sound,
  stolen,
  type Tampered,
  theft,
  unanchored,
  vouchedBy,
} from '../../attack.ts';
import { sealed, zipped } from '../../bag.ts';
import { Chance } from '../../chance.ts';
import { Forge } from '../../forge.ts';
import { closing, grow, type Secrets, type Step } from '../../honest.ts';
import { anyOf, shownEntry } from '../../places.ts';
import { wall } from './commitments.ts';

/**
 * Histories that are written anew by one who has the current signing key, and everything that is in the vault. What was vouched for outside
 * before, nobody can change unseen; what was not can be written anew, and no verifier could know better: that is asserted too.
 */

type Keys = Secrets['ledger']['keys'];

/** What the thief of the vault holds: the key that signs now. Those before were destroyed. */
function current(secrets: Secrets): Keys {
  return secrets.ledger.keys.slice(-1);
}

/** What a note over `held.size` says of a history that was written anew from entry `from` on. */
function rewrittenFrom(scene: Scene, from: number, files: Bundle, more: Partial<Expected> = {}): Expected {
  const { size, sizeBesideCode } = scene.held;
  const last = new Forge(files).last;
  if (size <= from) {
    const vouched = vouchedBy(size, files);
    return sound(vouched, vouched, more);
  }
  // Of a size that the bundle does not have, a code alone says nothing, and a note waits for a newer bundle.
  if (size > last + 1) {
    const warns = { note: 'NOTE_NOT_COMPARABLE', ...(sizeBesideCode ? { code: 'NOTE_NOT_COMPARABLE' } : {}) };
    return sound(unanchored, sizeBesideCode ? unanchored : contradicted, { warns, ...more });
  }
  return sound(diverged, contradicted, more);
}

/** Writes the ledger anew with other steps, under the same keys. The key that has been there from the start is needed for that. */
function anew(scene: Scene, secrets: Secrets, steps: readonly Step[]): Bundle {
  const ledger = grow(steps, new Chance(`${scene.chance.seed}/anew`));
  return sealed(ledger.bundle({ objects: secrets.options?.objects ?? [], closing: closing() }));
}

/** Only where no key was changed can the current key write everything anew. */
function wholly(scene: Scene, change: (steps: Step[], secrets: Secrets) => number | null): Tampered | null {
  const secrets = stolen(scene);
  if (secrets === null || secrets.ledger.keys.length > 1) return null;
  const steps = [...secrets.steps];
  const from = change(steps, secrets);
  if (from === null) return null;
  const files = anew(scene, secrets, steps);
  return { zip: zipped(files), expected: rewrittenFrom(scene, 0, files) };
}

export const rewrittenHistory: readonly Attack[] = [
  // What holds together by itself.
  attack('writes the whole ledger anew with other content', (scene) =>
    wholly(scene, (steps) => {
      for (const [seq, step] of steps.entries()) {
        if (step.type === 'record')
          steps[seq] = { ...step, fields: { ...step.fields, 'account.1': 'Nothing happened.' } };
      }
      return steps.length < 2 ? null : 0;
    }),
  ),
  attack('writes the whole ledger anew without one entry', (scene) =>
    wholly(scene, (steps) => {
      const at = steps.findIndex(
        ({ type, fields }, seq) => seq > 0 && type === 'record' && !Object.hasOwn(fields, 'amends'),
      );
      if (at < 0) return null;
      steps.splice(at, 1);
      if (steps.some(({ fields }, seq) => refers(fields, seq))) return null;
      return 0;
    }),
  ),
  attack('writes the whole ledger anew with an entry put in', (scene) =>
    wholly(scene, (steps) => {
      steps.splice(1, 0, { type: 'record', fields: { kind: 'testimony', 'account.1': 'Somebody else did it.' } });
      return steps.some(({ fields }, seq) => refers(fields, seq)) ? null : 0;
    }),
  ),
  theft('backdates the whole ledger', (scene, secrets) => {
    const { forge } = scene;
    if (secrets.ledger.keys.length > 1) return null;
    for (const seq of forge.disclosed) {
      if (forge.value(seq, 'at') !== undefined) forge.recommit(seq, 'at', wall('2011-03-15T09:00:00.000Z'));
    }
    forge.settle(secrets.ledger.keys);
    dropCosigned(forge);
    forge.settle(secrets.ledger.keys);
    const files = sealed(forge.done(), scene.honest.version);
    return { zip: zipped(files), expected: rewrittenFrom(scene, Math.min(...forge.disclosed), files) };
  }),
  theft('writes the tail anew', (scene, secrets) => {
    const { forge } = scene;
    const from = (secrets.ledger.keys.at(-1)?.seq ?? 0) + 1;
    const seq = shownEntry(scene, (fields, own) => own >= from && fields.some(({ name }) => name === 'operator'));
    if (seq === null) return null;
    forge.recommit(seq, 'operator', 'op-9');
    dropCosigned(forge);
    forge.settle(current(secrets));
    const files = sealed(forge.done(), scene.honest.version);
    return { zip: zipped(files), expected: rewrittenFrom(scene, seq, files) };
  }),
  theft('takes the newest entries back and exports again', (scene, secrets) => {
    if (secrets.ledger.keys.length > 1 || secrets.steps.length < 3) return null;
    const size = scene.chance.between(2, secrets.steps.length - 1);
    const ledger = grow(secrets.steps.slice(0, size), new Chance(`${scene.honest.kind}/${scene.honest.seed}`));
    // The same bytes as the honest ledger up to there: only the salts of the closing export are others.
    const honest = new Forge(scene.honest.files);
    const files = sealed(ledger.bundle({ objects: secrets.options?.objects ?? [], closing: closing() }));
    const forged = new Forge(files);
    const shared = forged.entries.findIndex(
      (entry, seq) => Buffer.compare(entry, honest.entries[seq] as Uint8Array) !== 0,
    );
    return { zip: zipped(files), expected: rewrittenFrom(scene, shared, files) };
  }),
  theft('writes a ledger of its own from the start', (scene, secrets) => {
    const [first, ...rest] = secrets.steps as [Step, ...Step[]];
    const files = anew(scene, secrets, [{ ...first, key: scene.chance.bytes(32) }, ...rest]);
    // A note of another ledger says nothing about this one, and that is said; a code without its size fits nothing.
    const { size, sizeBesideCode } = scene.held;
    const tooLarge = sizeBesideCode && size > new Forge(files).last + 1;
    const warns = { note: 'NOTE_OTHER_LEDGER' };
    return { zip: zipped(files), expected: sound(unanchored, tooLarge ? unanchored : contradicted, { warns }) };
  }),
  theft('goes on properly with a key of its own', (scene, secrets) => {
    if (secrets.ledger.keys.length > 1) return null;
    const ledger = grow(
      [...secrets.steps, { type: 'key', fields: {}, key: scene.chance.bytes(32) }],
      new Chance('other'),
    );
    const files = sealed(ledger.bundle({ objects: secrets.options?.objects ?? [], closing: closing() }));
    return { zip: zipped(files), expected: rewrittenFrom(scene, 0, files) };
  }),

  theft(
    'says that the ledger continues itself, so that its own notes count as those of an older one',
    (scene, secrets) => {
      if (secrets.ledger.keys.length > 1) return null;
      const [first, ...rest] = secrets.steps as [Step, ...Step[]];
      const itself = { ledger: secrets.ledger.ledger, root: hashHex(scene.chance.bytes(9)), size: 2 ** 50 };
      const files = anew(scene, secrets, [{ ...first, fields: { continues: itself } }, ...rest]);
      return { zip: zipped(files), expected: rewrittenFrom(scene, 0, files) };
    },
  ),

  // What the current key is not enough for.
  theft('writes what came before the last change of the key anew', (scene, secrets) => {
    if (secrets.ledger.keys.length < 2) return null;
    const change = secrets.ledger.keys.at(-1)?.seq ?? 0;
    const seq = shownEntry(scene, (fields, own) => own < change && fields.some(({ name }) => name === 'operator'));
    if (seq === null) return null;
    scene.forge.recommit(seq, 'operator', 'op-9');
    scene.forge.settle(current(secrets));
    return resealed(
      scene.forge.done(),
      invalid(['KEY_CHANGE_UNCONFIRMED'], { seq: change, spares: below(scene.forge.settledBelow(seq)) }),
    );
  }),
  theft('writes what came before a change of the key anew and drops its confirmation', (scene, secrets) => {
    if (secrets.ledger.keys.length < 2) return null;
    const change = secrets.ledger.keys.at(-1)?.seq ?? 0;
    const seq = shownEntry(scene, (fields, own) => own < change && fields.some(({ name }) => name === 'operator'));
    if (seq === null) return null;
    scene.forge.recommit(seq, 'operator', 'op-9');
    for (const size of scene.forge.sizes) scene.forge.files.delete(checkpointPath(size));
    scene.forge.settle(current(secrets));
    return resealed(scene.forge.done(), invalid(['KEY_CHANGE_UNCONFIRMED'], { seq: change }));
  }),
  theft('signs another root than that of the entries', (scene, secrets) => {
    const { forge } = scene;
    const other = new Forge(scene.honest.files);
    other.entries[other.last] = encodeUtf8('{}');
    forge.files.set(
      paths.checkpoint,
      encodeUtf8(
        other.note(
          other.last + 1,
          current(secrets).map(({ key }) => key),
        ),
      ),
    );
    return resealed(forge.done(), invalid(['CHECKPOINT_ROOT'], { path: paths.checkpoint }));
  }),
  theft('signs the right tree over a broken chain', (scene, secrets) => {
    const { forge } = scene;
    if (forge.last < 3) return null;
    const seq = scene.chance.between(1, forge.last - 2);
    forge.settle(
      secrets.ledger.keys,
      new Map([
        [
          seq,
          (line: string) =>
            line.replace(/"prev":"./, '"prev":"').replace('"prev":"', `"prev":"${/"prev":"0/.test(line) ? '1' : '0'}`),
        ],
      ]),
    );
    return resealed(forge.done(), invalid(['ENTRY_PREV'], { seq, spares: (own) => own < seq - 1 || own > seq }));
  }),
  theft('enrols a key without the confirmation of the one before', (scene, secrets) => {
    const { forge } = scene;
    if (forge.last < 3) return null;
    const own = signingKey(scene.chance.bytes(32));
    const from = Math.max(...secrets.ledger.keys.map(({ seq }) => seq)) + 1;
    // Where a checkpoint of the bundle stands right above, the thief's signing it again would be the confirmation.
    const bare = Array.from({ length: Math.max(0, forge.last - from) }, (_, n) => from + n).filter(
      (place) => !forge.sizes.includes(place + 1),
    );
    if (bare.length === 0) return null;
    const seq = scene.chance.pick(bare);
    forge.change(seq, { key: Buffer.from(own.publicKey).toString('base64') });
    // Signed by the enrolled key alone: whoever has no key of the ledger cannot do more.
    forge.settle([...secrets.ledger.keys.filter((key) => key.seq < from), { seq, key: own }]);
    return resealed(forge.done(), invalid(['KEY_CHANGE_UNCONFIRMED'], { seq, spares: below(forge.settledBelow(seq)) }));
  }),
  theft('enrols a key that signed before', (scene, secrets) => {
    const { forge } = scene;
    if (forge.last < 3) return null;
    const from = Math.max(...secrets.ledger.keys.map(({ seq }) => seq)) + 1;
    if (from >= forge.last) return null;
    const seq = scene.chance.between(from, forge.last - 1);
    forge.change(seq, { key: forge.keyAt(0) });
    forge.settle(secrets.ledger.keys);
    return resealed(forge.done(), invalid(['ENTRY_KEY'], { seq }));
  }),
  theft('enrols a key of small order', (scene, secrets) => {
    const { forge } = scene;
    if (forge.last < 3) return null;
    const from = Math.max(...secrets.ledger.keys.map(({ seq }) => seq)) + 1;
    if (from >= forge.last) return null;
    const seq = scene.chance.between(from, forge.last - 1);
    const identity = Uint8Array.from({ length: 32 }, (_, n) => (n === 0 ? 1 : 0));
    forge.change(seq, { key: Buffer.from(identity).toString('base64') });
    forge.settle(secrets.ledger.keys);
    return resealed(forge.done(), invalid(['KEY_CHANGE_UNCONFIRMED'], { seq }));
  }),
  theft('writes a key that is none', (scene, secrets) => {
    const { forge } = scene;
    if (forge.last < 2) return null;
    const seq = scene.chance.between(1, forge.last - 1);
    forge.change(seq, { key: scene.chance.pick(['', 'AAAA', `${'A'.repeat(43)}`, null, 7] as Json[]) });
    forge.settle(secrets.ledger.keys);
    return resealed(forge.done(), invalid(['ENTRY_UNREADABLE'], { seq }));
  }),
  theft('writes a middle entry for another ledger', (scene, secrets) => {
    const { forge } = scene;
    if (forge.last < 2) return null;
    const seq = scene.chance.between(1, forge.last - 1);
    forge.change(seq, { ledger: hashHex(scene.chance.bytes(8)) });
    forge.settle(secrets.ledger.keys);
    return resealed(forge.done(), invalid(['ENTRY_LEDGER'], { seq }));
  }),
  theft('leaves a gap in the positions', (scene, secrets) => {
    const { forge } = scene;
    if (forge.last < 2) return null;
    const seq = scene.chance.between(1, forge.last - 1);
    forge.change(seq, { seq: seq + 1 });
    forge.settle(secrets.ledger.keys);
    return resealed(forge.done(), invalid(['ENTRY_SEQ'], { seq, spares: allBut(seq) }));
  }),
  theft('makes an entry of a newer version longer than any may be', (scene, secrets) => {
    const { forge } = scene;
    if (forge.last < 2) return null;
    const seq = scene.chance.between(1, forge.last - 1);
    forge.change(seq, { v: 2, x: 'x'.repeat(1024) });
    forge.settle(secrets.ledger.keys);
    return resealed(forge.done(), invalid(['ENTRY_UNREADABLE'], { seq }));
  }),
  theft('hides a broken link behind an entry of a newer version', (scene, secrets) => {
    const { forge } = scene;
    if (forge.last < 3) return null;
    const seq = scene.chance.between(1, forge.last - 2);
    forge.shown = forge.shown.filter((line) => line.seq !== seq);
    forge.change(seq, { v: 2 });
    forge.settle(
      secrets.ledger.keys,
      new Map([[seq, (line: string) => line.replace(/"prev":"[0-9a-f]{8}/, '"prev":"00000000')]]),
    );
    return resealed(forge.done(), invalid(['ENTRY_PREV'], { seq }));
  }),
  theft('writes an entry of a newer version', (scene, secrets) => {
    const { forge } = scene;
    const seq = anyOf(
      scene,
      [...forge.entries.keys()].filter((own) => own > 0 && own < forge.last && !forge.disclosed.includes(own)),
    );
    if (seq === null) return null;
    forge.change(seq, { v: 2, more: { deep: [1] } });
    dropCosigned(forge);
    forge.settle(secrets.ledger.keys);
    // There is no verdict; what the reviewer holds against it is said all the same.
    const { size, sizeBesideCode } = scene.held;
    const contradicts = { note: 'NOTE_DIVERGES', code: sizeBesideCode ? 'NOTE_CONTRADICTS' : 'CODE_UNMATCHED' };
    const warns = size > seq ? { warns: contradicts } : {};
    const expected: Expected = { ...invalid([]), alone: notRun, note: notRun, code: notRun, ...warns };
    return resealed(forge.done(), expected);
  }),
  theft('shows an entry of a newer version, with its copy and its file', (scene, secrets) => {
    const { forge } = scene;
    const named = (seq: number): string[] =>
      forge.opened(seq).flatMap(({ value }) => readFileClaim(value)?.sha256 ?? []);
    const alone = (seq: number): boolean =>
      named(seq).every((sha) => !forge.disclosed.some((other) => other !== seq && named(other).includes(sha)));
    const seq = anyOf(
      scene,
      forge.disclosed.filter((own) => own > 0 && own < forge.last && alone(own)),
    );
    if (seq === null) return null;
    forge.change(seq, { v: 2, more: { deep: [1] } });
    dropCosigned(forge);
    forge.settle(secrets.ledger.keys);
    // Whether its copy and its file belong to it, only a newer verifier can tell: nothing is wrong with them here.
    return resealed(forge.done(), { ...invalid([]), alone: notRun, note: notRun, code: notRun });
  }),
];

/** Cosigned copies of checkpoints, and the notes that arrived later, would contradict what is written anew: the thief drops them. */
export function dropCosigned(forge: Forge): void {
  for (const path of [...forge.files.keys()]) {
    if (/^data\/later\//.test(path) || /-witnessed\.txt$/.test(path)) forge.files.delete(path);
  }
}

function refers(fields: Fields, seq: number): boolean {
  const amends = fields.amends;
  return Array.isArray(amends) && amends.some((earlier) => (earlier as number) >= seq);
}
