import { createSigner, primitives } from '../../electron/core/ledger/primitives.ts';
import { checkpointPath, custodySheetPath } from '../../shared/ledger/bundle-layout.ts';
import { encodeUtf8 } from '../../shared/ledger/bytes.ts';
import type { Json } from '../../shared/ledger/canonical.ts';
import { cosign, witnessKey } from '../../shared/ledger/cosignature.ts';
import type { FieldName } from '../../shared/ledger/field-name.ts';
import { formatVerifierKey } from '../../shared/ledger/note.ts';
import type { Given } from '../../shared/ledger/reserved.ts';
import { withheldLine } from '../../shared/ledger/withheld.ts';
import { type Bundle, type Fields, hashHex, type Selection, signingKey, TestLedger } from '../fixtures/ledger.ts';
import { sealed } from './bag.ts';
import { Chance } from './chance.ts';

/** Honest bundles, drawn by chance from a seed: every kind that a real archive hands over. */

/** One entry to be written. `key`: the secret of the key that begins to sign with it. */
export type Step = { readonly type: string; readonly fields: Fields; readonly key?: Uint8Array };

/** Somebody outside who countersigned an earlier checkpoint. */
export type Witness = { readonly verifierKey: string; cosigned(note: string, time?: number): string };

/** What whoever wrote the bundle knows; thieves of a vault know it too. */
export type Secrets = {
  readonly ledger: TestLedger;
  /** From the genesis to before the closing export. */
  readonly steps: readonly Step[];
  readonly show: Selection;
  readonly options: Parameters<TestLedger['bundle']>[0];
};

export type Honest = {
  readonly kind: string;
  readonly seed: string;
  /** All files, tag files included. */
  readonly files: Bundle;
  /** `Sanad-Bundle`. */
  readonly version: string;
  readonly size: number;
  readonly secrets: Secrets | null;
  readonly witness: Witness | null;
  /** The signed checkpoint over the first `size` entries, as the archive gave it to somebody at the time. */
  note(size: number): string;
};

export const kinds = [
  'plain chain',
  'small',
  'items',
  'key changes',
  'withheld',
  'erased',
  'duplicates and absent',
  'checkpoints',
  'unknown words',
  'higher minor version',
  'continued',
  'closed',
  'later',
  'witnessed',
  'custody sheets',
  'large',
] as const;
export type Kind = (typeof kinds)[number];

/** Grows a ledger by steps: the same seed, the same bytes. */
export function grow(steps: readonly Step[], chance: Chance): TestLedger {
  const [first, ...rest] = steps as readonly [Step, ...Step[]];
  const ledger = new TestLedger(first.key, first.fields, (length) => chance.bytes(length));
  for (const { type, fields, key } of rest) ledger.append(type, fields, key === undefined ? null : signingKey(key));
  return ledger;
}

export function closing(more: Fields = {}): (given: Given) => { type: string; fields: Fields } {
  return (given) => ({ type: 'export', fields: { audience: 'court', recipient: 'Training court', ...more, given } });
}

export function witness(seed: Uint8Array, name = 'training.example/witness'): Witness {
  const signer = createSigner(signingKey(seed));
  return {
    verifierKey: formatVerifierKey(witnessKey(primitives, name, signer.publicKey)),
    cosigned: (note, time = 1_461_800_000) => cosign(primitives, note, { name, signer, time }),
  };
}

export function honest(kind: Kind, seed: string): Honest {
  const chance = new Chance(`${kind}/${seed}`);
  const steps: Step[] = [{ type: 'genesis', fields: genesis(kind, chance), key: chance.bytes(32) }];
  const objects: Uint8Array[] = [];
  const count =
    kind === 'large' ? chance.between(150, 400) : kind === 'small' ? chance.between(2, 6) : chance.between(8, 30);
  const changes = kind === 'key changes' ? chance.between(1, 3) : chance.percent(20) ? 1 : 0;
  const changeAt = new Set(
    Array.from({ length: changes }, (_, n) => 2 + Math.floor(((n + 1) * count) / (changes + 1))),
  );
  while (steps.length < count) steps.push(drawStep(kind, steps, objects, chance));
  for (const at of changeAt) steps.splice(at, 0, { type: 'key', fields: { reason: 'locked' }, key: chance.bytes(32) });
  // Positions have moved: what amends others says so with their places as they are now.
  const settled = steps.map((step, seq) => settle(step, seq));
  if (kind === 'erased')
    settled.push({ type: 'erase', fields: { erases: [firstRecord(settled)], fields: ['witness'] } });

  const hidden = hide(kind, settled, chance);
  const show: Selection = (seq, name) =>
    kind !== 'plain chain' && !hidden.entries.has(seq) && !hidden.fields.has(`${seq} ${name}`);
  const ledger = grow(settled, chance);
  const size = ledger.size;
  const sizes = kind === 'checkpoints' || chance.percent(30) ? chanceSizes(size, chance) : [];
  const outside = kind === 'witnessed' ? witness(chance.bytes(32)) : null;
  const extra: Bundle = new Map();
  if (kind === 'higher minor version') {
    extra.set('data/ext/maps/1.json', encodeUtf8('{}'));
    extra.set('data/ext/x', chance.bytes(100));
  }
  if (kind === 'custody sheets') {
    for (const page of [1, 2]) extra.set(custodySheetPath(page), encodeUtf8(`<p>training, entry ${page}</p>`));
  }
  if (kind === 'later' || chance.percent(15)) extra.set('data/ledger/anchors/1.tsr', chance.bytes(80));
  if (outside !== null) extra.set(checkpointPath(size, '-witnessed'), encodeUtf8(outside.cosigned(ledger.note(size))));
  const options = {
    show,
    objects: kind === 'duplicates and absent' ? objects.filter((_, n) => n % 2 === 0) : objects,
    checkpoints: sizes,
    extra,
    ...(hidden.statement === '' ? {} : { withheld: hidden.statement }),
    closing: closing(kind === 'closed' ? { successor: hashHex(chance.bytes(32)) } : {}),
  };
  const bundle = ledger.bundle(options);
  if (kind === 'later') {
    // Notes and anchors that arrived after the export; one of them is of a later state of the ledger.
    const afterwards = ledger.append('custody', { action: 'handed over', export: ledger.size - 1 });
    bundle.set('data/later/next.txt', encodeUtf8(ledger.note(afterwards.seq + 1)));
    bundle.set('data/later/again.txt', encodeUtf8(ledger.note(afterwards.seq)));
    bundle.set('data/later/stamp.ots', chance.bytes(60));
  }
  const version = kind === 'higher minor version' ? '1.3' : kind === 'custody sheets' ? '1.1' : '1.0';
  return {
    kind,
    seed,
    files: sealed(bundle, version),
    version,
    size: size + 1,
    secrets: { ledger, steps: settled, show, options },
    witness: outside,
    note: (at) => ledger.note(at),
  };
}

function genesis(kind: Kind, chance: Chance): Fields {
  if (kind !== 'continued') return chance.percent(50) ? {} : { software: { name: 'sanad', version: '1' } };
  return {
    continues: { ledger: hashHex(chance.bytes(32)), root: hashHex(chance.bytes(32)), size: chance.between(1, 99) },
  };
}

const words = ['The light went out.', 'طلع الفجر', '🕯 in the yard', 'a "quoted" \\ line\n', 'é é'];

function drawStep(kind: Kind, steps: readonly Step[], objects: Uint8Array[], chance: Chance): Step {
  const roll = chance.below(100);
  if (kind === 'unknown words' && roll < 30) {
    return { type: 'weather.report', fields: { 'wind.speed': 12, deep: nested(chance.between(1, 20)) } };
  }
  const likesFiles = ['items', 'duplicates and absent', 'withheld', 'key changes', 'checkpoints'].includes(kind);
  if (roll < (likesFiles ? 60 : 30)) return drawItem(kind, objects, chance);
  if (roll < 70 || steps.length < 3) {
    const paragraphs = chance.between(1, 3);
    const accounts = Array.from({ length: paragraphs }, (_, n) => [`account.${n + 1}`, chance.pick(words)] as const);
    return { type: 'record', fields: { kind: 'testimony', ...Object.fromEntries(accounts), witness: `code-${roll}` } };
  }
  if (roll < 85)
    return { type: 'record', fields: { amends: [-1], reason: 'misheard', 'account.1': chance.pick(words) } };
  return {
    type: 'link',
    fields: { from: { item: 1 }, to: { item: 2 }, weight: chance.below(2 ** 40), flag: true, none: null },
  };
}

function drawItem(kind: Kind, objects: Uint8Array[], chance: Chance): Step {
  const repeat = objects.length > 0 && chance.percent(kind === 'duplicates and absent' ? 50 : 10);
  const bytes = repeat ? chance.pick(objects) : chance.bytes(chance.between(1, 3000));
  if (!repeat) objects.push(bytes);
  const type = chance.pick(['image/jpeg', 'video/mp4', 'audio/mpeg', 'application/x-unheard-of', 'text/plain']);
  return {
    type: 'item',
    fields: { file: { sha256: hashHex(bytes), size: bytes.length, type }, name: `IMG_${chance.below(9999)}.JPG` },
  };
}

function nested(depth: number): Json {
  return depth === 0 ? 'core' : [nested(depth - 1)];
}

/** An amending step corrects a record that stands before it. */
function settle(step: Step, seq: number): Step {
  return Object.hasOwn(step.fields, 'amends') ? { ...step, fields: { ...step.fields, amends: [seq - 1] } } : step;
}

function firstRecord(steps: readonly Step[]): number {
  const at = steps.findIndex(({ fields }) => Object.hasOwn(fields, 'witness'));
  return at < 0 ? 0 : at;
}

function chanceSizes(size: number, chance: Chance): number[] {
  return [...new Set(Array.from({ length: chance.between(1, 4) }, () => chance.between(1, size)))];
}

/** What is not shown, and the exporter's statement about it. */
function hide(kind: Kind, steps: readonly Step[], chance: Chance) {
  const entries = new Set<number>();
  const fields = new Set<string>();
  const lines: string[] = [];
  const erasure = { by: 'op-1', ground: 'erased', authority: 'erasure, entry 1', review: null };
  // As earlier writers stated it, and as they do now.
  const stated = {
    by: 'op-1',
    ground: 'consent',
    ...chance.pick([
      { authority: null, review: null },
      { authority: 'a court’s order of May', review: '2016-02-29' },
    ]),
  };
  for (const [seq, { type, fields: own }] of steps.entries()) {
    if (kind === 'erased' && seq === firstRecord(steps) && Object.hasOwn(own, 'witness')) {
      fields.add(`${seq} witness`);
      lines.push(withheldLine({ ...erasure, seq, fields: ['witness' as FieldName] }));
    } else if (kind === 'withheld' && seq > 0 && type !== 'key') {
      const roll = chance.below(100);
      const names = Object.keys(own)
        .filter(() => roll < 55 && chance.percent(50))
        .sort() as FieldName[];
      if (roll < 25) {
        entries.add(seq);
        if (roll < 20) lines.push(withheldLine({ ...stated, seq, kind: 'testimonies' }));
      } else if (names.length > 0) {
        for (const name of names) fields.add(`${seq} ${name}`);
        if (roll < 50) lines.push(withheldLine({ ...stated, seq, fields: names }));
      }
    }
  }
  return { entries, fields, statement: lines.join('') };
}
