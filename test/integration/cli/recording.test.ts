import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEngine } from '../../../electron/core/engine.ts';
import { forkedWorkers } from '../../../electron/core/forked-workers.ts';
import type { SoundRecording, Transcript, TranscriptLine } from '../../../shared/contract.ts';
import { sanad, sanadJson } from '../../fixtures/sanad.ts';
import { soundOf, testimony } from '../../fixtures/sound.ts';
import { passphrase, type TemporaryVault, temporaryVault } from '../../fixtures/vault.ts';

let there: TemporaryVault;
let vault: string;
let folder: string;
let env: Record<string, string>;
let of: string;
let item: number;

beforeAll(async () => {
  there = await temporaryVault();
  vault = there.path;
  await there.vault.close();
  folder = mkdtempSync(join(tmpdir(), 'sanad-cli-sound-'));
  const file = join(folder, 'passphrase');
  writeFileSync(file, passphrase);
  env = { SANAD_PASSPHRASE_FILE: file };
  const engine = createEngine({ workers: forkedWorkers, face: 'terminal', folder, version: '0.0.0' });
  await engine.call('vault.open', { path: vault, passphrase });
  of = await testimony(engine);
  item = await soundOf(engine, { testimony: of });
  await engine.close();
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await there.remove();
});

const given = (content: unknown): string => {
  const path = join(folder, 'given.json');
  writeFileSync(path, JSON.stringify(content));
  return path;
};
const run = <T>(...args: string[]) => sanadJson<T>(args, env);

test('what was recorded is listed, written down, translated and corrected from JSON files', async () => {
  const { recordings } = await run<{ recordings: SoundRecording[] }>('recording', 'list', vault, '--testimony', of);
  expect(recordings).toMatchObject([{ item: { seq: item }, fields: { origin: 'here', testimony: of } }]);
  const paragraphs = [{ text: 'انقطع النور', from: 62_500, speaker: 'witness-1' }];
  const wrong = await sanad(
    ['transcript', 'add', vault, '--from', given({ item, language: 'ar', paragraphs }), '--json'],
    env,
  );
  expect([wrong.status, JSON.parse(wrong.out).fault]).toMatchObject([
    2,
    { code: 'FIELD_INVALID', field: 'paragraphs.0.from', rule: 'too much', value: 62_500 },
  ]);
  const transcript = await run<Transcript>(
    ...['transcript', 'add', vault, '--from'],
    given({ item, language: 'ar', paragraphs: [{ ...paragraphs[0], from: 2_500 }] }),
  );
  expect(transcript.fields.testimony).toBe(of);
  const translation = await run<Transcript>(
    ...['translation', 'add', vault, '--from'],
    given({ transcript: transcript.id, original: 'ar', language: 'en', paragraphs: [{ text: 'The light went out' }] }),
  );
  const corrected = await run<Transcript>(
    ...['translation', 'amend', vault, translation.id, '--reason', 'compared with the sound', '--from'],
    given({ checked: 'checker-1' }),
  );
  expect(corrected.fields).toMatchObject({ checked: 'checker-1', paragraphs: [{ text: 'The light went out' }] });
  const listed = await run<TranscriptLine[]>('transcript', 'list', vault, '--item', String(item));
  expect(listed.map(({ id }) => id)).toEqual([transcript.id]);
  const { out } = await sanad(['transcript', 'show', vault, transcript.id], env);
  expect(out).toContain('1 (0:02.500) witness-1:  انقطع النور');
});
