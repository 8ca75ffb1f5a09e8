/**
 * Search in a large vault of training words in three scripts: each round is a run of queries as people type them, and the slow end is
 * told, not the middle alone. The comparison reads every folded text with LIKE, as a program without an index would.
 */
import { search } from '../../electron/core/search/search.ts';
import type { SearchQuery } from '../../shared/contract/search.ts';
import { searchQuery } from '../../shared/contract/search.ts';
import { fold } from '../../shared/search/folding.ts';
import { temporaryVault } from '../fixtures/vault.ts';
import { compare, wanted } from './rounds.ts';

const together = 1_000;

const words = {
  ar: 'قصف مستشفى الميدان شارع المدرسة سيارة إسعاف مسعف طبيب ممرضة مريض انفجار نافذة ساحة بعد صلاة العشاء طائرة برميل شظايا'.split(
    ' ',
  ),
  uk: 'лікарня обстріл медсестра лікар пацієнт вибух вікно подвір’я вулиця школа швидка ракета вночі підвал кисень уламки'.split(
    ' ',
  ),
  en: 'hospital clinic strike ambulance nurse doctor patient blast window courtyard street school night basement oxygen shrapnel'.split(
    ' ',
  ),
} as const;
const scripts = Object.keys(words) as (keyof typeof words)[];

/** The same sequence each time (Lehmer, Park and Miller 1988), so that rounds and machines compare. */
let state = 2_016;
const below = (limit: number) => {
  state = (state * 48_271) % 2_147_483_647;
  return state % limit;
};
/** Some words are in every account and most in few (Zipf): the listed ones first, then made-up ones. */
const syllables = {
  ar: 'با تر سم كل نو دي حم غا'.split(' '),
  uk: 'ба тр сім кл но ді хм га'.split(' '),
  en: 'ba tri som kel nu di ham ga'.split(' '),
};
const vocabulary = Object.fromEntries(
  scripts.map((script) => [
    script,
    [
      ...words[script],
      ...Array.from({ length: 4_000 }, () =>
        Array.from({ length: 2 + below(3) }, () => syllables[script][below(8)]).join(''),
      ),
    ],
  ]),
) as Record<keyof typeof words, string[]>;
const word = (script: keyof typeof words) =>
  vocabulary[script][Math.floor(4_000 ** (below(1_000_000) / 1_000_000)) - 1];
const sentence = (script: keyof typeof words, length: number) => Array.from({ length }, () => word(script)).join(' ');

const { vault, remove } = await temporaryVault();
try {
  const { operator, ledger } = vault;
  const incident = (number: number) => {
    const script = scripts[number % scripts.length] ?? 'en';
    return {
      type: 'record',
      operator,
      fields: {
        kind: 'incident',
        id: number.toString(16).padStart(32, '0'),
        title: `${sentence(script, 4)} ${number}`,
        facility: `${sentence(script, 2)} ${number % 200}`,
        place: { name: sentence(script, 2), precision: 'settlement', point: null },
        when: {
          edtf: `2016-${String(1 + (number % 12)).padStart(2, '0')}-${String(1 + (number % 28)).padStart(2, '0')}~`,
          words: '',
        },
        account: sentence(script, 60),
        attacks: [number % 2 === 0 ? 'heavy_weapons' : 'individual_weapons'],
        certainty: (['rumor', 'possible', 'probable', 'confirmed'] as const)[number % 4] ?? 'possible',
      },
    };
  };
  for (let from = 0; from < wanted.items; from += together)
    ledger.append(
      Array.from({ length: Math.min(together, wanted.items - from) }, (_, index) => incident(from + index)),
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
