/** People who stay in a bundle's fields are named in none of its free words: neither in a statement, nor in what withholding rests on. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CallInput } from '../../../shared/contract.ts';
import { toEnvelope } from '../../../shared/faults.ts';
import { onlyTold } from '../../../shared/model/testimony.ts';
import { type Call, openSession } from '../../fixtures/session.ts';
import { usedBy } from '../../fixtures/uses.ts';

let call: Call;
let end: () => Promise<void>;
let folder: string;
let files = 0;
let item = -1;

beforeAll(async () => {
  ({ call, end } = await openSession());
  folder = await mkdtemp(join(tmpdir(), 'sanad-named-'));
});
afterAll(async () => {
  await end();
  await rm(folder, { recursive: true, force: true });
});

const testimonyOf = (witness: string) => {
  const consent = { state: 'given' as const, audiences: ['court' as const], conditions: '', explained: true };
  const paragraphs = [{ text: 'what was told', basis: 'saw' as const }];
  return call('testimony.create', {
    fields: { ...onlyTold, witness, language: 'en', incident: null, consent, paragraphs },
    identity: null,
    identityPassphrase: null,
  });
};

type Withhold = NonNullable<CallInput<'bundle.export'>['withhold']>;
async function bundle(withhold: Withhold = []): Promise<Buffer> {
  const path = join(folder, `bundle-${files++}.zip`);
  await call('bundle.export', {
    ...{ ...usedBy('court'), answers: [], withhold, recipient: '', protection: { kind: 'plain' } },
    ...{ target: { kind: 'path', path }, job: `bundle-${files}` },
  });
  return readFile(path);
}
const holds = (bytes: Buffer, text: string): boolean =>
  [0, 1, 2].some((shift) => {
    const encoded = Buffer.concat([Buffer.alloc(shift), Buffer.from(text)]).toString('base64url');
    return bytes.includes(encoded.slice(shift === 0 ? 0 : 4, -4));
  }) || bytes.includes(text);

describe('a statement of how files came here', () => {
  const fields = { origin: 'card', giver: 'lamp-3' } as const;

  test('says in its note to a court what it says of nobody', async () => {
    const source = join(folder, 'page.txt');
    await writeFile(source, 'training page');
    await call('import.start', { sources: [{ kind: 'path', path: source }], job: 'take' });
    item = (await call('item.list', { limit: 1 })).items[0]?.seq ?? -1;
    const { acquisitions } = await call('acquisition.list', {});
    const seqs = acquisitions.map(({ acquisition }) => acquisition);
    await call('acquisition.state', { acquisitions: seqs, fields: { ...fields, note: 'planted: at noon, by car' } });
    expect(holds(await bundle(), 'planted: at noon')).toBe(true);
  });

  test.each([
    ['whom it names itself', 'planted: Lamp-3 came at noon'],
    ['whom a closed testimony names', 'planted: they came with witness-7'],
  ])('stays with %s', async (_whom, note) => {
    const { acquisitions } = await call('acquisition.list', {});
    const detail = await call('acquisition.get', { acquisition: acquisitions[0]?.acquisition ?? -1 });
    if (detail.statement === null) throw new Error('nothing was stated');
    const { id, head } = detail.statement;
    if (note.includes('witness-7')) {
      const { id: closed } = await testimonyOf('witness-7');
      const by = { viewers: ['archive' as const], authority: 'Training court', basis: 'order 12', until: null };
      await call('gate.restrict', { on: { what: 'testimony', id: closed }, ...by });
    }
    await call('acquisition.amend', {
      ...{ id, head, reason: `was told: ${note}` },
      fields: { ...fields, original: { where: 'elsewhere', words: note }, note },
    });
    const bytes = await bundle();
    expect(holds(bytes, note.slice(0, 20))).toBe(false);
    expect(holds(bytes, 'was told: planted')).toBe(false);
  });
});

describe('what is kept back by hand', () => {
  const kept = (authority: string): Withhold => [
    { seq: item, fields: null, ground: 'safety of a person', authority, review: null },
  ];

  test('rests on words that name nobody who is not in the bundle', async () => {
    const before = (await call('ledger.list', { limit: 1 })).total;
    for (const [words, value] of [
      ['asked by witness-7', 'witness-7'],
      ['a letter of Lamp-3 of 2 May', 'lamp-3'],
    ] as const) {
      const fault = await bundle(kept(words)).catch(toEnvelope);
      expect(fault).toMatchObject({ code: 'WITHHOLDING_NAMES', params: { field: 'authority', value } });
    }
    expect((await call('ledger.list', { limit: 1 })).total).toBe(before);
  });

  test('may name a witness whose account is in the bundle', async () => {
    await testimonyOf('witness-8');
    const bytes = await bundle(kept('asked by witness-8'));
    expect(holds(bytes, 'asked by witness-8')).toBe(true);
  });
});
