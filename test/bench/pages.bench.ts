/** Pages of the gallery in a large vault. Items are appended as entries without files: the tables behind pages are real. */
import { listItems } from '../../electron/core/records/items.ts';
import { temporaryVault } from '../fixtures/vault.ts';
import { compare, wanted } from './rounds.ts';

const together = 1_000;
const limit = 200;
/** Pages a round. */
const pages = 20;

const { vault, remove } = await temporaryVault();
try {
  const { operator, ledger } = vault;
  const [acquisition] = ledger.append([
    {
      type: 'acquisition',
      operator,
      fields: { 'source.kind': 'folder', 'source.path': '/card', count: 0, part: { first: null, from: 1 } },
    },
  ]);
  const item = (number: number) => {
    const day = String(1 + (number % 28)).padStart(2, '0');
    const wall = `2016-04-${day}T${String(number % 24).padStart(2, '0')}:${String(number % 60).padStart(2, '0')}:00`;
    return {
      type: 'item',
      operator,
      fields: {
        file: { sha256: number.toString(16).padStart(64, '0'), size: 4_500_000, type: 'image/jpeg' },
        acquisition: { seq: acquisition?.seq ?? 0, number: number + 1 },
        name: `IMG_${number}.JPG`,
        path: `/card/IMG_${number}.JPG`,
        modified: null,
        ...(number % 10 === 0
          ? {}
          : { 'derived.captured': { wall, subsecond: null, offset: null, offsetBasis: 'unknown', from: [] } }),
      },
    };
  };
  for (let from = 0; from < wanted.items; from += together)
    ledger.append(Array.from({ length: Math.min(together, wanted.items - from) }, (_, index) => item(from + index)));

  const paged = (name: string, filter: 'all' | 'no incident' | 'conflicts' | 'no position', offset: number) => ({
    name,
    async run() {
      for (let page = 0; page < pages; page++) listItems(vault, { filter, offset, limit });
      return pages;
    },
  });
  await compare(`Pages of ${limit} from ${wanted.items} items`, 'pages', [
    paged('the first of all', 'all', 0),
    paged('the middle of all', 'all', Math.floor(wanted.items / 2)),
    paged('the last of all', 'all', Math.max(0, wanted.items - limit)),
    paged('the first without an incident', 'no incident', 0),
    paged('the last without a position', 'no position', Math.max(0, wanted.items - limit)),
    paged('the first with conflicts', 'conflicts', 0),
  ]);
} finally {
  await remove();
}
