import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine, type Engine } from '../../../electron/core/engine.ts';
import { forkedWorkers } from '../../../electron/core/forked-workers.ts';
import type { CallInput } from '../../../shared/contract.ts';
import type { Audience } from '../../../shared/model/vocabulary.ts';
import { everythingOnDisk, second } from '../../fixtures/erasing.ts';
import { inInterview, recorded, recordUntil, soundOf, testimony } from '../../fixtures/sound.ts';
import { cheapKdf, passphrase, temporaryVault } from '../../fixtures/vault.ts';
import { filesOf } from '../bundle/evidence.ts';

/** Words that stand in one thing alone. */
const words = {
  account: 'the generator stopped at nine',
  transcript: 'توقف المولد الساعة التاسعة',
  translation: 'the power plant of the hospital fell silent at nine',
  ofAccount: 'le générateur s’est arrêté à neuf heures',
} as const;

let path: string;
let remove: () => Promise<void>;
let engine: Engine;
let bundles = 0;

const reopen = async () => {
  engine = createEngine({ workers: forkedWorkers, face: 'browser', folder: '', version: '0.0.0' });
  await engine.call('vault.open', { path, passphrase, operator: 'op-1' });
};

beforeAll(async () => {
  const field = await temporaryVault();
  ({ path, remove } = field);
  await field.vault.addOperator(second.operator, second.passphrase, cheapKdf);
  await field.vault.close();
  await reopen();
});
afterAll(async () => {
  await engine.close();
  await remove();
});

type Made = { of: string; item: number; transcript: string; translation: string; ofAccount: string };

const transcriptOf = (item: number, changes: Partial<CallInput<'transcript.create'>['fields']> = {}) =>
  engine.call('transcript.create', {
    kind: 'transcript',
    fields: {
      item,
      language: 'ar',
      by: 'transcriber-1',
      machine: { program: 'whisper.cpp', version: '1.7' },
      checked: 'checker-1',
      paragraphs: [
        { text: words.transcript, from: 1_000, to: 3_000, speaker: 'witness-1' },
        { text: 'ثم ساد الصمت', from: 3_000 },
      ],
      ...changes,
    },
  });

/** A testimony that was recorded, written down, and translated from both. */
async function spoken(witness: string): Promise<Made> {
  const of = await testimony(engine, { witness, paragraphs: [{ text: words.account, basis: 'saw' }] });
  const item = await soundOf(engine, { testimony: of });
  const transcript = await transcriptOf(item);
  const translation = await engine.call('transcript.create', {
    kind: 'translation',
    fields: {
      transcript: transcript.id,
      language: 'en',
      original: 'ar',
      by: 'translator-1',
      paragraphs: [{ text: words.translation, renders: 1 }],
    },
  });
  const ofAccount = await engine.call('transcript.create', {
    kind: 'translation',
    fields: { testimony: of, language: 'fr', original: 'ar', paragraphs: [{ text: words.ofAccount, renders: 1 }] },
  });
  return { of, item, transcript: transcript.id, translation: translation.id, ofAccount: ofAccount.id };
}

async function exported(audience: Audience, withhold?: CallInput<'bundle.export'>['withhold']) {
  bundles++;
  const target = { kind: 'path', path: join(path, '..', `bundle-${bundles}`) } as const;
  const request = {
    audience,
    recipient: 'Training',
    protection: { kind: 'plain' },
    purpose: 'criminal case',
    basis: { kind: 'consent' },
    target,
    job: `b${bundles}`,
  } as const;
  const made = await engine.call('bundle.export', { ...request, ...(withhold === undefined ? {} : { withhold }) });
  return Object.values(await filesOf(made.path ?? ''));
}
const holds = (files: readonly Buffer[], text: string | Buffer) => files.some((bytes) => bytes.includes(text));

const found = async (text: string) => {
  return (await engine.call('search.query', { query: { text } })).hits;
};
const code = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code: string }) => error.code,
  );

describe('transcripts and translations', () => {
  let made: Made;
  beforeAll(async () => {
    made = await spoken('witness-1');
  });

  it('name the recording and the testimony behind them, whatever they were made of', async () => {
    const { of, item, transcript, translation } = made;
    const written = await engine.call('transcript.get', { kind: 'transcript', id: transcript });
    expect(written).toMatchObject({ fields: { item, testimony: of }, witness: 'witness-1', recording: { seq: item } });
    const translated = await engine.call('transcript.get', { kind: 'translation', id: translation });
    expect(translated.fields).toMatchObject({ item, testimony: of, transcript, original: 'ar', language: 'en' });
    const lines = await engine.call('transcript.list', { of: { testimony: of } });
    expect(lines.map(({ kind, language }) => `${kind} ${language}`)).toEqual([
      'transcript ar',
      'translation en',
      'translation fr',
    ]);
  });

  it('are joined with what they were made of, and stand in its history and custody', async () => {
    const { of, item, transcript } = made;
    const joined = await engine.call('record.relations', { of: { record: transcript } });
    expect(joined.map(({ kind, end, other }) => [kind, end, other.what === 'item' ? other.seq : other.kind])).toEqual([
      ['derived: transcribed', 'from', item],
      ['derived: translated', 'to', 'translation'],
    ]);
    const custody = await engine.call('custody.log', { of: { what: 'item', seq: item } });
    expect(custody.lines.map(({ event }) => event)).toContain('transcribed');
    const { history } = await engine.call('testimony.get', { id: of });
    expect(history.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['recordingBegun', 'recordingKept', 'transcribed', 'translated']),
    );
  });

  it('are found by their words, in Arabic without its marks as well', async () => {
    expect(await found('المولّد')).toMatchObject([
      { kind: 'transcript', id: made.transcript, passage: { field: 'paragraph.1' } },
    ]);
    expect(await found('power plant')).toMatchObject([{ kind: 'translation', id: made.translation }]);
  });

  it('are corrected with a reason; two edits at once lose neither', async () => {
    const before = await engine.call('transcript.get', { kind: 'translation', id: made.ofAccount });
    if (before.kind !== 'translation') throw new Error();
    const fields = { ...before.fields, checked: 'checker-2' };
    const save = { kind: 'translation', id: made.ofAccount, head: before.head, fields } as const;
    const after = await engine.call('transcript.amend', { ...save, reason: 'Compared with the account.' });
    expect(after.fields.checked).toBe('checker-2');
    expect(after.history.at(-1)).toMatchObject({
      reason: 'Compared with the account.',
      changes: [{ field: 'checked' }],
    });
    expect(await code(engine.call('transcript.amend', { ...save, reason: 'At the same time.' }))).toBe('RECORD_STALE');
  });

  it.each([
    [
      'what it was made of',
      { kind: 'transcript', fields: { language: 'ar', paragraphs: [{ text: 'x' }] } },
      { field: 'item', rule: 'missing' },
    ],
    [
      'a mark beyond the end',
      { kind: 'transcript', fields: { item: 0, language: 'ar', paragraphs: [{ text: 'x', from: 60_000 }] } },
      { field: 'paragraphs.0.from', rule: 'too much', value: 60_000 },
    ],
    [
      'an end before the beginning',
      { kind: 'transcript', fields: { item: 0, language: 'ar', paragraphs: [{ text: 'x', from: 5, to: 4 }] } },
      { field: 'fields.paragraphs.0.to' },
    ],
    [
      'a language',
      { kind: 'transcript', fields: { item: 0, language: '??', paragraphs: [{ text: 'x' }] } },
      { field: 'fields.language', rule: 'form' },
    ],
    [
      'words',
      { kind: 'transcript', fields: { item: 0, language: 'ar', paragraphs: [] } },
      { field: 'fields.paragraphs', rule: 'too little' },
    ],
    [
      'a transcript that is none',
      {
        kind: 'translation',
        fields: { transcript: 'c'.repeat(32), language: 'en', original: 'ar', paragraphs: [{ text: 'x' }] },
      },
      {},
    ],
  ] as const)('are refused for %s, and nothing is stored', async (_what, given, params) => {
    const entries = (await engine.call('vault.state', {}))?.entries;
    const asked = structuredClone(given) as unknown as CallInput<'transcript.create'>;
    if (asked.fields.item === 0) asked.fields.item = made.item;
    await expect(engine.call('transcript.create', asked)).rejects.toMatchObject({ params });
    expect((await engine.call('vault.state', {}))?.entries).toBe(entries);
  });

  it('leave with the account for whom the witness agreed to, and for nobody else', async () => {
    const court = await exported('court');
    for (const text of Object.values(words)) expect(holds(court, text), text).toBe(true);
    expect(holds(court, recorded.subarray(500, 600))).toBe(true);
    expect(holds(court, 'Microphone of Planted Person')).toBe(false);
    for (const audience of ['defence', 'media'] as const) {
      const files = await exported(audience).catch(() => []);
      for (const text of [...Object.values(words), 'transcriber-1']) expect(holds(files, text), text).toBe(false);
      expect(holds(files, recorded.subarray(500, 600))).toBe(false);
    }
  });

  it('stay, and so does the sound, where the witness refuses by now to be recorded, while the account leaves', async () => {
    const { head, fields } = await engine.call('testimony.get', { id: made.of });
    const save = { id: made.of, head, reason: 'They took their word about the sound back.' };
    await engine.call('testimony.amend', { ...save, fields: { ...fields, recording: 'refused' } });
    const files = await exported('court');
    expect(holds(files, words.account)).toBe(true);
    for (const text of [words.transcript, words.translation]) expect(holds(files, text), text).toBe(false);
    expect(holds(files, recorded.subarray(500, 600))).toBe(false);
    const after = await engine.call('testimony.get', { id: made.of });
    await engine.call('testimony.amend', { ...save, head: after.head, fields, reason: 'Entered by mistake.' });
  });

  it('stay whole, and so does the sound, where a person keeps back a paragraph of the account', async () => {
    const { head } = await engine.call('testimony.get', { id: made.of });
    const choice: NonNullable<Parameters<typeof exported>[1]>[number] = {
      seq: head,
      fields: ['account.1'],
      ground: 'privacy of a person',
      authority: 'Training',
      review: null,
    };
    const files = await exported('court', [choice]);
    for (const text of Object.values(words)) expect(holds(files, text), text).toBe(false);
    expect(holds(files, recorded.subarray(500, 600))).toBe(false);
  });

  it('are closed with the testimony, the sound too, and opened again with it', async () => {
    const { of, item, transcript, translation, ofAccount } = made;
    const closing = { viewers: ['archive'], authority: 'Training court', basis: 'for the test', until: null } as const;
    const { restrictions } = await engine.call('gate.restrict', {
      on: { what: 'testimony', id: of },
      ...closing,
      viewers: ['archive'],
    });
    const reading = () =>
      Promise.all([
        code(engine.call('item.get', { seq: item })),
        code(engine.call('transcript.get', { kind: 'transcript', id: transcript })),
        code(engine.call('transcript.get', { kind: 'translation', id: translation })),
        code(engine.call('transcript.get', { kind: 'translation', id: ofAccount })),
        code(engine.resource(`original/${item}`)),
        code(transcriptOf(item)),
        code(engine.call('recording.begin', { of: { testimony: of }, agreed: { how: 'spoken' } })),
      ]);
    expect(await reading()).toEqual(Array(7).fill('RECORD_CLOSED'));
    for (const text of ['المولد', 'power plant', 'générateur', 'generator']) expect(await found(text)).toEqual([]);
    expect(await engine.call('transcript.list', {})).toEqual([]);
    expect(await engine.call('recording.list', {})).toEqual([]);
    await engine.call('gate.lift', { id: restrictions[0]?.id ?? '', reason: 'the test is over' });
    expect(await found('power plant')).toHaveLength(1);
  });

  it('are closed with the recording alone, while the account stays open', async () => {
    const { of, item, transcript, translation, ofAccount } = made;
    const on = { what: 'item', seq: item } as const;
    const { restrictions } = await engine.call('gate.restrict', {
      on,
      viewers: ['archive'],
      authority: 'Training court',
      basis: 'for the test',
      until: null,
    });
    expect(await code(engine.call('transcript.get', { kind: 'transcript', id: transcript }))).toBe('RECORD_CLOSED');
    expect(await code(engine.call('transcript.get', { kind: 'translation', id: translation }))).toBe('RECORD_CLOSED');
    expect(await code(engine.call('transcript.get', { kind: 'translation', id: ofAccount }))).toBe('done');
    expect(await code(engine.call('testimony.get', { id: of }))).toBe('done');
    await engine.call('gate.lift', { id: restrictions[0]?.id ?? '', reason: 'the test is over' });
  });

  it('stay where the account does, also once somebody said that the file is not of it', async () => {
    const of = await testimony(engine, { witness: 'witness-9' });
    const card = fileURLToPath(new URL('../../fixtures/recordings/note.opus', import.meta.url));
    await engine.call('import.start', { sources: [{ kind: 'path', path: card }], job: 'card' });
    const { items } = await engine.call('item.list', {});
    const item = items.find(({ name }) => name === 'note.opus')?.seq ?? -1;
    const reason = 'They handed over their own recording.';
    const [line] = await engine.call('recording.attach', { item, testimony: of, reason });
    const planted = 'what was told, written down beside another file';
    const transcript = await transcriptOf(item, { language: 'en', paragraphs: [{ text: planted, from: null }] });
    const ofTranscript = { transcript: transcript.id, language: 'fr', original: 'en', paragraphs: [{ text: planted }] };
    await engine.call('transcript.create', { kind: 'translation', fields: ofTranscript });
    await engine.call('recording.detach', { id: line?.id ?? '', reason: 'It is somebody else’s.' });
    const files = await exported('defence');
    expect(holds(files, readFileSync(card).subarray(500, 600))).toBe(true);
    expect(holds(files, planted)).toBe(false);
    expect(holds(await exported('court'), planted)).toBe(true);
  });

  it('of somebody who was recorded and is no testimony yet stay for everybody outside', async () => {
    const item = await soundOf(engine, inInterview('witness-7'));
    const planted = 'words of somebody without a testimony';
    await transcriptOf(item, { language: 'en', paragraphs: [{ text: planted }] });
    for (const audience of ['court', 'partner', 'public'] as const) {
      const files = await exported(audience).catch(() => []);
      expect(holds(files, planted), audience).toBe(false);
    }
    const { judgements } = await engine.call('gate.ask', { on: { what: 'item', seq: item } });
    expect(judgements.find(({ viewer }) => viewer === 'court')?.reasons[0]?.code).toBe('not asked');
  });

  it('go with their testimony when two people erase it: sound, words, and what was cut off', async () => {
    const { of, item, transcript } = await spoken('witness-8');
    await engine.close();
    await recordUntil(3, path, of);
    await reopen();
    expect(await engine.call('recording.unfinished', {})).toMatchObject([{ testimony: of }]);
    const target = { what: 'testimony', id: of } as const;
    const hold = await engine.call('hold.place', {
      on: { what: 'item', seq: item },
      authority: 'Training court',
      basis: 'file 7',
      until: null,
    });
    const confirm = async () => {
      const { digest } = await engine.call('erasure.plan', { target });
      const { id } = await engine.call('erasure.request', { target, ground: 'witness asked', plan: digest });
      return engine.call('erasure.confirm', { id, plan: digest, ...second });
    };
    expect(await code(confirm())).toBe('ERASURE_HELD');
    await engine.call('hold.lift', { id: hold.id, reason: 'the court let it go' });
    expect(await confirm()).toMatchObject({ finished: true });
    expect(await engine.call('recording.unfinished', {})).toEqual([]);
    expect(await code(engine.call('item.get', { seq: item }))).toBe('RECORD_ERASED');
    expect(await code(engine.call('transcript.get', { kind: 'transcript', id: transcript }))).toBe('RECORD_ERASED');
    const report = await engine.call('verify.vault', { job: 'verify', notes: [] });
    expect(report).toMatchObject({ exitStatus: 0, findings: [] });
    // The other testimony of this file said the same words: what is looked for are the salts of what went.
    const { pages } = await everythingOnDisk(path);
    expect(pages.includes('witness-8')).toBe(false);
    expect(await engine.call('transcript.list', { of: { testimony: of } })).toEqual([]);
  });
});
