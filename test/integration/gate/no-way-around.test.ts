/**
 * No path goes around the gate. Words and bytes are planted in everything that can be closed or stays from an audience; then every call that
 * answers anything, every resource, every bundle and receipt, every event and every file on the disk is searched for them.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyBundle } from '../../../electron/core/bundle/verify.ts';
import { openResource } from '../../../electron/core/resources.ts';
import type { Session } from '../../../electron/core/session.ts';
import { contract } from '../../../shared/contract.ts';
import { toEnvelope } from '../../../shared/faults.ts';
import { caseTableForms } from '../../../shared/model/case-table.ts';
import { onlyTold } from '../../../shared/model/testimony.ts';
import { type Audience, audiences } from '../../../shared/model/vocabulary.ts';
import { trainingIncident } from '../../fixtures/incident.ts';
import { photograph } from '../../fixtures/pictures.ts';
import { sanad } from '../../fixtures/sanad.ts';
import { type Call, openSession } from '../../fixtures/session.ts';
import { usedBy } from '../../fixtures/uses.ts';
import { passphrase } from '../../fixtures/vault.ts';
import { filesOf } from '../bundle/evidence.ts';
import { others, reads } from './every-call.ts';

/** Who somebody is: nobody reads it without its own passphrase, open or closed. */
const identities = ['Planted Identity-Name', '+963 944 777 0101', 'Planted Person-Name', '+963 944 777 0102'];
/** What is closed in the end. */
const account = 'planted-account: the third floor was empty';
const transcript = 'planted-transcript: she says that she heard it twice';
const note = 'planted-note: the man at the gate';
const fileName = 'Planted Somebody at the gate.jpg';
const owner = 'Planted Camera-Owner';
const chatLine = 'Planted Chat-Sender';
const chatNumber = '+00 777 0000003';
/** Why a photograph belongs to a case: it speaks of the photograph. */
const linkReason = 'planted-reason: the same gate as on the other';
const tag = 'planted-tag for one photograph';
/** What a case is called that stays from some, and is closed in the end. */
const caseTitle = 'planted-case: the depot behind the school';
/** What people keep beside the ledger: a search under a name, what was begun and not saved. */
const searchName = 'planted-search: whoever stood at the gate';
/** Stands in what is closed and in what is not. */
const openWords = 'the ambulance came again that evening';
const closable = [
  account,
  transcript,
  note,
  fileName,
  owner,
  chatLine,
  chatNumber,
  linkReason,
  tag,
  searchName,
  caseTitle,
];

const passphraseOfIdentity = 'the identity’s own training passphrase';
const privately = mkdtempSync(join(tmpdir(), 'sanad-around-'));
const folders = { HOME: join(privately, 'home'), TMPDIR: join(privately, 'temporary') };
const before = { HOME: process.env.HOME, TMPDIR: process.env.TMPDIR };

let session: Session;
let call: Call;
let vaultPath = '';
let end: () => Promise<void>;
let picture: Buffer;
const events: unknown[] = [];
const ids = { testimony: '', incident: '', apart: '', person: '', transcript: '', photo: 0, chat: 0, other: 0 };

/** A draft as the window keeps it: by what it is about. */
const draftsOf = (texts: Readonly<Record<string, string>>) =>
  JSON.stringify(Object.fromEntries(Object.entries(texts).map(([about, text]) => [about, { paragraphs: [{ text }] }])));

/** Every answer to every call, faults included, in one text. */
async function everyAnswer(): Promise<{ text: string; refused: string[] }> {
  const answers: unknown[] = [];
  const refused: string[] = [];
  for (const [name, inputs] of Object.entries(reads(ids)))
    for (const input of inputs) {
      try {
        answers.push(await call(name as 'item.get', input as never));
      } catch (error) {
        const fault = toEnvelope(error);
        if (fault.code === 'INTERNAL' || fault.code === 'REQUEST_INVALID') throw error;
        answers.push(fault);
        refused.push(`${name} ${fault.code}`);
      }
    }
  return { text: JSON.stringify(answers), refused };
}

async function bundleFor(audience: Audience): Promise<{ path: string; bytes: Buffer }> {
  const path = join(privately, `${audience}-${session.vault.ledger.size}.zip`);
  const { questions } = await call('bundle.preview', { ...usedBy(audience), answers: [] });
  const use = {
    ...usedBy(audience),
    answers: questions.map(({ key }) => ({ question: key, answer: 'not known', rests: '' }) as const),
  };
  const target = { kind: 'path', path } as const;
  await call('bundle.export', { ...use, recipient: '', protection: { kind: 'plain' }, target, job: path.slice(-60) });
  return { path, bytes: Buffer.concat(Object.values(await filesOf(path))) };
}

/** Cases as tables, in every form. */
async function tablesFor(audience: Audience): Promise<Buffer> {
  const { questions } = await call('bundle.preview', { ...usedBy(audience), answers: [] });
  const answers = questions.map(({ key }) => ({ question: key, answer: 'not known', rests: '' }) as const);
  const tables: Buffer[] = [];
  for (const as of caseTableForms) {
    const path = join(privately, `${audience}-${as}-${session.vault.ledger.size}.csv`);
    await call('caseTable.export', {
      ...{ ...usedBy(audience), answers, of: 'all', as, bom: false, recipient: '', protection: { kind: 'plain' } },
      ...{ target: { kind: 'path', path }, job: path.slice(-60) },
    });
    tables.push(readFileSync(path));
  }
  return Buffer.concat(tables);
}

/** As it stands, and as a disclosure holds it. */
const isIn = (bytes: Buffer, text: string): boolean => {
  if (bytes.includes(text)) return true;
  // Base64 of a text begins in one of three ways, by where in its three bytes it begins.
  return [0, 1, 2].some((shift) => {
    const encoded = Buffer.concat([Buffer.alloc(shift), Buffer.from(text)]).toString('base64url');
    return bytes.includes(encoded.slice(shift === 0 ? 0 : 4, -4));
  });
};
const foundIn = (bytes: Buffer, texts: readonly string[]) => texts.filter((text) => isIn(bytes, text));
const somewhereInThePicture = () => picture.subarray(picture.length / 2, picture.length / 2 + 48);

function everyFile(folder: string): Buffer {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Buffer.concat(
    files.flatMap((entry) => [Buffer.from(entry.name), readFileSync(join(entry.parentPath, entry.name))]),
  );
}

beforeAll(async () => {
  for (const folder of Object.values(folders)) mkdirSync(folder);
  Object.assign(process.env, folders);
  const opened = await openSession();
  ({ session, call, end } = opened);
  vaultPath = opened.made.vault.path;
  session.subscribe((event) => events.push(event));

  const card = join(privately, 'card');
  mkdirSync(card);
  const exif = { make: 'Training', taken: '2016:04:27 18:45:40', offset: '+03:00' };
  picture = await photograph({ seed: 1, exif: { ...exif, owner } });
  writeFileSync(join(card, fileName), picture);
  writeFileSync(join(card, 'IMG-20160427-WA0004.jpg'), await photograph({ seed: 2, exif }));
  writeFileSync(
    join(card, 'WhatsApp Chat with Training.txt'),
    [
      `27/04/2016, 21:45 - ${chatLine}: ${fileName} (file attached)`,
      `27/04/2016, 21:46 - ${chatNumber}: IMG-20160427-WA0004.jpg (file attached)`,
    ].join('\n'),
  );
  await call('import.start', { sources: [{ kind: 'path', path: card }], job: 'planting' });
  rmSync(card, { recursive: true });
  const { items } = await call('item.list', { limit: 500 });
  const named = (name: string) => items.find((each) => each.name === name)?.seq ?? -1;
  ids.photo = named(fileName);
  ids.chat = named('WhatsApp Chat with Training.txt');
  ids.other = named('IMG-20160427-WA0004.jpg');

  await call('item.assert', { item: ids.photo, field: 'note', value: note, reason: 'was told so' });
  const consent = { state: 'given' as const, audiences: ['court' as const], conditions: '', explained: true };
  const testimony = await call('testimony.create', {
    fields: {
      ...onlyTold,
      ...{ witness: 'witness-1', language: 'en', incident: null, consent },
      paragraphs: [
        { text: account, basis: 'saw' },
        { text: openWords, basis: 'heard' },
      ],
    },
    identity: { name: identities[0] ?? '', contact: identities[1] ?? '', notes: '' },
    identityPassphrase: passphraseOfIdentity,
  });
  ids.testimony = testimony.id;
  const written = await call('transcript.create', {
    kind: 'transcript',
    fields: { testimony: testimony.id, language: 'en', paragraphs: [{ text: transcript }] },
  });
  ids.transcript = written.id;
  const person = await call('person.create', {
    fields: { code: 'person-1', standing: 'witness', child: false, majority: null, keepUntil: null },
    identity: { name: identities[2] ?? '', contact: identities[3] ?? '', notes: '' },
    identityPassphrase: passphraseOfIdentity,
  });
  ids.person = person.id;
  const incident = await call('incident.create', { fields: trainingIncident({ account: openWords }), items: [] });
  ids.incident = incident.id;
  await call('incident.link', { id: incident.id, items: [ids.photo], kind: 'shows', reason: linkReason });
  const apart = await call('incident.create', { fields: trainingIncident({ title: caseTitle }), items: [] });
  ids.apart = apart.id;
  await call('tag.add', { items: [ids.photo], incidents: [], tag });
  const searches = {
    [searchName]: { text: fileName },
    'what she said': { text: 'The third floor was EMPTY' },
    'by its tag': { text: '', facets: { tag: [tag] } },
    'of the case': { text: openWords },
  };
  for (const [name, query] of Object.entries(searches)) await call('search.save', { name, query });
  await call('draft.set', { name: 'amendment', value: draftsOf({ [ids.testimony]: account, other: openWords }) });
  await call('draft.set', { name: 'transcript', value: draftsOf({ [ids.transcript]: transcript }) });
});

afterAll(async () => {
  await end();
  rmSync(privately, { recursive: true, force: true });
  for (const [name, value] of Object.entries(before))
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
});

describe('every call of the contract', () => {
  test('is looked at here, or is known to show nothing', () => {
    const known = [...Object.keys(reads(ids)), ...others];
    expect(known.toSorted()).toEqual(Object.keys(contract).toSorted());
  });

  test('shows what is open, and who somebody is to nobody without its passphrase', async () => {
    const { text } = await everyAnswer();
    for (const planted of closable) expect(text.includes(planted), planted).toBe(true);
    for (const planted of identities) expect(text.includes(planted), planted).toBe(false);
  });
});

describe('what stays from an audience', () => {
  test('is in no bundle for it, whoever else gets it', async () => {
    for (const on of [{ what: 'item', seq: ids.photo } as const, { what: 'incident', id: ids.apart } as const])
      await call('gate.restrict', {
        ...{ on, viewers: ['defence', 'partner', 'media', 'public'], authority: 'Training office' },
        ...{ basis: 'letter 3', until: null },
      });
    const court = (await bundleFor('court')).bytes;
    expect(court.includes(somewhereInThePicture())).toBe(true);
    expect(foundIn(court, [account])).toEqual([account]);
    for (const audience of audiences) {
      const { bytes } = await bundleFor(audience);
      expect(foundIn(bytes, identities), audience).toEqual([]);
      if (audience === 'court' || audience === 'un_mechanism') continue;
      expect(bytes.includes(somewhereInThePicture()), audience).toBe(false);
      expect(foundIn(bytes, closable), audience).toEqual([]);
    }
  });
});

test('what stays from an audience is in no table of cases for it', async () => {
  expect(foundIn(await tablesFor('court'), closable)).toEqual([caseTitle]);
  for (const audience of ['defence', 'partner', 'media', 'public'] as const)
    expect(foundIn(await tablesFor(audience), [...closable, ...identities]), audience).toEqual([]);
});

describe('what is closed to everybody', () => {
  beforeAll(async () => {
    const order = { viewers: ['archive' as const], authority: 'Training court', basis: 'order 12', until: null };
    for (const seq of [ids.photo, ids.chat]) await call('gate.restrict', { on: { what: 'item', seq }, ...order });
    await call('gate.restrict', { on: { what: 'testimony', id: ids.testimony }, ...order });
    await call('gate.restrict', { on: { what: 'incident', id: ids.apart }, ...order });
    await call('person.involve', {
      person: ids.person,
      on: { what: 'item', seq: ids.photo },
      as: ['shown'],
    });
    events.length = 0;
  });

  test('is in no answer to any call, no count beside it, no fault and no event', async () => {
    const { text, refused } = await everyAnswer();
    const found = foundIn(Buffer.from(text), [...closable, ...identities]);
    expect(found).toEqual([]);
    for (const name of ['item.get', 'testimony.get', 'custody.log', 'erasure.plan'])
      expect(refused).toContain(`${name} RECORD_CLOSED`);
    expect(refused.some((each) => each.startsWith('transcript.get RECORD_'))).toBe(true);
  });

  test('is found by no search, and counted in no facet', async () => {
    for (const text of ['planted', 'floor', 'twice', 'Somebody', 'Camera-Owner', 'Chat-Sender']) {
      const answer = await call('search.query', { query: { text }, offset: 0, limit: 100 });
      expect({ text, total: answer.total, facets: answer.facets, hits: answer.hits }).toEqual({
        ...{ text, total: 0, facets: [], hits: [] },
      });
    }
  });

  test('keeps its code name from being given to somebody else', async () => {
    expect(await call('testimony.suggestCodeName', {})).not.toBe('witness-1');
  });

  test('takes with it what was typed beside the ledger and quotes it, and nothing else', async () => {
    expect(await call('search.saved', {})).toMatchObject([{ name: 'of the case' }]);
    expect(await call('draft.get', { name: 'amendment' })).toEqual({ value: draftsOf({ other: openWords }) });
    expect(await call('draft.get', { name: 'transcript' })).toEqual({ value: null });
    await call('draft.set', { name: 'amendment', value: draftsOf({ third: 'something new' }) });
  });

  test('has no thumbnail, no view and no original', async () => {
    for (const seq of [ids.photo, ids.chat])
      for (const kind of ['thumb', 'view', 'original'])
        await expect(openResource(session, `${kind}/${seq}`)).rejects.toMatchObject({ code: 'RECORD_CLOSED' });
  });

  test('is in no bundle and no receipt for anybody', async () => {
    for (const audience of audiences) {
      const { bytes, path } = await bundleFor(audience);
      expect(foundIn(bytes, [...closable, ...identities]), audience).toEqual([]);
      expect(bytes.includes(somewhereInThePicture()), audience).toBe(false);
      expect((await verifyBundle(path, {}, [])).exitStatus).toBe(0);
    }
  });

  test('is in no table of cases for anybody', async () => {
    for (const audience of audiences)
      expect(foundIn(await tablesFor(audience), [...closable, ...identities]), audience).toEqual([]);
  });

  test('is in no event that a window is told', () => {
    expect(events.length).toBeGreaterThan(10);
    expect(foundIn(Buffer.from(JSON.stringify(events)), [...closable, ...identities])).toEqual([]);
  });
});

describe('the disk', () => {
  test('holds nothing of it in clear: not in the vault, not at home, not among temporary files', async () => {
    const look = () => {
      for (const folder of [vaultPath, ...Object.values(folders)]) {
        const bytes = everyFile(folder);
        expect(foundIn(bytes, [...closable, ...identities]), folder).toEqual([]);
        expect(bytes.includes(somewhereInThePicture()), folder).toBe(false);
      }
    };
    look();
    await session.lock();
    look();
  });
});

describe('the command line and the pages that it writes', () => {
  const pages = () => join(privately, 'pages');
  const run = async (...args: string[]) => {
    const { status, out, err } = await sanad(args, { SANAD_PASSPHRASE_FILE: join(privately, 'passphrase') });
    expect({ status, err }).toEqual({ status: 0, err: '' });
    return out;
  };

  test('hold what is open and nothing of it', async () => {
    mkdirSync(pages());
    writeFileSync(join(privately, 'passphrase'), passphrase);
    const page = (name: string) => join(pages(), `${name}.html`);
    const told = [
      await run('custody', vaultPath, `${ids.other}`, '--out', page('custody')),
      await run('person', 'report', vaultPath, ids.person, '--out', page('report'), '--language', 'ar'),
      await run('checkpoint', vaultPath, '--page', page('checkpoint')),
      await run('acquisition', 'show', vaultPath, '1'),
    ].join('\n');
    const written = everyFile(pages());
    for (const open of ['IMG-20160427-WA0004.jpg', 'person-1']) {
      expect(told, open).toContain(open);
      expect(isIn(written, open), open).toBe(true);
    }
    expect(readdirSync(pages())).toHaveLength(3);
    expect(foundIn(Buffer.concat([Buffer.from(told), written]), [...closable, ...identities])).toEqual([]);
  });
});
