/** No false alarm: honest bundles of every kind, in every shape in which they may arrive, whatever honest note is held against them. */
import { describe, expect, it } from 'vitest';
import { type HostileMember, hostileZip } from '../unit/core/bundle/zip-bytes.ts';
import { vouchedBy } from './attack.ts';
import { members, zipped } from './bag.ts';
import { Chance } from './chance.ts';
import { honest, kinds } from './honest.ts';
import { brought } from './scenes.ts';
import { ours } from './verifiers.ts';

const seed = process.env.SANAD_TAMPER_SEED ?? 'sanad';
const draws = Array.from({ length: 5 }, (_, n) => `${seed}-${n}`);
const sound = { exitStatus: 0, findings: [] };

describe.each(kinds)('an honest bundle: %s', (kind) => {
  it.each(draws)('seed %s', async (draw) => {
    const bundle = honest(kind, draw);
    const chance = new Chance(`${draw}/honest`);
    const zip = zipped(bundle.files);
    expect(await ours(zip, {})).toMatchObject({ ...sound, verdict: 'UNANCHORED' });
    for (const size of [1, chance.between(1, bundle.size), bundle.size - 1, bundle.size].filter((at) => at > 0)) {
      const held = { size, sizeBesideCode: chance.percent(50) };
      const { note, code } = brought(bundle.note(size), bundle.note(size), held);
      const expected = { ...sound, verdict: vouchedBy(size, bundle.files).verdict };
      expect(await ours(zip, { notes: [note] }), `note over ${size}`).toMatchObject(expected);
      expect(await ours(zip, { codes: [code] }), `code of ${size}`).toMatchObject(expected);
    }
    if (bundle.witness !== null) {
      const witnesses = [bundle.witness.verifierKey];
      expect(await ours(zip, { witnesses })).toMatchObject({ ...sound, verdict: 'WITNESSED' });
    }
  });

  it('packed by others: compressed, in a top folder, with the litter of operating systems', async () => {
    const files = members(honest(kind, seed).files);
    const below = files.map((file) => ({ ...file, name: `bundle/${file.name}` }));
    const litter = ['__MACOSX/._bundle', '__MACOSX/bundle/data/._x', 'bundle/.DS_Store', 'bundle/Thumbs.db'];
    const among = ['bundle/data/.DS_Store', 'bundle/data/objects/._x.jpg', 'bundle/data/later/desktop.ini'];
    const named = (change: (name: string) => string | Buffer): HostileMember[] =>
      files.map((file) => ({ ...file, name: change(String(file.name)) }));
    const shapes = [
      files.map((file) => ({ ...file, deflate: true })),
      files.map((file) => ({ ...file, deflate: true, descriptor: true })),
      below,
      [...below, ...[...litter, ...among].map((name) => ({ name, content: 'litter' }))],
      named((name) => `للمحكمة/حزمة 3/${name}`),
      named((name) => Buffer.concat([Buffer.of(0x42, 0x81), Buffer.from(`ndel/${name}`)])),
      named((name) => `Bundle\\${name.replaceAll('/', '\\')}`),
      named((name) => name.toUpperCase()),
      [...files].reverse(),
      files.map((file) => ({ ...file, mode: 0o100644 })),
    ];
    for (const shape of shapes) {
      expect(await ours(hostileZip(shape), {})).toMatchObject({ ...sound, verdict: 'UNANCHORED' });
    }
  });
});

it('the same seed draws the same bytes', () => {
  for (const kind of kinds) {
    const [one, two] = [honest(kind, 'again'), honest(kind, 'again')];
    expect(Buffer.compare(zipped(one.files), zipped(two.files))).toBe(0);
  }
});
