/**
 * While it works, Sanad writes nothing readable: neither into the vault's folder nor beside what it hands over, and among temporary files
 * and at home nothing at all. Only a bundle that is encrypted is put down once more where it is looked at, encrypted anew.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEngine, type Engine } from '../../../electron/core/engine.ts';
import { forkedWorkers } from '../../../electron/core/forked-workers.ts';
import { generateIdentity } from '../../../electron/core/vault/age.ts';
import { DiskWatch } from '../../fixtures/disk-watch.ts';
import { photograph } from '../../fixtures/pictures.ts';
import { begun, inPieces, microphone, recorded, testimony } from '../../fixtures/sound.ts';
import { metBy, usedBy } from '../../fixtures/uses.ts';
import { passphrase, type TemporaryVault, temporaryVault } from '../../fixtures/vault.ts';

/** Stands in every text that must lie nowhere. */
const mark = 'Planted-Trace';
const account = `${mark}: the stairs were gone`;
const owner = `${mark} Camera-Owner`;
const fileName = `${mark} at the door.jpg`;
const letter = `${mark}: who worked on the night shift`;
const personName = `${mark} Person-Name`;

const privately = mkdtempSync(join(tmpdir(), 'sanad-on-the-way-'));
const handedOver = join(privately, 'stick');
const temporary = join(privately, 'temporary');
/** A file: nobody can put anything below it, whatever they are allowed to. */
const nowhere = join(privately, 'nowhere');
const before = { HOME: process.env.HOME, TMPDIR: process.env.TMPDIR };

let made: TemporaryVault;
let engine: Engine;
let watch: DiskWatch;
let identity = '';
let bundle = '';
let pieces: Buffer[] = [];
const ids = { photo: 0, letter: 0, sound: 0, testimony: '', person: '' };

const somewhereIn = (bytes: Buffer) => bytes.subarray(bytes.length / 2, bytes.length / 2 + 48);
const collected = async (bytes: AsyncIterable<Uint8Array>) => {
  const all: Uint8Array[] = [];
  for await (const piece of bytes) all.push(piece);
  return Buffer.concat(all);
};
async function* once(bytes: Uint8Array) {
  yield bytes;
}
async function bytesOf(address: string, range?: { start: number; end: number }): Promise<Buffer> {
  const resource = await engine.resource(address);
  try {
    return await collected(resource.stream(range));
  } finally {
    await resource.close();
  }
}

beforeAll(async () => {
  for (const folder of [handedOver, temporary]) mkdirSync(folder);
  writeFileSync(nowhere, '');
  made = await temporaryVault();
  await made.vault.close();
  const picture = await photograph({ seed: 1, exif: { make: 'Training', taken: '2016:04:27 18:45:40', owner } });
  const card = join(privately, 'card');
  mkdirSync(card);
  writeFileSync(join(card, fileName), picture);
  writeFileSync(join(card, 'letter.txt'), letter);
  pieces = inPieces(5);
  watch = new DiskWatch([dirname(made.path), handedOver, temporary], {
    ...{ text: mark, microphone: microphone.label },
    picture: somewhereIn(picture),
    sound: somewhereIn(recorded),
  });
  Object.assign(process.env, { HOME: nowhere, TMPDIR: nowhere });
  engine = createEngine({
    workers: forkedWorkers,
    face: 'terminal',
    folder: handedOver,
    version: '0.0.0',
    known: null,
  });
  engine.subscribe(({ event }) => {
    if (event === 'progress') watch.all();
  });
  await engine.call('vault.open', { path: made.path, passphrase });
  await engine.call('import.start', { sources: [{ kind: 'path', path: card }], job: 'card' });
  rmSync(card, { recursive: true });
});

afterAll(async () => {
  watch.close();
  await engine.close();
  for (const [name, value] of Object.entries(before))
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  await made.remove();
  rmSync(privately, { recursive: true, force: true });
});

/** What was found so far, with what lies there now. */
const found = () => {
  watch.all();
  return [...watch.found];
};

describe('nothing readable is put down', () => {
  test('of what was imported, nor of its metadata and previews', async () => {
    const { items } = await engine.call('item.list', { limit: 10 });
    const named = (name: string) => items.find((each) => each.name === name)?.seq ?? -1;
    Object.assign(ids, { photo: named(fileName), letter: named('letter.txt') });
    expect(items.find(({ seq }) => seq === ids.photo)?.preview).toBe(true);
    expect([...watch.looked].some((file) => file.startsWith(join(made.path, 'objects')))).toBe(true);
    expect(found()).toEqual([]);
  });

  test('of what a browser hands in', async () => {
    const bytes = Buffer.from(`${letter} (again)`);
    engine.openUpload('b'.repeat(32), [{ path: 'again.txt', size: bytes.length, modified: null }]);
    await Promise.all([
      engine.call('import.start', { sources: [{ kind: 'upload', upload: 'b'.repeat(32) }], job: 'upload' }),
      engine.feedUpload('b'.repeat(32), 0, once(bytes)),
    ]);
    expect((await engine.call('item.list', { limit: 10 })).items).toHaveLength(3);
    expect(found()).toEqual([]);
  });

  test('of what is said and who says it, and of their voice while it is recorded', async () => {
    ids.testimony = await testimony(engine, { paragraphs: [{ text: account, basis: 'saw' }] });
    const recording = await begun(engine, { testimony: ids.testimony }, pieces);
    expect(found()).toEqual([]);
    const { item } = await engine.call('recording.finish', { recording });
    ids.sound = item ?? -1;
    const person = await engine.call('person.create', {
      fields: { code: 'person-1', standing: 'witness', child: false, majority: null, keepUntil: null },
      identity: { name: personName, contact: '', notes: '' },
      identityPassphrase: 'the identity’s own training passphrase',
    });
    ids.person = person.id;
    expect(found()).toEqual([]);
  });

  test('of what is looked at and played', async () => {
    const shown = await Promise.all(['thumb', 'view'].map((kind) => bytesOf(`${kind}/${ids.photo}`)));
    expect(shown.every((bytes) => bytes.length > 1_000)).toBe(true);
    expect(await bytesOf(`original/${ids.sound}`, { start: 1_000, end: 2_000 })).toEqual(
      recorded.subarray(1_000, 2_000),
    );
    expect((await bytesOf(`original/${ids.letter}`)).toString()).toBe(letter);
    expect(found()).toEqual([]);
  });

  test('of a report about somebody, a log of custody and a search', async () => {
    const { identity: who } = await engine.call('person.report', {
      id: ids.person,
      identityPassphrase: 'the identity’s own training passphrase',
    });
    expect(who.said?.name).toBe(personName);
    await engine.call('custody.log', { of: { what: 'testimony', id: ids.testimony } });
    const answer = await engine.call('search.query', { query: { text: 'stairs' }, offset: 0, limit: 10 });
    expect(answer.total).toBe(1);
    expect(found()).toEqual([]);
  });

  test('of a bundle that is encrypted, while it is written, taken away, or broken off', async () => {
    const keys = await generateIdentity();
    identity = keys.identity;
    const { questions } = await engine.call('bundle.preview', { ...usedBy('court'), answers: [] });
    const request = {
      ...usedBy('court'),
      answers: metBy(questions),
      recipient: 'Training court',
      protection: { kind: 'recipients' as const, to: [keys.recipient] },
    };
    const target = { kind: 'path', path: handedOver } as const;
    const written = await engine.call('bundle.export', { ...request, target, job: 'written' });
    bundle = written.path ?? '';
    expect(watch.looked.has(bundle)).toBe(true);
    const taken = await engine.call('bundle.export', { ...request, target: { kind: 'download' }, job: 'taken' });
    expect((await bytesOf(taken.resource ?? '')).length).toBeGreaterThan(10_000);
    const broken = engine.call('bundle.export', { ...request, target, job: 'broken' }).catch(({ code }) => code);
    await engine.call('import.cancel', { job: 'broken' });
    await broken;
    expect(found()).toEqual([]);
  });

  test('of a bundle that is looked at: what is put down of it is encrypted anew, and gone afterwards', async () => {
    const asked = { identity, passphrase: null, job: 'looked at' };
    const here = await engine.call('verify.bundle', { source: { kind: 'path', path: bundle }, ...asked });
    expect(here.exitStatus).toBe(0);
    process.env.TMPDIR = temporary;
    const upload = 'c'.repeat(32);
    const bytes = readFileSync(bundle);
    engine.openUpload(upload, [{ path: 'bundle.age', size: bytes.length, modified: null }]);
    const [brought] = await Promise.all([
      engine.call('verify.bundle', { source: { kind: 'upload', upload }, ...asked }),
      engine.feedUpload(upload, 0, once(bytes)),
    ]);
    process.env.TMPDIR = nowhere;
    expect(brought.exitStatus).toBe(0);
    expect(found()).toEqual([]);
    expect(readdirSync(temporary)).toEqual([]);
    expect([...watch.looked].filter((file) => file.startsWith(temporary)).length).toBeGreaterThan(0);
  });

  test('when the vault is locked', async () => {
    await engine.call('vault.lock', {});
    expect(found()).toEqual([]);
  });
});

test('whoever watches would have seen it, in clear or encoded', async () => {
  for (const [name, text] of [
    ['clear', account],
    ['encoded', Buffer.from(`..${account}..`).toString('base64url')],
    ['wide', Buffer.from(account, 'utf16le')],
  ] as const) {
    const file = join(temporary, name);
    const seen = watch.seen(file);
    writeFileSync(file, text);
    await seen;
    expect(readFileSync(file).length).toBeGreaterThan(0);
    expect([...watch.found]).toContain(`${file}: text`);
  }
});
