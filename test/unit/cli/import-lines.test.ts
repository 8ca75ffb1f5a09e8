import { expect, it } from 'vitest';
import { summaryLines } from '../../../electron/cli/commands/import.ts';
import type { ImportSummary } from '../../../shared/contract.ts';

const summary: ImportSummary = {
  ...{
    job: 'cli',
    acquisition: 2,
    acquisitions: [2],
    listed: 0,
    archived: 0,
    pictures: 0,
    duplicates: 0,
    alreadyHere: 0,
  },
  ...{ failed: [], missing: [], withoutMetadata: [], withoutPreview: [], readTwice: 0, readDifferently: [] },
  ...{ notReadAgain: [], flags: { kinds: [], clocks: [] }, companions: [], zips: [], cancelled: false, bytes: 0 },
  mayRemoveSource: true,
};

it('a zip of two pictures is one file, and one is not told as many', () => {
  const [first] = summaryLines({ ...summary, listed: 1, archived: 1, pictures: 2, bytes: 982_800 });
  expect(first).toBe('1 of 1 file archived (982.8 kB), with 2 pictures.');
});

it('what was here before is told in whole sentences', () => {
  expect(summaryLines({ ...summary, listed: 3, archived: 1, duplicates: 1, alreadyHere: 2 })).toEqual([
    '1 of 3 files archived (0 B).',
    '1 was here already, from another place: recorded, stored once',
    '2 were here already, from this very place',
    'Everything listed is archived. The card may be removed.',
  ]);
});
