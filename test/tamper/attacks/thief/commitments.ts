import { primitives } from '../../../../electron/core/ledger/primitives.ts';
import { encodeBase64Url } from '../../../../shared/ledger/base64.ts';
import { paths } from '../../../../shared/ledger/bundle-layout.ts';
import { encodeUtf8 } from '../../../../shared/ledger/bytes.ts';
import type { Json } from '../../../../shared/ledger/canonical.ts';
import { composeDisclosure } from '../../../../shared/ledger/disclosure.ts';
import { BODY, type FieldName } from '../../../../shared/ledger/field-name.ts';
import { hashHex } from '../../../fixtures/ledger.ts';
import {
  type Attack,
  allBut,
  attack,
  everyone,
  invalid,
  resealed,
  type Scene,
  stolen,
  type Tampered,
  theft,
} from '../../attack.ts';
import type { Chance } from '../../chance.ts';
import { Forge, hashB64, isFile, type Opened } from '../../forge.ts';
import { shownEntry } from '../../places.ts';

/** What one who has the current signing key, and everything that is in the vault, commits to that the format does not allow. */

/** Changes something of one entry, commits to it, and makes the rest of the ledger right again with every key that there ever was. */
function committing(
  scene: Scene,
  change: (forge: Forge, seq: number) => boolean,
  finds: readonly string[],
  wanted?: (fields: readonly Opened[], seq: number) => boolean,
): Tampered | null {
  const secrets = stolen(scene);
  const seq = shownEntry(scene, wanted);
  if (secrets === null || seq === null || !change(scene.forge, seq)) return null;
  scene.forge.settle(secrets.ledger.keys);
  return resealed(scene.forge.done(), invalid(finds, { seq, spares: allBut(seq) }));
}

/** Changes the value of a field to one that the format does not allow there. */
function shape(name: string, values: (scene: Scene, seq: number) => readonly Json[]): Attack {
  return attack(`commits to ${/^[aeiou]/.test(name) ? 'an' : 'a'} ${name} of the wrong shape`, (scene) =>
    committing(
      scene,
      (forge, seq) => {
        forge.recommit(seq, name, scene.chance.pick(values(scene, seq)));
        return true;
      },
      ['FIELD_SHAPE'],
      (fields) => fields.some((field) => field.name === name),
    ),
  );
}

/** Adds a field to an entry, committed to and shown. */
function withField(forge: Forge, seq: number, name: string, value: Json, chance: Chance): void {
  const text = composeDisclosure(primitives, {
    salt: encodeBase64Url(chance.bytes(32)),
    name: name as FieldName,
    value,
  });
  forge.rebody(seq, (names) => ({ ...names, [name]: forge.digest(seq, text) }));
  const at = forge.shown.findIndex((line) => line.seq === seq);
  const own = forge.opened(seq).map((field) => field.name);
  const before = own.filter((other) => other === BODY || other < name).length;
  forge.shown.splice(at + before, 0, { seq, text });
  forge.record(seq);
}

const at = { boot: '00c0ffee', clock: 'manual', mono: 1000, wall: '2016-04-28T06:00:00.000Z' };
export const wall = (text: string): Json => ({ ...at, wall: text });

export const falseCommitments: readonly Attack[] = [
  attack('copies a commitment from another entry', (scene) =>
    committing(
      scene,
      (forge, seq) => {
        const other = seq === 0 ? 1 : seq - 1;
        forge.change(seq, { body: forge.entry(other).body ?? null });
        return true;
      },
      ['BODY_MISMATCH'],
    ),
  ),
  theft('copies a commitment from another ledger and opens it', (scene, secrets) => {
    const other = new Forge(scene.foreign.files);
    const { forge } = scene;
    const seq = shownEntry(
      scene,
      (fields, own) => other.disclosed.includes(own) && own < other.last && !fields.some(({ value }) => isFile(value)),
    );
    if (seq === null || other.opened(seq).some(({ value }) => isFile(value))) return null;
    forge.change(seq, { body: other.entry(seq).body ?? null });
    const where = forge.shown.findIndex((line) => line.seq === seq);
    forge.shown = forge.shown.filter((line) => line.seq !== seq);
    forge.shown.splice(where, 0, ...other.shown.filter((line) => line.seq === seq));
    forge.record(seq);
    forge.settle(secrets.ledger.keys);
    return resealed(forge.done(), invalid(['BODY_MISMATCH'], { seq, spares: allBut(seq) }));
  }),
  attack('commits to nothing and shows something', (scene) =>
    committing(
      scene,
      (forge, seq) => {
        forge.change(seq, { body: hashB64(new Uint8Array(32)) });
        return true;
      },
      ['BODY_MISMATCH'],
      (fields) => !fields.some(({ value }) => isFile(value)),
    ),
  ),
  attack('copies the digest of a field to another name', (scene) =>
    committing(
      scene,
      (forge, seq) => {
        forge.rebody(seq, (names) => ({ ...names, operator: names.type ?? null }));
        return true;
      },
      ['FIELD_MISMATCH'],
      (fields) => fields.some(({ name }) => name === 'operator'),
    ),
  ),
  theft('commits to two values under one name', (scene, secrets) => {
    const { forge } = scene;
    const seq = shownEntry(scene, (fields) => fields.some(({ name }) => name === 'operator'));
    if (seq === null) return null;
    // A body in which the name stands twice, each time with the digest of another value.
    const at = forge.shown.findIndex((line) => line.seq === seq);
    const body = forge.opened(seq)[0] as Opened;
    const second = composeDisclosure(primitives, {
      salt: encodeBase64Url(scene.chance.bytes(32)),
      name: 'operator' as FieldName,
      value: 'op-2',
    });
    const json = JSON.stringify([body.salt, 'body', body.value]).replace(
      '"operator":',
      `"operator":"${forge.digest(seq, second)}","operator":`,
    );
    const encoded = Buffer.from(json).toString('base64url');
    forge.shown[at] = { seq, text: encoded };
    forge.change(seq, { body: forge.digest(seq, encoded) });
    forge.settle(secrets.ledger.keys);
    return resealed(forge.done(), invalid(['DISCLOSURE_UNREADABLE', 'BODY_UNREADABLE'], { seq, spares: allBut(seq) }));
  }),
  ...(
    [
      ['no fields', () => ({})],
      ['a name that holds another', (names) => ({ ...names, 'operator.name': names.operator ?? null })],
      ['a name in capitals', (names) => ({ ...names, Operator: names.operator ?? null })],
      ['a name that is reserved for bodies', (names) => ({ ...names, body: names.operator ?? null })],
      ['a name that is too long', (names) => ({ ...names, [`x${'y'.repeat(64)}`]: names.operator ?? null })],
      ['an empty name', (names) => ({ ...names, '': names.operator ?? null })],
      ['a name of the prototype', (names) => Object.assign(JSON.parse('{"__proto__":"x"}'), names)],
      ['a digest that is none', (names) => ({ ...names, extra: 'AAAA' })],
      ['a digest with stray bits', (names) => ({ ...names, extra: `${'A'.repeat(42)}B` })],
      ['a value in place of a digest', (names) => ({ ...names, extra: { a: 1 } })],
      ['a list in place of an object', (names) => Object.values(names)],
      [
        'more fields than there may be',
        (names) => ({
          ...names,
          ...Object.fromEntries(Array.from({ length: 1025 }, (_, n) => [`f${n}`, names.operator ?? null])),
        }),
      ],
    ] as readonly [string, (names: Record<string, Json>) => Json][]
  ).map(([name, change]) =>
    attack(`commits to a body with ${name}`, (scene) =>
      committing(
        scene,
        (forge, seq) => {
          forge.rebody(seq, change);
          return true;
        },
        ['BODY_UNREADABLE'],
        (fields) => fields.some((field) => field.name === 'operator'),
      ),
    ),
  ),
  ...['at', 'type', 'operator'].map((name) =>
    attack(`commits to a body without ${name}`, (scene) =>
      committing(
        scene,
        (forge, seq) => {
          forge.replace(seq, name, null);
          forge.rebody(seq, ({ [name]: _, ...names }) => names);
          return true;
        },
        ['FIELD_REQUIRED'],
        (fields) => fields.length > 2 && fields.some((field) => field.name === name),
      ),
    ),
  ),
  shape('at', () => [
    'yesterday',
    null,
    wall('2016-02-30T06:00:00.000Z'),
    wall('1969-12-31T23:59:59.999Z'),
    wall('2016-06-30T23:59:60.000Z'),
    wall('2016-04-28T24:00:00.000Z'),
    wall('2016-04-28T06:00:00Z'),
    wall('2016-04-28T06:00:00.000+02:00'),
    wall('2015-02-29T06:00:00.000Z'),
    wall('٢٠١٦-٠٤-٢٨T06:00:00.000Z'),
    { ...at, mono: -1 },
    { ...at, clock: 'atomic' },
    { ...at, boot: '00C0FFEE' },
    { ...at, more: 1 },
    { boot: at.boot, clock: at.clock, mono: at.mono },
  ]),
  shape('type', () => ['', 'Item', 'a b', 'a..b', '-a', 'a-', 7, null, ['item'], `${'x'.repeat(65)}`, 'é', 'item\n']),
  shape('operator', () => ['', 7, null, 'x'.repeat(65), 'é'.repeat(33), {}]),
  shape('file', () => [
    'x',
    { sha256: 'A'.repeat(64), size: 1, type: 'image/jpeg' },
    { sha256: '0'.repeat(64), size: -1, type: 'image/jpeg' },
    { sha256: '0'.repeat(64), size: 1, type: 'Image/JPEG' },
    { sha256: '0'.repeat(64), size: 1, type: 'image/jpeg; charset=x' },
    { sha256: '0'.repeat(64), size: '1', type: 'image/jpeg' },
    { sha256: '0'.repeat(64), size: 1 },
  ]),
  shape('amends', (_scene, seq) => [[seq], [seq + 1], [1, 0], [0, 0], [-1], 0, ['0'], {}, [[0]]]),
  attack('says in the middle of a ledger that it continues another', (scene) =>
    committing(
      scene,
      (forge, seq) => {
        withField(forge, seq, 'continues', { ledger: '0'.repeat(64), root: '1'.repeat(64), size: 3 }, scene.chance);
        return true;
      },
      ['FIELD_SHAPE'],
      (fields, seq) => seq > 0 && fields.some(({ name }) => name === 'operator'),
    ),
  ),
  attack('names a successor and goes on', (scene) =>
    committing(
      scene,
      (forge, seq) => {
        withField(forge, seq, 'successor', '0'.repeat(64), scene.chance);
        return true;
      },
      ['SUCCESSOR_NOT_LAST'],
      (fields) => fields.some(({ name }) => name === 'operator'),
    ),
  ),
  attack('says two sizes of one file', (scene) =>
    committing(
      scene,
      (forge, seq) => {
        const file = forge.disclosed
          .filter((own) => own < seq)
          .flatMap((own) => forge.opened(own))
          .find(({ value }) => isFile(value));
        if (file === undefined) return false;
        const claim = file.value as { size: number };
        withField(
          forge,
          seq,
          'file.again',
          { ...(file.value as Record<string, Json>), size: claim.size + 1 },
          scene.chance,
        );
        return true;
      },
      ['FILE_SIZES_DIFFER'],
      (fields) => fields.some(({ name }) => name === 'operator') && !fields.some(({ name }) => name === 'file'),
    ),
  ),
  theft('lies about the size of a file', (scene, secrets) => {
    const { forge } = scene;
    const named = forge.disclosed.flatMap((seq) =>
      forge
        .opened(seq)
        .map(({ value }) => value)
        .filter(isFile),
    ) as { sha256: string }[];
    const seq = shownEntry(scene, (fields) =>
      fields.some(
        ({ name, value }) =>
          name === 'file' &&
          forge.objects.some((path) => path.includes((value as { sha256: string }).sha256)) &&
          named.filter(({ sha256 }) => sha256 === (value as { sha256: string }).sha256).length === 1,
      ),
    );
    if (seq === null) return null;
    const claim = forge.value(seq, 'file') as { sha256: string; size: number; type: string };
    forge.recommit(seq, 'file', { ...claim, size: claim.size + 1 });
    forge.settle(secrets.ledger.keys);
    return resealed(forge.done(), invalid(['OBJECT_SIZE'], { seq, spares: allBut(seq) }));
  }),

  theft('binds what only a higher minor version may hold', (scene, secrets) => {
    const { forge } = scene;
    if (scene.honest.version !== '1.0') return null;
    const path = 'data/ext/bound';
    forge.files.set(path, scene.chance.bytes(9));
    forge.settle(secrets.ledger.keys);
    return resealed(forge.done(), invalid(['CONTAINER_PATH'], { path, spares: everyone }));
  }),

  // The closing export.
  ...['disclosures', 'entries', 'files'].map((member) =>
    theft(`says that other ${member} were given`, (scene, secrets) => {
      const { forge } = scene;
      const given = forge.value(forge.last, 'given') as Record<string, Json>;
      forge.recommit(forge.last, 'given', { ...given, [member]: hashHex(scene.chance.bytes(5)) });
      forge.resign(paths.checkpoint, forge.last + 1, secrets.ledger.keys);
      const expected = invalid([`GIVEN_${member.toUpperCase()}`], { seq: forge.last, spares: allBut(forge.last) });
      return resealed(forge.done(), expected);
    }),
  ),
  theft('withholds the recipient from the start', (scene) => {
    const { forge } = scene;
    forge.replace(forge.last, 'recipient', null);
    forge.record(forge.last);
    return resealed(forge.done(), invalid(['EXPORT_WITHHOLDS'], { seq: forge.last, spares: allBut(forge.last) }));
  }),
  theft('ends in what is no export', (scene, secrets) => {
    const { forge } = scene;
    forge.recommit(forge.last, 'type', 'custody');
    forge.resign(paths.checkpoint, forge.last + 1, secrets.ledger.keys);
    return resealed(forge.done(), invalid(['EXPORT_NOT_LAST'], { seq: forge.last, spares: allBut(forge.last) }));
  }),
  theft('enters something after the export', (scene, secrets) => {
    const { forge } = scene;
    if (scene.honest.kind === 'closed' || scene.honest.kind === 'later') return null;
    const added = { ...forge.entry(forge.last), seq: forge.last + 1 } as Record<string, Json>;
    delete added.key;
    forge.entries.push(encodeUtf8(JSON.stringify(added)));
    forge.relink(forge.last);
    forge.resign(paths.checkpoint, forge.last + 1, secrets.ledger.keys);
    return resealed(forge.done(), invalid(['EXPORT_NOT_LAST'], { seq: forge.last, spares: allBut(forge.last) }));
  }),
];
