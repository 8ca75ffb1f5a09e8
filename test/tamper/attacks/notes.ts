import { createSigner, ed25519Sign, primitives } from '../../../electron/core/ledger/primitives.ts';
import { checkpointPath, paths } from '../../../shared/ledger/bundle-layout.ts';
import { encodeUtf8 } from '../../../shared/ledger/bytes.ts';
import { checkpointText, ledgerKey, ledgerOrigin } from '../../../shared/ledger/checkpoint.ts';
import { formatSignatureLine, readNote, signNote } from '../../../shared/ledger/note.ts';
import { signingKey } from '../../fixtures/ledger.ts';
import {
  type Attack,
  allBut,
  attack,
  below,
  type Expected,
  everyone,
  invalid,
  resealed,
  type Scene,
  type Tampered,
} from '../attack.ts';
import { having, text } from '../bag.ts';
import { anyOf } from '../places.ts';

/** Notes changed, forged or carried elsewhere by one who has no key of the ledger. Lists and checksums are rewritten to match. */

/** The head checkpoint changed. A bad one touches what lies above the largest good one, and nothing below. */
function head(scene: Scene, note: string | Uint8Array, finds: readonly string[]): Tampered {
  const settled = Math.max(0, ...scene.forge.sizes);
  const changed = having(scene.honest.files, paths.checkpoint, note);
  return resealed(changed, invalid(finds, { path: paths.checkpoint, spares: (seq) => seq < settled }));
}

type Line = { name: string; keyId: Uint8Array; signature: Uint8Array };

function withLines(note: string, change: (lines: readonly Line[]) => readonly Line[]): string {
  const read = readNote(encodeUtf8(note));
  return `${read.text}\n${change(read.lines).map(formatSignatureLine).join('')}`;
}

const order = 2n ** 252n + 27742317777372353535851937790883648493n;

/** S + L: the other form of the same signature, which sloppy verifiers accept. */
function malleated(signature: Uint8Array): Uint8Array {
  let s = 0n;
  for (let at = 63; at >= 32; at--) s = (s << 8n) | BigInt(signature[at] as number);
  s += order;
  const changed = Uint8Array.from(signature);
  for (let at = 32; at < 64; at++, s >>= 8n) changed[at] = Number(s & 0xffn);
  return changed;
}

const headOf = (scene: Scene): string => text(scene.honest.files, paths.checkpoint);

export const notes: readonly Attack[] = [
  attack('edits the root of the checkpoint', (scene) => {
    const [, , root = ''] = headOf(scene).split('\n');
    const other = Buffer.from(scene.chance.bytes(32)).toString('base64');
    return head(scene, headOf(scene).replace(root, other), ['CHECKPOINT_ROOT']);
  }),
  attack('edits the size of the checkpoint', (scene) => {
    const size = scene.forge.last + 1;
    return head(scene, headOf(scene).replace(`\n${size}\n`, `\n${size + scene.chance.between(1, 9)}\n`), [
      'CHECKPOINT_SIZE',
    ]);
  }),
  attack('writes the size of the checkpoint in another way', (scene) => {
    const size = scene.forge.last + 1;
    const other = scene.chance.pick([
      `0${size}`,
      `+${size}`,
      `${size}.0`,
      ` ${size}`,
      `${size}e0`,
      '99999999999999999999999999',
    ]);
    return head(scene, headOf(scene).replace(`\n${size}\n`, `\n${other}\n`), ['CHECKPOINT_UNREADABLE']);
  }),
  attack('flips a bit of the signature', (scene) => {
    const note = withLines(headOf(scene), (all) =>
      all.map((line) => ({
        ...line,
        signature: line.signature.map((byte, at) => (at === scene.chance.below(64) ? byte ^ 4 : byte)),
      })),
    );
    if (note === headOf(scene)) return null;
    return head(scene, note, ['CHECKPOINT_SIGNATURE']);
  }),
  attack('writes the signature in its other form', (scene) =>
    head(
      scene,
      withLines(headOf(scene), (all) => all.map((line) => ({ ...line, signature: malleated(line.signature) }))),
      ['CHECKPOINT_SIGNATURE'],
    ),
  ),
  attack('signs with a point of small order', (scene) =>
    head(
      scene,
      withLines(headOf(scene), (all) =>
        all.map((line) => ({ ...line, signature: Uint8Array.from({ length: 64 }, (_, at) => (at === 0 ? 1 : 0)) })),
      ),
      ['CHECKPOINT_SIGNATURE'],
    ),
  ),
  attack('signs with nothing', (scene) =>
    head(
      scene,
      withLines(headOf(scene), (all) => all.map((line) => ({ ...line, signature: new Uint8Array(64) }))),
      ['CHECKPOINT_SIGNATURE'],
    ),
  ),
  attack('cuts the signature short', (scene) =>
    head(
      scene,
      withLines(headOf(scene), (all) => all.map((line) => ({ ...line, signature: line.signature.slice(0, 63) }))),
      ['CHECKPOINT_SIGNATURE'],
    ),
  ),
  attack('adds a bad line of the same key', (scene) =>
    head(
      scene,
      withLines(headOf(scene), (all) => [...all, { ...(all.at(-1) as Line), signature: scene.chance.bytes(64) }]),
      ['CHECKPOINT_SIGNATURE'],
    ),
  ),
  attack('adds a bad line of a key that signed before', (scene) => {
    const ledger = scene.honest.secrets?.ledger;
    if (ledger === undefined || ledger.keys.length < 2 || ledger.keys.at(-1)?.seq === scene.forge.last) return null;
    const key = ledgerKey(primitives, ledger.ledger, ledger.keys[0]?.key.publicKey as Uint8Array);
    const line = { name: key.name, keyId: key.id, signature: scene.chance.bytes(64) };
    return head(
      scene,
      withLines(headOf(scene), (all) => [...all, line]),
      ['CHECKPOINT_SIGNATURE'],
    );
  }),
  attack('adds a line without a signature', (scene) =>
    head(scene, `${headOf(scene)}— somebody.example AAAAAA==\n`, ['CHECKPOINT_UNREADABLE']),
  ),
  attack('signs with a key of its own', (scene) => {
    const signer = createSigner(signingKey(scene.chance.bytes(32)));
    const [origin = ''] = headOf(scene).split('\n');
    const content = `${headOf(scene).split('\n').slice(0, 3).join('\n')}\n`;
    return head(scene, signNote(primitives, origin, content, [signer]), ['CHECKPOINT_UNSIGNED']);
  }),
  attack('signs with a key of its own under the id of the true one', (scene) => {
    const seed = scene.chance.bytes(32);
    const content = encodeUtf8(`${headOf(scene).split('\n').slice(0, 3).join('\n')}\n`);
    const note = withLines(headOf(scene), (all) =>
      all.map((line) => ({ ...line, signature: ed25519Sign(seed, content) })),
    );
    return head(scene, note, ['CHECKPOINT_SIGNATURE']);
  }),
  attack('gives the signature another name', (scene) =>
    head(
      scene,
      withLines(headOf(scene), (all) => all.map((line) => ({ ...line, name: 'sanad/ledger/other' }))),
      ['CHECKPOINT_UNSIGNED'],
    ),
  ),
  attack('adds a line to the text of the checkpoint', (scene) =>
    head(scene, headOf(scene).replace('\n\n', '\nextension\n\n'), ['CHECKPOINT_UNREADABLE']),
  ),
  attack('spoils the layout of the checkpoint', (scene) => {
    const note = headOf(scene);
    const other = scene.chance.pick([
      note.replace('\n\n', '\n'),
      note.slice(0, -1),
      note.replaceAll('\n', '\r\n'),
      `${note}\n`,
      `\uFEFF${note}`,
      note.replace('— ', '- '),
      note.replace('\n\n— ', '\n\n—  '),
      `${note}— x+y AAAAAAAAAA==\n`,
      `${note}— x AAAAAAA\n`,
      note.replace('\n\n', '\n\t\n\n'),
      '',
      `${note.slice(0, -1)} \n`,
      `${note}${`— x AAAAAAAAAA==\n`.repeat(101)}`,
      `${note}— ${'x'.repeat(70_000)} AAAAAAAAAA==\n`,
    ]);
    return head(scene, other, ['CHECKPOINT_UNREADABLE']);
  }),
  attack('puts an older checkpoint in its place', (scene) => {
    if (scene.honest.secrets === null || scene.forge.last < 1) return null;
    return head(scene, scene.honest.note(scene.chance.between(1, scene.forge.last)), ['CHECKPOINT_SIZE']);
  }),
  attack('puts the checkpoint of another ledger in its place', (scene) =>
    head(scene, text(scene.foreign.files, paths.checkpoint), ['CHECKPOINT_LEDGER']),
  ),
  attack('drops the checkpoint', (scene) => {
    const changed = having(scene.honest.files, paths.checkpoint, null);
    return resealed(changed, invalid(['CHECKPOINT_MISSING']));
  }),
  attack('drops the checkpoint that confirms a change of the key', (scene) => {
    const change = anyOf(scene, changes(scene));
    if (change === null) return null;
    const changed = having(scene.honest.files, checkpointPath(change + 1), null);
    return resealed(changed, unconfirmed(scene, change));
  }),
  ...(['old', 'new'] as const).map((which) =>
    attack(`takes the line of the ${which} key from the checkpoint of a change of the key`, (scene) => {
      const change = anyOf(scene, changes(scene));
      if (change === null) return null;
      const path = checkpointPath(change + 1);
      const note = withLines(text(scene.honest.files, path), (all) =>
        which === 'old' ? all.slice(1) : all.slice(0, 1),
      );
      return resealed(having(scene.honest.files, path, note), unconfirmed(scene, change));
    }),
  ),
  attack('hides the confirmation of a change of the key among what came later', (scene) => {
    const change = anyOf(scene, changes(scene));
    if (change === null) return null;
    const path = checkpointPath(change + 1);
    const moved = having(scene.honest.files, path, null);
    moved.set('data/later/moved.txt', scene.honest.files.get(path) as Uint8Array);
    return resealed(moved, unconfirmed(scene, change));
  }),
  attack('writes the past anew and puts a key of its own on top of it', (scene) => {
    const { forge, chance } = scene;
    const since = Math.max(0, ...changes(scene));
    const exhibits = forge.disclosed.filter(
      (seq) => seq < forge.last - 1 && forge.value(seq, 'operator') !== undefined && namesFile(forge, seq),
    );
    const seq = anyOf(scene, exhibits);
    if (seq === null || Math.max(seq, since) >= forge.last - 1) return null;
    const own = signingKey(chance.bytes(32));
    const change = chance.between(Math.max(seq, since) + 1, forge.last - 1);
    forge.recommit(seq, 'operator', 'op-9');
    forge.change(change, { key: Buffer.from(own.publicKey).toString('base64') });
    // What speaks against it is left out. Of the rest, all is signed that the one key can sign.
    for (const path of forge.notes) if (sizeOf(text(forge.files, path)) > seq) forge.files.delete(path);
    forge.settle([{ seq: change, key: own }]);
    const settled = Math.max(0, ...forge.notes.map((path) => sizeOf(text(forge.files, path))).filter((n) => n <= seq));
    return resealed(forge.done(), {
      ...invalid(['KEY_CHANGE_UNCONFIRMED'], { seq: change, spares: below(settled) }),
      condemns: (other) => other >= settled && other < forge.last,
    });
  }),
  attack('adds a false note to what came later', (scene) => {
    const { forge, honest } = scene;
    const size = scene.chance.between(1, forge.last + 1);
    const content = checkpointText({ ledger: forge.ledger, size, root: scene.chance.bytes(32) });
    const signer = createSigner(signingKey(scene.chance.bytes(32)));
    const path = 'data/later/false.txt';
    const note = signNote(primitives, ledgerOrigin(forge.ledger), content, [signer]);
    return resealed(having(honest.files, path, note), invalid(['CHECKPOINT_ROOT'], { path, spares: everyone }));
  }),
  attack('adds what is no note to what came later', (scene) => {
    const path = 'data/later/words.txt';
    const changed = having(scene.honest.files, path, scene.chance.pick(['', 'words\n', 'a\n\n— b AAAA\n', '\u0000']));
    return resealed(changed, invalid(['CHECKPOINT_UNREADABLE'], { path, spares: everyone }));
  }),
  attack('adds a note of another ledger to the earlier ones', (scene) => {
    const path = 'data/ledger/checkpoints/other.txt';
    const changed = having(scene.honest.files, path, text(scene.foreign.files, paths.checkpoint));
    return resealed(changed, invalid(['CHECKPOINT_LEDGER'], { path, spares: allBut(scene.forge.last) }));
  }),
  attack(
    'adds more than ten thousand notes',
    (scene) => {
      if (scene.honest.kind !== 'small' || !scene.chance.percent(50)) return null;
      const changed = new Map(scene.honest.files);
      for (let n = 0; n <= 10_000; n++) changed.set(`data/later/n${n}.txt`, encodeUtf8(headOf(scene)));
      return resealed(changed, invalid(['CHECKPOINTS_TOO_MANY'], { spares: everyone }));
    },
    { once: true },
  ),
];

function sizeOf(note: string): number {
  return Number(note.split('\n')[1]);
}

function namesFile(forge: Scene['forge'], seq: number): boolean {
  return forge.opened(seq).some(({ value }) => typeof value === 'object' && value !== null && 'sha256' in value);
}

/** What stands below an earlier checkpoint is settled by it; the rest no key vouches for any more, what came before the change included. */
function unconfirmed({ forge }: Scene, change: number): Expected {
  const settled = forge.settledBelow(change);
  const touched = (seq: number) => seq >= settled && seq < forge.last;
  return { ...invalid(['KEY_CHANGE_UNCONFIRMED'], { seq: change, spares: below(settled) }), condemns: touched };
}

/** Entries of the bundle that change the key. */
function changes(scene: Scene): number[] {
  return [...scene.forge.entries.keys()].filter((seq) => seq > 0 && scene.forge.keyAt(seq) !== null);
}
