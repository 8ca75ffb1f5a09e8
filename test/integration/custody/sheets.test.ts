/** The custody sheets that travel in a bundle, and the one that is printed: as much as their reader may know, and no more. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyBundle } from '../../../electron/core/bundle/verify.ts';
import { Opened } from '../../../electron/core/custody/opened.ts';
import { custodySheetPath } from '../../../shared/ledger/bundle-layout.ts';
import { en } from '../../../shared/locales/en.ts';
import { audiences } from '../../../shared/model/vocabulary.ts';
import { custodySheet, custodyStyle, sheetOf } from '../../../shared/paper/custody-sheet.ts';
import { sheetDocument } from '../../../shared/paper/sheet.ts';
import { closePython, runPython } from '../../fixtures/python-verifier.ts';
import { type Evidence, evidenceVault, exported, filesOf, planted } from '../bundle/evidence.ts';

let evidence: Evidence;
beforeAll(async () => {
  evidence = await evidenceVault();
  const session = new Opened();
  session.item(evidence.items[0] ?? -1);
  session.record(evidence.vault);
  await exported(evidence, { recipient: 'Planted earlier recipient' });
});
afterAll(() => {
  closePython();
  return evidence.remove();
});

const sheetIn = (files: Record<string, Buffer>) => String(files[custodySheetPath(1)]);
const inFours = (hex: string) => (hex.match(/.{4}/g) ?? []).join(' ');

describe('the custody sheets of a bundle', () => {
  test('name every file that leaves, with what happened to it and in which entry', async () => {
    const { path, entry } = await exported(evidence);
    const files = await filesOf(path);
    const sheet = sheetIn(files);
    const objects = Object.keys(files).flatMap((name) => /^data\/objects\/([0-9a-f]{64})/.exec(name)?.[1] ?? []);
    expect(objects.length).toBeGreaterThan(0);
    for (const hash of objects) expect(sheet).toContain(inFours(hash));
    for (const event of ['received', 'imported', 'accessed', 'exported'] as const)
      expect(sheet).toContain(en.custodyEvent[event]);
    expect(sheet).toContain(`<title>${en.custody.open} · `);
    expect(sheet).not.toContain('[object');
    expect(sheet).toContain(en.custody.outside.slice(0, 60));
    // Each line names its entry, and none an entry that isn't in the bundle.
    const named = [...sheet.matchAll(/<td><bdi dir="ltr">(\d+)<\/bdi><\/td><\/tr>/g)].map(([, seq]) => Number(seq));
    expect(named).toContain(evidence.items[0]);
    expect(Math.max(...named)).toBeLessThan(entry);
  });

  test('say who it was handed to before by audience alone, and nothing that stays', async () => {
    const plantedHere = [...Object.values(planted), 'Planted earlier recipient'];
    for (const audience of audiences) {
      const { path } = await exported(evidence, { audience });
      const sheet = sheetIn(await filesOf(path));
      for (const secret of plantedHere) expect(sheet, `${audience}: ${secret}`).not.toContain(secret);
    }
  });

  test('name no testimony of which nothing leaves', async () => {
    const shown = async (audience: 'court' | 'public') => {
      const { path } = await exported(evidence, { audience });
      return sheetIn(await filesOf(path)).split(en.custody.testimony).length - 1;
    };
    expect([await shown('court'), await shown('public')]).toEqual([1, 0]);
  });

  test('are bound to the bundle and judged by no verifier: each takes them without a remark', async () => {
    const { path } = await exported(evidence);
    const report = await verifyBundle(path, {}, []);
    const found = await runPython(path);
    for (const { findings, warnings, exitStatus } of [report, found]) {
      expect({ exitStatus, findings }).toEqual({ exitStatus: 0, findings: [] });
      expect(warnings.map(({ code }) => code)).not.toContain('EXTENSION_NOT_UNDERSTOOD');
    }
    const files = await filesOf(path);
    expect(String(files['manifest-sha256.txt'])).toContain(custodySheetPath(1));
    expect(String(files['bag-info.txt'])).toContain('Sanad-Bundle: 1.1\n');
  });
});

describe('a printed sheet', () => {
  test('is a page without scripts in which a hostile name stays a name', () => {
    const name = '</bdi><script>alert(1)</script>';
    const line = {
      event: 'imported',
      seq: 3,
      at: '2016-04-28T06:02:11.000Z',
      operator: 'op-1',
      action: 'itemArchived',
    };
    const none = { audience: null, purpose: null, basis: null, recipient: null, reason: null };
    const log = {
      name,
      sha256: 'ab'.repeat(32),
      ledger: '01'.repeat(32),
      software: 'sanad 1',
      lines: [{ ...line, ...none }],
    };
    const sheet = custodySheet(sheetOf(log as never, { what: 'item' }), 'en', (key) => [key]);
    const page = sheetDocument(sheet, custodyStyle);
    expect(page).not.toContain('<script');
    expect(page).toContain('&lt;script&gt;');
    expect(page).toContain('2016-04-28 06:02:11 UTC');
  });
});
