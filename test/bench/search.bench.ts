/**
 * Search in a large vault of training records in three scripts, some of them closed: each round is a run of queries as people type them, and
 * the slow end is told, not the middle alone. The comparison reads every folded text with LIKE, as a program without an index would.
 */
import { search } from '../../electron/core/search/search.ts';
import type { SearchQuery } from '../../shared/contract/search.ts';
import { searchQuery } from '../../shared/contract/search.ts';
import { fold } from '../../shared/search/folding.ts';
import { closeCases, fillArchive, scripts, words } from '../fixtures/large-archive.ts';
import { temporaryVault } from '../fixtures/vault.ts';
import { compare, wanted } from './rounds.ts';

const { vault, remove } = await temporaryVault();
try {
  fillArchive(vault, wanted.items);
  closeCases(
    vault,
    Array.from({ length: 20 }, (_, index) => 20 + index * 20),
  );

  const typed: Partial<SearchQuery>[] = [
    ...Array.from({ length: 30 }, (_, index) => ({
      text: `${scripts.map((script) => words[script][index % 16])[index % 3]} ${index * 331}`,
    })),
    ...scripts.flatMap((script) => words[script].slice(0, 8).map((word) => ({ text: word }))),
    ...scripts.flatMap((script) => words[script].slice(0, 8).map((word) => ({ text: word.slice(1, 5) }))),
    ...scripts.flatMap((script) =>
      words[script].slice(0, 6).map((word, index) => ({ text: `${word} ${words[script][index + 7]}` })),
    ),
    ...scripts.map((script) => ({ text: words[script][3]?.slice(0, 2) ?? '' })),
    { text: 'مُسْتَشْفَى', from: '2016-04-01', to: '2016-04-30' },
    { text: '"hospital strike"', facets: { certainty: ['confirmed'] } },
    { from: '2016-05-01', to: '2016-05-02' },
    { text: 'IMG_00', kinds: ['item'] },
    { text: 'SSA-12', kinds: ['incident'] },
    { kinds: ['site'], from: '2016-05-01', to: '2016-05-02' },
    { text: 'hospital', kinds: ['facility'], facets: { category: ['hospital'] } },
    { text: words.ar[2] ?? '', kinds: ['testimony'], order: 'happened' },
    { facets: { attack: ['heavy_weapons'], certainty: ['rumor'] } },
    { text: 'nothing like this' },
  ];
  const times: number[] = [];
  await compare(`Search in ${wanted.items} records, ${typed.length} queries a round`, 'queries', [
    {
      name: 'sanad, first page with facets',
      async run() {
        for (const query of typed) {
          const begun = performance.now();
          search(vault, { query: searchQuery.parse(query), offset: 0, limit: 20 });
          times.push(performance.now() - begun);
        }
        return typed.length;
      },
    },
    {
      name: 'LIKE over every folded text',
      async run() {
        const looked = typed.filter(({ text }) => text !== undefined).slice(0, 20);
        const scan = vault.db.prepare(
          "SELECT rowid FROM findable_text WHERE title || ' ' || text LIKE '%' || ? || '%' ORDER BY rowid DESC LIMIT 20",
        );
        for (const { text } of looked) scan.all(fold(text ?? ''));
        return looked.length;
      },
    },
  ]);
  times.sort((a, b) => a - b);
  const at = (part: number) => (times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0).toFixed(1);
  console.log(`  milliseconds a query: half within ${at(0.5)}, 95 % within ${at(0.95)}, the slowest ${at(1)}`);
} finally {
  await remove();
}
