import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine, type Engine, type Resource } from '../../../electron/core/engine.ts';
import { forkedWorkers } from '../../../electron/core/forked-workers.ts';
import { halvedPicture } from '../../fixtures/halved-picture.ts';
import { passphrase } from '../../fixtures/vault.ts';

const fixture = (name: string) =>
  readFileSync(fileURLToPath(new URL(`../../fixtures/recordings/${name}`, import.meta.url)));

let folder: string;
let engine: Engine;
const items = new Map<string, number>();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sanad-playback-'));
  const card = join(folder, 'card');
  mkdirSync(card);
  for (const name of ['clip.mp4', 'note.opus']) writeFileSync(join(card, name), fixture(name));
  writeFileSync(join(card, 'long.wav'), Buffer.concat([fixture('note.wav'), randomBytes(400_000)]));
  writeFileSync(join(card, 'page.txt'), '<script>alert(1)</script>\n');
  writeFileSync(join(card, 'photo.jpg'), await halvedPicture());
  engine = createEngine({ workers: forkedWorkers, face: 'browser', folder, version: '0.0.0' });
  const path = join(folder, 'field.sanad');
  await engine.call('vault.create', { path, operator: 'op-1', passphrase, recipients: [], training: true });
  await engine.call('import.start', { sources: [{ kind: 'path', path: card }], job: 'card' });
  const { items: listed } = await engine.call('item.list', { filter: 'all', offset: 0, limit: 100 });
  for (const { name, seq } of listed) items.set(name, seq);
});
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

const original = (name: string): Promise<Resource> => engine.resource(`original/${items.get(name)}`);

async function bytesOf(resource: Resource, range?: { start: number; end: number }): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of resource.stream(range)) pieces.push(piece);
  return Buffer.concat(pieces);
}

describe('an original, for a player', () => {
  it('is the archived file, whole and in any part', async () => {
    const whole = fixture('clip.mp4');
    const resource = await original('clip.mp4');
    expect([resource.type, resource.size, resource.name]).toEqual(['video/mp4', whole.length, null]);
    expect(await bytesOf(resource)).toEqual(whole);
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length), fc.nat(whole.length), async (one, other) => {
        const range = { start: Math.min(one, other), end: Math.max(one, other) };
        expect(await bytesOf(await original('clip.mp4'), range)).toEqual(whole.subarray(range.start, range.end));
      }),
      { numRuns: 30 },
    );
  });

  it('has its length on its tile', async () => {
    const { items: listed } = await engine.call('item.list', { filter: 'all', offset: 0, limit: 100 });
    expect(Object.fromEntries(listed.map(({ name, seconds }) => [name, seconds]))).toMatchObject({
      'clip.mp4': 12,
      'note.opus': 12,
      'photo.jpg': null,
    });
  });

  it('is handed out as bytes when it is text, so that no page is made of it', async () => {
    expect((await original('page.txt')).type).toBe('application/octet-stream');
  });

  it('is not handed out when it is a picture: those are shown by what was decoded under limits', async () => {
    await expect(original('photo.jpg')).rejects.toMatchObject({ code: 'RECORD_NOT_FOUND' });
  });

  it('ends with the lock, in the middle', async () => {
    const begun = await original('long.wav');
    const reading = begun.stream()[Symbol.asyncIterator]();
    expect((await reading.next()).value).toHaveLength(65_536);
    const waiting = await original('note.opus');
    await engine.call('vault.lock', {});
    await expect(reading.next()).rejects.toThrow();
    await expect(bytesOf(waiting)).rejects.toThrow();
    await expect(engine.resource(`original/${items.get('clip.mp4')}`)).rejects.toMatchObject({ code: 'VAULT_LOCKED' });
  });
});
