import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { capabilities } from '../../../electron/core/capabilities.ts';
import { projectionRows, rebuildProjections } from '../../../electron/core/records/projections.ts';
import { contract } from '../../../shared/contract.ts';
import type { CaseListMapping } from '../../../shared/model/case-list.ts';
import { erase, everythingOnDisk, sessionWith, vaultOfTwo } from '../../fixtures/erasing.ts';

const mapping: CaseListMapping = {
  name: 'Training list',
  columns: [
    { column: 'Zarnuqah case', to: [{ to: 'text', field: 'title' }] },
    {
      column: 'Kind',
      to: [{ to: 'words', list: 'attack types', separator: '', words: { 'Zarnuqah bombing': 'heavy_weapons' } }],
    },
  ],
  unknown: [],
  always: { certainty: 'possible', precision: 'unknown', definitions: [] },
};

test('a list that is erased takes with it what its columns were called and said; the cases stay, and name a row of what is gone', async () => {
  const evidence = await vaultOfTwo();
  const { vault } = evidence;
  const folder = await mkdtemp(join(tmpdir(), 'sanad-lists-'));
  try {
    const path = join(folder, 'list.csv');
    await writeFile(path, 'Zarnuqah case,Kind\nTraining case,Zarnuqah bombing\n');
    const session = await sessionWith(vault);
    const asked = contract['caseList.import'].input.parse({ source: { kind: 'path', path }, mapping, job: 'take' });
    const { item } = await capabilities['caseList.import'](session, asked);
    if (item === null) throw new Error('not taken in');
    await erase(vault, { what: 'item', seq: item }, 'entered by mistake');
    const { pages, names } = await everythingOnDisk(vault.path);
    expect(pages.includes('Zarnuqah')).toBe(false);
    expect(names.length).toBeGreaterThan(0);
    const listed = vault.db
      .prepare(`SELECT fields ->> '$."listed.item"' FROM record WHERE kind = 'incident' AND title = 'Training case'`)
      .pluck()
      .get();
    expect(listed).toBe(item);
    const before = projectionRows(vault.db);
    rebuildProjections(vault.db, vault.ledger);
    expect(projectionRows(vault.db)).toEqual(before);
  } finally {
    await rm(folder, { recursive: true, force: true });
    await evidence.remove();
  }
});
