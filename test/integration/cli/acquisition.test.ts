import { execFileSync } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AcquisitionDetail } from '../../../shared/contract.ts';
import { halvedPicture } from '../../fixtures/halved-picture.ts';
import { sanad, sanadJson } from '../../fixtures/sanad.ts';
import { passphrase, temporaryVault } from '../../fixtures/vault.ts';

let folder: string;
let vault: string;
let card: string;
let env: Record<string, string>;

beforeAll(async () => {
  const made = await temporaryVault();
  vault = made.path;
  folder = dirname(vault);
  card = join(folder, 'card', 'DCIM', '100TRAIN');
  env = { SANAD_PASSPHRASE_FILE: join(folder, 'passphrase') };
  await made.vault.close();
  await writeFile(join(folder, 'passphrase'), `${passphrase}\n`);
  await mkdir(card, { recursive: true });
  for (const number of ['0001', '0002', '0005'])
    await writeFile(join(card, `IMG_${number}.JPG`), await halvedPicture({ seed: Number(number) }));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const faultOf = ({ out }: { out: string }) => JSON.parse(out).fault;

describe('where files came from, on the command line', { concurrent: false }, () => {
  let seq: number;
  let seen: string;

  test('an import with a statement says who made, brought and gave the files, and what is missing in between', async () => {
    const imported = await sanad(
      [
        ...['import', vault, join(folder, 'card'), '--source', 'card', '--creator', 'lamp-3', '--carrier', 'reed-1'],
        ...['--received', '2016-04-28~', '--received-words', 'two days after', '--handed', 'in person'],
      ],
      env,
    );
    expect(imported.status).toBe(0);
    const { acquisitions } = await sanadJson<{ acquisitions: { acquisition: number; archived: number }[] }>(
      ['acquisition', 'list', vault],
      env,
    );
    expect(acquisitions).toMatchObject([{ listed: 3, archived: 3, origin: 'card', signedOff: null }]);
    seq = acquisitions[0]?.acquisition ?? -1;
    const shown = await sanadJson<AcquisitionDetail>(['acquisition', 'show', vault, String(seq)], env);
    expect(shown.statement?.fields).toMatchObject({
      creator: 'lamp-3',
      carrier: 'reed-1',
      giver: null,
      received: { edtf: '2016-04-28~', words: 'two days after' },
      handed: 'in person',
      testifies: 'not asked',
    });
    expect(shown.taken.gaps).toMatchObject([
      { missing: 2, after: { name: 'IMG_0002.JPG' }, before: { name: 'IMG_0005.JPG' } },
    ]);
    // Whoever has the card can make the same digest with standard tools.
    const judged = execFileSync('sh', ['-c', 'sha256sum * | cut -c1-64 | sort -u | sha256sum'], { cwd: card });
    expect(shown.taken.digest).toBe(judged.toString().slice(0, 64));
    seen = shown.taken.seen;
  });

  test('a correction needs a reason, changes what it names, and leaves what stood before in the history', async () => {
    const silent = await sanad(['acquisition', 'state', vault, String(seq), '--testifies', 'yes', '--json'], env);
    expect([silent.status, faultOf(silent).code]).toEqual([2, 'REASON_MISSING']);
    const amended = await sanadJson<AcquisitionDetail>(
      ['acquisition', 'state', vault, String(seq), '--testifies', 'under conditions', '--reason', 'asked again'],
      env,
    );
    expect(amended.statement?.fields).toMatchObject({ testifies: 'under conditions', creator: 'lamp-3' });
    expect(amended.statement?.history.map(({ reason }) => reason ?? null)).toContain('asked again');
  });

  test('what breaks a rule is named, and nothing is entered', async () => {
    await writeFile(
      join(folder, 'statement.json'),
      JSON.stringify({ origin: 'card', creator: 'lamp-3', handed: 'by sea' }),
    );
    const wrong = await sanad(
      [
        ...['acquisition', 'state', vault, String(seq), '--statement', join(folder, 'statement.json')],
        ...['--reason', 'asked again', '--json'],
      ],
      env,
    );
    expect([wrong.status, faultOf(wrong)]).toMatchObject([
      2,
      { code: 'REQUEST_INVALID', field: 'fields.handed', rule: 'not one of', value: '"by sea"' },
    ]);
    const { statement } = await sanadJson<AcquisitionDetail>(['acquisition', 'show', vault, String(seq)], env);
    expect(statement?.fields.handed).toBe('in person');
  });

  test('it is signed off as it was seen, and not as it stands since', async () => {
    const stale = await sanad(['acquisition', 'sign-off', vault, String(seq), '--seen', seen, '--json'], env);
    expect(stale.status).toBe(2);
    const signed = await sanadJson<AcquisitionDetail>(['acquisition', 'sign-off', vault, String(seq)], env);
    expect(signed.signOffs).toMatchObject([{ operator: 'op-1', stands: true }]);
    const told = await sanad(['acquisition', 'show', vault, String(seq)], env);
    expect(told.out).toContain(signed.taken.digest);
    expect(told.out).toContain('lamp-3');
  });
});
