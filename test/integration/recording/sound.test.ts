import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createEngine, type Engine } from '../../../electron/core/engine.ts';
import { forkedWorkers } from '../../../electron/core/forked-workers.ts';
import { disk } from '../../../electron/core/recording/recorder.ts';
import type { CallInput } from '../../../shared/contract.ts';
import {
  begun,
  consentGiven,
  inInterview,
  inPieces,
  microphone,
  recorded,
  recordUntil,
  soundOf,
  testimony,
} from '../../fixtures/sound.ts';
import { allBytesBelow, passphrase, temporaryVault } from '../../fixtures/vault.ts';

const sha256 = createHash('sha256').update(recorded).digest('hex');

let path: string;
let remove: () => Promise<void>;
let engine: Engine;

const fresh = () => createEngine({ workers: forkedWorkers, face: 'browser', folder: '', version: '0.0.0' });
const open = async (): Promise<Engine> => {
  const opened = fresh();
  await opened.call('vault.open', { path, passphrase });
  return opened;
};

beforeAll(async () => {
  const field = await temporaryVault();
  await field.vault.close();
  ({ path, remove } = field);
  engine = await open();
});
afterEach(() => {
  vi.restoreAllMocks();
});
afterAll(async () => {
  await engine.close();
  await remove();
});

async function bytesOf(seq: number): Promise<Buffer> {
  const resource = await engine.resource(`original/${seq}`);
  const pieces: Uint8Array[] = [];
  for await (const piece of resource.stream()) pieces.push(piece);
  await resource.close();
  return Buffer.concat(pieces);
}

const lines = async () => (await engine.call('ledger.list', { offset: 0, limit: 10 })).lines;

describe('sound recorded here', () => {
  it('is an ordinary item once it is stopped: bit for bit, with its hash, its length and how it was made', async () => {
    const of = await testimony(engine);
    const recording = await begun(engine, { testimony: of }, inPieces(3));
    await engine.call('recording.pause', { recording });
    await engine.call('recording.goOn', { recording });
    const { item } = await engine.call('recording.finish', { recording });
    const detail = await engine.call('item.get', { seq: item ?? -1 });
    expect(detail.summary).toMatchObject({ sha256, size: recorded.length, type: 'video/webm', seconds: 6.959 });
    expect(await bytesOf(item ?? -1)).toEqual(recorded);
    const [line] = await engine.call('recording.list', { of: { testimony: of } });
    expect(line).toMatchObject({
      id: recording,
      operator: 'op-1',
      item: { seq: item },
      fields: {
        ...{ origin: 'here', witness: 'witness-1', testimony: of, agreed: 'spoken', ending: 'stopped', state: 'kept' },
        ...{ input: microphone.label, rate: 48_000, channels: 1 },
        pauses: [{ from: expect.any(String), to: expect.any(String) }],
      },
    });
    expect((await engine.call('acquisition.get', { acquisition: detail.acquisition })).kind).toBe('recorder');
    expect((await lines()).slice(0, 4).map(({ action }) => action)).toEqual([
      'recordingKept',
      'itemArchived',
      'sourceListed',
      'recordingBegun',
    ]);
    expect(await engine.call('recording.unfinished', {})).toEqual([]);
  });

  it('is on the disk in no other way than encrypted, while it goes on and afterwards', async () => {
    const of = await testimony(engine);
    const recording = await begun(engine, { testimony: of }, inPieces(4));
    const needles = [0, 7_000, 14_000].map((at) => recorded.subarray(at, at + 32));
    const found = () => needles.some((needle) => allBytesBelow(path).includes(needle));
    expect(found()).toBe(false);
    await engine.call('recording.finish', { recording });
    expect(found()).toBe(false);
    await engine.close();
    expect(found()).toBe(false);
    expect(allBytesBelow(path).includes(microphone.label)).toBe(false);
    engine = await open();
  });

  it('does not begin where the witness said no, took their consent back, or refused to be recorded', async () => {
    const refusing = await testimony(engine, { consent: { ...consentGiven, state: 'refused', audiences: [] } });
    const attempt = (of: string) =>
      engine.call('recording.begin', { of: { testimony: of }, agreed: { how: 'spoken' } });
    const entries = (await engine.call('vault.state', {}))?.entries;
    await expect(attempt(refusing)).rejects.toMatchObject({ code: 'RECORDING_NOT_AGREED' });
    expect((await engine.call('vault.state', {}))?.entries).toBe(entries);

    await expect(attempt(await testimony(engine, { recording: 'refused' }))).rejects.toMatchObject({
      code: 'RECORDING_NOT_AGREED',
    });

    const willing = await testimony(engine, { witness: 'witness-2' });
    const person = await engine.call('person.create', {
      fields: { code: 'witness-2', standing: 'witness', child: false, majority: null, keepUntil: null },
      identity: null,
      identityPassphrase: null,
    });
    await engine.call('person.involve', {
      person: person.id,
      on: { what: 'testimony', id: willing },
      as: ['told by'],
    });
    await engine.call('consent.add', {
      person: person.id,
      fields: {
        ...{ state: 'given', asked: '2016-05-01', purposes: [], anonymise: [], recording: 'refused', child: null },
        ...{ renew: null, wishes: '', withdrawal: null, audiences: ['court'] },
        explained: ['purpose', 'who will see it', 'may refuse', 'may withdraw', 'court keeps it'],
        conditions: { noDeathPenalty: false, askAgain: false, notStates: [], words: '' },
        obtained: { by: 'op-1', how: ['spoken'], witness: '' },
      },
    });
    await expect(attempt(willing)).rejects.toMatchObject({ code: 'RECORDING_NOT_AGREED' });
  });

  it('does not begin for nobody: not before somebody is named who may hear it', async () => {
    const attempt = (of: CallInput<'recording.begin'>['of']) =>
      engine.call('recording.begin', { of, agreed: { how: 'spoken' } });
    const entries = (await engine.call('vault.state', {}))?.entries;
    const unasked = { state: 'not asked', audiences: [], conditions: '', explained: true } as const;
    const consent = { ...consentGiven, audiences: ['court' as const] };
    const refused = { ...unasked, state: 'refused' } as const;
    for (const [said, code] of [
      [{ consent: refused, recording: 'agreed' }, 'RECORDING_NOT_AGREED'],
      [{ consent, recording: 'refused' }, 'RECORDING_NOT_AGREED'],
      [{ consent, recording: 'not asked' }, 'RECORDING_NOT_AGREED'],
      [{ consent: unasked, recording: 'agreed' }, 'RECORDING_FOR_NOBODY'],
      [{ consent: { ...consent, audiences: [] }, recording: 'agreed' }, 'RECORDING_FOR_NOBODY'],
    ] as const)
      await expect(attempt({ witness: 'witness-9', said } as never)).rejects.toMatchObject({ code });
    expect((await engine.call('vault.state', {}))?.entries).toBe(entries);

    const later = await testimony(engine, { consent: { ...unasked, audiences: [] } });
    expect((await engine.call('testimony.get', { id: later })).recordingBar).toBe('RECORDING_FOR_NOBODY');
    await expect(attempt({ testimony: later })).rejects.toMatchObject({ code: 'RECORDING_FOR_NOBODY' });
  });

  it('takes nothing more once the testimony says no, and keeps what was said until then', async () => {
    const of = await testimony(engine);
    const pieces = inPieces(3);
    const recording = await begun(engine, { testimony: of }, pieces.slice(0, 2));
    const { head, fields } = await engine.call('testimony.get', { id: of });
    await engine.call('testimony.amend', {
      ...{ id: of, head, reason: 'They want to be written down instead.' },
      fields: { ...fields, recording: 'refused' },
    });
    const base64 = pieces[2]?.toString('base64') ?? '';
    await expect(engine.call('recording.add', { recording, number: 2, base64 })).rejects.toMatchObject({
      code: 'RECORDING_NOT_AGREED',
    });
    const { item } = await engine.call('recording.finish', { recording });
    expect(await bytesOf(item ?? -1)).toEqual(Buffer.concat(pieces.slice(0, 2)));
    expect((await engine.call('testimony.get', { id: of })).recordingBar).toBe('RECORDING_NOT_AGREED');
  });

  it('keeps its code name from whoever comes next, also where no testimony was saved', async () => {
    const witness = await engine.call('testimony.suggestCodeName', {});
    const recording = await begun(engine, inInterview(witness), inPieces(1));
    expect(await engine.call('testimony.suggestCodeName', {})).not.toBe(witness);
    await engine.call('recording.finish', { recording });
    expect(await engine.call('testimony.suggestCodeName', {})).not.toBe(witness);
  });

  it('takes no piece without a beginning, none after the end, and none out of order', async () => {
    const base64 = recorded.subarray(0, 100).toString('base64');
    const none = { recording: 'a'.repeat(32), number: 0, base64 };
    await expect(engine.call('recording.add', none)).rejects.toMatchObject({ code: 'RECORDING_OVER' });
    const recording = await begun(engine, inInterview('witness-3'), inPieces(3).slice(0, 1));
    await expect(engine.call('recording.add', { recording, number: 5, base64 })).rejects.toMatchObject({
      code: 'FIELD_INVALID',
      params: { field: 'number', rule: 'too much', expected: 1, value: 5 },
    });
    // Sent again because nobody answered: kept once.
    expect(await engine.call('recording.add', { recording, number: 0, base64 })).toMatchObject({ pieces: 1 });
    await expect(engine.call('recording.add', { recording, number: 1, base64: '*' })).rejects.toMatchObject({
      params: { field: 'base64' },
    });
    await expect(
      engine.call('recording.begin', { of: inInterview('witness-4'), agreed: { how: 'spoken' } }),
    ).rejects.toMatchObject({ code: 'RECORDING_RUNNING' });
    await engine.call('recording.finish', { recording });
    await expect(engine.call('recording.add', { recording, number: 1, base64 })).rejects.toMatchObject({
      code: 'RECORDING_OVER',
    });
  });

  it('leaves nothing but its entries where nothing was heard', async () => {
    const recording = await begun(engine, inInterview('witness-3'), []);
    expect(await engine.call('recording.finish', { recording, ending: 'input lost' })).toEqual({ item: null });
    const all = await engine.call('recording.list', {});
    expect(all.map(({ id }) => id)).not.toContain(recording);
    expect((await lines())[0]?.action).toBe('recordingThrownAway');
  });

  it('is archived by the lock that comes in the middle of it, and says so', async () => {
    const of = await testimony(engine);
    await begun(engine, { testimony: of });
    await engine.call('vault.lock', {});
    engine = await open();
    expect(await engine.call('recording.unfinished', {})).toEqual([]);
    const [line] = await engine.call('recording.list', { of: { testimony: of } });
    expect(line).toMatchObject({ item: { sha256 }, fields: { ending: 'locked' } });
  });

  it('is told to stop while there is still room to archive it, and is kept where there is none', async () => {
    const of = await testimony(engine);
    const free = vi.spyOn(disk, 'free').mockResolvedValue(90_000_000);
    const recording = await begun(engine, { testimony: of }, inPieces(4).slice(0, 3));
    free.mockResolvedValue(60_000_000);
    const last = inPieces(4)[3]?.toString('base64') ?? '';
    expect(await engine.call('recording.add', { recording, number: 3, base64: last })).toMatchObject({
      pieces: 4,
      room: 'little',
    });
    const { item } = await engine.call('recording.finish', { recording, ending: 'disk full' });
    expect(await bytesOf(item ?? -1)).toEqual(recorded);
    await expect(
      engine.call('recording.begin', { of: { testimony: of }, agreed: { how: 'spoken' } }),
    ).rejects.toMatchObject({ code: 'VAULT_DISK_FULL' });
  });
});

describe('a recording whose program was killed', () => {
  it('is offered again with every acknowledged piece, and can be kept; the ledger says that it was cut off', async () => {
    const of = await testimony(engine);
    await engine.close();
    const acknowledged = await recordUntil(12, path, of);
    expect(acknowledged).toBeLessThan(40);
    engine = await open();
    const [left, ...others] = await engine.call('recording.unfinished', {});
    expect(others).toEqual([]);
    expect(left).toMatchObject({ witness: 'witness-1', testimony: of, ending: null });
    expect(left?.pieces).toBeGreaterThanOrEqual(acknowledged);
    const kept = recorded.subarray(0, left?.bytes);
    const { item } = await engine.call('recording.keep', { recording: left?.id ?? '' });
    expect(await bytesOf(item ?? -1)).toEqual(kept);
    const [line] = await engine.call('recording.list', { of: { testimony: of } });
    expect(line?.fields.ending).toBe('cut off');
    expect(await engine.call('recording.unfinished', {})).toEqual([]);
  });

  it('can be thrown away with a reason, and nothing of it is left in the database', async () => {
    const of = await testimony(engine);
    await engine.close();
    await recordUntil(5, path, of);
    engine = await open();
    const [left] = await engine.call('recording.unfinished', {});
    // Somebody is being recorded meanwhile: their microphone stays allowed, until they stop.
    const other = await begun(engine, { testimony: await testimony(engine) }, inPieces(1));
    const told: boolean[] = [];
    const stop = engine.subscribe((event) => {
      if (event.event === 'recording') told.push(event.goesOn);
    });
    await engine.call('recording.throwAway', { recording: left?.id ?? '', reason: 'The witness asked for it.' });
    expect(told).toEqual([true]);
    expect(await engine.call('recording.unfinished', {})).toEqual([]);
    expect((await lines())[0]?.action).toBe('recordingThrownAway');
    await engine.call('recording.finish', { recording: other });
    stop();
    expect(told).toEqual([true, false]);
    const { history } = await engine.call('testimony.get', { id: of });
    expect(history.at(-1)?.reason).toBe('The witness asked for it.');
  });
});

describe('a recording that was cut off in a vault that goes on in a new ledger', () => {
  it('is still offered there, and can be kept', async () => {
    const of = await testimony(engine);
    await engine.close();
    await recordUntil(5, path, of);
    engine = fresh();
    await engine.call('vault.continue', { path, operator: 'op-1', passphrase, answer: 'copied' });
    const [left] = await engine.call('recording.unfinished', {});
    const { item } = await engine.call('recording.keep', { recording: left?.id ?? '' });
    expect(await bytesOf(item ?? -1)).toEqual(recorded.subarray(0, left?.bytes));
    expect(await engine.call('recording.list', { of: { testimony: of } })).toMatchObject([
      { item: { seq: item }, fields: { ending: 'cut off' } },
    ]);
  });
});

describe('a recording and its testimony', () => {
  it('come together when the testimony is saved after the recording', async () => {
    const item = await soundOf(engine, inInterview('witness-9'));
    const alone = (await engine.call('recording.list', {})).at(-1);
    const of = await testimony(engine, { witness: 'witness-9' });
    await engine.call('recording.assign', { recordings: [alone?.id ?? ''], testimony: of });
    expect(await engine.call('recording.list', { of: { testimony: of } })).toMatchObject([{ item: { seq: item } }]);
    const other = await testimony(engine);
    await expect(
      engine.call('recording.assign', { recordings: [alone?.id ?? ''], testimony: other }),
    ).rejects.toMatchObject({ code: 'RECORDING_TIED' });
  });

  it('come together by a sound file that was archived before, once, and only by a recording', async () => {
    const card = fileURLToPath(new URL('../../fixtures/recordings/note.opus', import.meta.url));
    await engine.call('import.start', { sources: [{ kind: 'path', path: card }], job: 'card' });
    const { items } = await engine.call('item.list', {});
    const item = items.find(({ name }) => name === 'note.opus')?.seq ?? -1;
    const of = await testimony(engine);
    const reason = 'They handed over their own recording.';
    const [line] = await engine.call('recording.attach', { item, testimony: of, reason });
    expect(line).toMatchObject({ fields: { origin: 'attached', testimony: of }, item: { seq: item } });
    await expect(engine.call('recording.attach', { item, testimony: of, reason })).rejects.toMatchObject({
      code: 'RECORDING_TIED',
    });
    await engine.call('recording.detach', { id: line?.id ?? '', reason: 'It is somebody else’s.' });
    expect(await engine.call('recording.list', { of: { testimony: of } })).toEqual([]);
  });
});
