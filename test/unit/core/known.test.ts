import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { primitives } from '../../../electron/core/ledger/primitives.ts';
import { KnownCheckpoints, knownFolder } from '../../../electron/core/witness/known.ts';
import { compareBrought } from '../../../shared/bundle/brought.ts';
import { composeReport } from '../../../shared/bundle/report.ts';
import { compareKnown, together } from '../../../shared/bundle/reviewer.ts';
import { encodeUtf8 } from '../../../shared/ledger/bytes.ts';
import { LedgerVerification } from '../../../shared/ledger/verification.ts';
import { MAX_WITHIN } from '../../../shared/ledger/vouching.ts';
import type { KnownRelation } from '../../../shared/model/report.ts';
import type { TestLedger } from '../../fixtures/ledger.ts';
import { records, requestOf, ScriptedLedger } from '../../fixtures/witness.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sanad-known-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What a reviewer who holds `held` learns of a ledger's first `size` entries. */
async function review(
  known: KnownCheckpoints,
  ledger: TestLedger,
  size: number,
  exportedAt: string | null = null,
  texts: readonly string[] = [],
  within: readonly number[] = [],
) {
  const verification = new LedgerVerification(primitives, { kind: 'vault' });
  for (const { bytes } of ledger.entries.slice(0, size)) verification.entry(bytes);
  verification.endEntries();
  for (const { seq } of ledger.keys.slice(1)) {
    if (seq + 1 < size) verification.checkpoint(`${seq + 1}`, encodeUtf8(ledger.note(seq + 1)), 'earlier');
  }
  for (const below of within) verification.checkpoint(`${below}`, encodeUtf8(ledger.note(below)), 'earlier');
  verification.checkpoint('head', encodeUtf8(ledger.note(size)), 'head');
  const byHand = compareBrought(verification, texts);
  const { proven } = byHand;
  const compared = compareKnown(verification, await known.held(ledger.ledger), { size, exportedAt, proven });
  const report = verification.finish();
  if (report.findings.length === 0) await known.keep(ledger.ledger, report.seen);
  const composed = composeReport({
    primitives,
    subject: 'bundle',
    encrypted: false,
    ledger: report,
    brought: together(byHand, compared),
    stateOf: () => 'intact',
    notices: [],
    statements: [],
    required: null,
    known: compared.known,
    recipient: null,
    exportedAt,
  });
  const brought = report.brought.map(({ outcome }) => outcome);
  const states = Array.from({ length: size }, (_none, seq) => report.stateOf(seq));
  const agreed = states.filter((state) => state === 'CONSISTENT').length;
  return { ...compared, brought, agreed, composed, relation: compared.known.relation, verdict: report.verdict };
}

describe('the checkpoints that a reviewer keeps', () => {
  it('are notes in files of their own, for nobody else to read', async () => {
    const known = new KnownCheckpoints(join(folder, 'known'), { now: () => new Date('2026-03-04T05:06:07.890Z') });
    const { ledger } = new ScriptedLedger('known').grow(['record', 'key', 'record']);
    await review(known, ledger, 4);
    await review(known, ledger, 4);
    const names = readdirSync(join(folder, 'known', ledger.ledger)).sort();
    expect(names).toHaveLength(2);
    expect(names[0]).toMatch(/^3-20260304t050607z-[0-9a-f]{16}\.txt$/);
    expect(await known.held(ledger.ledger)).toEqual([
      { size: 3, note: ledger.note(3), at: '2026-03-04T05:06:07.000Z', origin: 'stated' },
      { size: 4, note: ledger.note(4), at: '2026-03-04T05:06:07.000Z', origin: 'stated' },
    ]);
    if (process.platform !== 'win32') expect(statSync(join(folder, 'known')).mode & 0o077).toBe(0);
  });

  it('are never those of the vault that is open here: outside it, nothing tells of its ledger', async () => {
    const { ledger } = new ScriptedLedger('known').grow(records(3));
    await review(new KnownCheckpoints(join(folder, 'own'), { own: ledger.ledger }), ledger, 4);
    expect(existsSync(join(folder, 'own'))).toBe(false);
  });

  it('pass over what is none of them', async () => {
    const known = new KnownCheckpoints(folder);
    const { ledger } = new ScriptedLedger('known').grow(records(3));
    await review(known, ledger, 4);
    const [own = ''] = readdirSync(join(folder, ledger.ledger));
    for (const [name, content] of [
      ['notes.txt', 'mine'],
      [own.replace('4-', '5-'), ledger.note(4)],
      [own.replace(/-[0-9a-f]{16}/, '-0123456789abcdef'), 'cut sho'],
      [own.replace(/-[0-9a-f]{16}/, '-fedcba9876543210'), new ScriptedLedger('other').ledger.note(1)],
    ] as const) {
      writeFileSync(join(folder, ledger.ledger, name), content);
    }
    expect((await known.held(ledger.ledger)).map(({ size }) => size)).toEqual([4]);
  });

  it('are where the environment says, or nowhere', () => {
    expect(knownFolder({ SANAD_KNOWN: '' })).toBeNull();
    expect(knownFolder({ SANAD_KNOWN: folder })).toBe(folder);
    expect(knownFolder({ XDG_DATA_HOME: folder, APPDATA: folder })).toMatch(/known$/);
  });
});

const upTo = (size: number): number[] => Array.from({ length: size - 1 }, (_none, index) => index + 1);

describe('the checkpoints that a bundle carries below its end', () => {
  const notes = (sizes: readonly number[], origin: 'stated' | 'within') =>
    sizes.map((size) => ({ size, bytes: encodeUtf8(`${origin} ${size}`), origin }));

  it('are bounded, the newer denser, and never take away another', async () => {
    const known = new KnownCheckpoints(folder);
    const { ledger } = new ScriptedLedger('bounded').ledger;
    const sizes = () =>
      readdirSync(join(folder, ledger))
        .filter((name) => name.endsWith('-within.txt'))
        .map((name) => Number.parseInt(name, 10))
        .sort((a, b) => a - b);
    await known.keep(ledger, [...notes(upTo(MAX_WITHIN), 'within'), ...notes([500, 1_500], 'stated')]);
    expect(sizes()).toHaveLength(MAX_WITHIN - 1);
    await known.keep(ledger, notes([...upTo(MAX_WITHIN + 101), 9_000], 'within'));
    expect(sizes()).toHaveLength(MAX_WITHIN);
    expect(sizes()[0]).toBe(1);
    expect(sizes().at(-1)).toBe(9_000);
    expect(readdirSync(join(folder, ledger)).filter((name) => !name.endsWith('-within.txt'))).toHaveLength(2);
  });

  it('are bounded already as they are read', () => {
    const size = 2 * MAX_WITHIN + 50;
    const { ledger } = new ScriptedLedger('many').grow(records(size - 1));
    const verification = new LedgerVerification(primitives, { kind: 'vault' });
    for (const { bytes } of ledger.entries) verification.entry(bytes);
    verification.endEntries();
    for (const below of upTo(size)) verification.checkpoint(`${below}`, encodeUtf8(ledger.note(below)), 'earlier');
    verification.checkpoint('head', encodeUtf8(ledger.note(size)), 'head');
    const { findings, seen } = verification.finish();
    expect(findings).toEqual([]);
    expect(seen.filter(({ origin }) => origin === 'within')).toHaveLength(MAX_WITHIN);
    expect(seen.filter(({ origin }) => origin === 'stated')).toMatchObject([{ size }]);
  });
});

describe('a bundle beside what was kept', () => {
  const script = new ScriptedLedger('beside').grow(records(11));
  const { ledger } = script;
  const relations = async (sizes: readonly [TestLedger, number][]): Promise<KnownRelation[]> => {
    const known = new KnownCheckpoints(folder);
    const found: KnownRelation[] = [];
    for (const [from, size] of sizes) found.push((await review(known, from, size)).relation);
    return found;
  };

  it('goes on, is the same, is a state seen before, or is smaller at a size never seen', async () => {
    const sizes = [4, 4, 9, 4, 6, 12].map((size): [TestLedger, number] => [ledger, size]);
    expect(await relations(sizes)).toEqual(['first', 'same', 'extends', 'earlier', 'behind', 'extends']);
  });

  it('is another history where one of the notes within it says so, signed with a key that it names or not', async () => {
    const stolen = script.fork(5, 'thief').grow(records(9)).ledger;
    expect(
      await relations([
        [ledger, 9],
        [stolen, 8],
        [stolen, 10],
      ]),
    ).toEqual(['first', 'behind', 'forks']);

    rmSync(join(folder, ledger.ledger), { recursive: true });
    const changed = script.fork(5, 'honest').grow(['key', ...records(5)]).ledger;
    const known = new KnownCheckpoints(folder);
    await review(known, changed, 9);
    // The checkpoint of the key change carries the old key's line as well, and the fork names that key.
    expect(await review(known, stolen, 10)).toMatchObject({ relation: 'forks', verdict: 'DIVERGED' });

    rmSync(join(folder, ledger.ledger), { recursive: true });
    await known.keep(ledger.ledger, [{ size: 9, bytes: encodeUtf8(changed.note(9)), origin: 'stated' }]);
    const fork = await review(known, stolen, 10);
    expect(fork).toMatchObject({
      relation: 'forks',
      against: true,
      headline: 'note contradicts',
      verdict: 'UNANCHORED',
    });
  });

  it('is said to be rolled back where it was made after a larger state had been seen', async () => {
    const known = new KnownCheckpoints(folder, { now: () => new Date('2026-01-10T00:00:00Z') });
    await review(known, ledger, 9);
    expect((await review(known, ledger, 6, '2026-01-09T00:00:00.000Z')).notices.map(({ code }) => code)).toEqual([
      'KNOWN_BEHIND',
    ]);
    const back = await review(known, ledger, 5, '2026-01-11T00:00:00.000Z');
    expect(back.notices.map(({ code }) => code)).toEqual(['KNOWN_BEHIND', 'KNOWN_ROLLED_BACK']);
    expect(back).toMatchObject({ headline: 'known rolled back', against: false });
  });

  it('is an earlier state where a proof leads from it to what is held, and no other proof does', async () => {
    const grown = new ScriptedLedger('proof').grow([...records(5), 'key', ...records(5)]).ledger;
    let times = 0;
    const outcome = async (text: string) => {
      const known = new KnownCheckpoints(join(folder, String(times++)));
      await review(known, grown, 12);
      const { relation, verdict, brought } = await review(known, grown, 5, null, [text]);
      return [relation, verdict, ...brought];
    };
    expect(await outcome(requestOf(grown, 5))).toEqual([
      'earlier',
      'UNANCHORED',
      'goes-on',
      'not-comparable',
      'not-comparable',
    ]);
    const fails = ['behind', 'UNANCHORED', 'proof-fails', 'not-comparable', 'not-comparable'];
    expect(await outcome(requestOf(grown, 4))).toEqual(fails);
    expect(await outcome(requestOf(grown, 5).replace(/^[A-Za-z0-9+/]{43}=$/m, `${'A'.repeat(43)}=`))).toEqual(fails);
    const stolen = new ScriptedLedger('proof').grow(records(5)).fork(5, 'thief').grow(records(9)).ledger;
    // It goes on from here as well, and that it is not what is held comes out as soon as the two can be compared.
    expect((await outcome(requestOf(stolen, 5, 12))).slice(0, 3)).toEqual(['behind', 'UNANCHORED', 'goes-on']);
    expect((await outcome(requestOf(grown, 2, 4))).slice(0, 3)).toEqual(['behind', 'UNANCHORED', 'matches']);
  });

  it('says no more at a second check than at the first, whatever was seen in between', async () => {
    const grown = new ScriptedLedger('twice').grow([...records(3), 'key', ...records(3), 'key', ...records(3)]).ledger;
    const known = new KnownCheckpoints(folder, { now: () => new Date('2026-01-10T00:00:00Z') });
    const agreed: number[] = [];
    const carrying = new KnownCheckpoints(join(folder, 'carrying'));
    const agreedCarrying: number[] = [];
    for (const size of [6, 6, 10, 10, 6, 12, 7, 12, 10, 7]) {
      agreed.push((await review(known, grown, size)).agreed);
      agreedCarrying.push((await review(carrying, grown, size, null, [], upTo(size))).agreed);
    }
    // What a longer one goes on from vouches; its own end, seen again, and what came with it do not.
    expect(agreed).toEqual([0, 0, 6, 6, 0, 10, 6, 10, 6, 6]);
    expect(agreedCarrying).toEqual(agreed);
    const again = await review(known, grown, 12);
    expect(again.notices).toMatchObject([{ code: 'KNOWN_SINCE', detail: '10, 2026-01-10T00:00:01Z' }]);
    expect(again.known).toEqual({ relation: 'same', size: 12, at: '2026-01-10T00:00:02.000Z' });
  });

  it('is another history where it is the smaller one and only what the larger carried says so', async () => {
    const fork = script.fork(5, 'quiet').grow(records(7)).ledger;
    let runs = 0;
    for (const [first, second] of [
      [
        { from: ledger, size: 12 },
        { from: fork, size: 9 },
      ],
      [
        { from: fork, size: 9 },
        { from: ledger, size: 12 },
      ],
    ] as const) {
      const known = new KnownCheckpoints(join(folder, String(runs++)));
      await review(known, first.from, first.size, null, [], upTo(first.size));
      const found = await review(known, second.from, second.size, null, [], upTo(second.size));
      expect(found).toMatchObject({ relation: 'forks', against: true, verdict: 'DIVERGED' });
      const fits = await review(known, first.from, first.size, null, [], upTo(first.size));
      expect(fits).toMatchObject({ relation: 'forks', against: true, verdict: 'DIVERGED' });
    }
  });

  it('names the sizes that speak against it, the smallest few, apart from what it agrees with', async () => {
    const fork = script.fork(5, 'quiet').grow(records(7)).ledger;
    const known = new KnownCheckpoints(folder);
    await review(known, ledger, 4);
    await review(known, ledger, 12, null, [], upTo(12));
    const { composed } = await review(known, fork, 11, null, [ledger.note(3), ledger.note(11)], upTo(11));
    expect(composed.findings).toMatchObject([
      { code: 'NOTE_DIVERGES', detail: '#2 11' },
      { code: 'KNOWN_FORK', detail: '6 7 8 9 10 …' },
    ]);
    expect(composed.findingsTotal).toBe(2);
    expect(composed.warnings.map(({ code }) => code)).toEqual(['KNOWN_SINCE']);
    expect(composed).toMatchObject({ verdict: 'DIVERGED', exitStatus: 1 });
  });

  it('is a state seen before where a larger one carried it, and that vouches for nothing', async () => {
    const known = new KnownCheckpoints(folder);
    await review(known, ledger, 12, null, [], upTo(12));
    const smaller = { relation: 'earlier', verdict: 'UNANCHORED', agreed: 0, against: false };
    expect(await review(known, ledger, 9, null, [], upTo(9))).toMatchObject(smaller);
    expect(await review(known, ledger, 9, null, [], upTo(9))).toMatchObject(smaller);
    expect(await review(known, ledger, 9, null, [ledger.note(4)])).toMatchObject({ agreed: 4, verdict: 'UNANCHORED' });
    expect((await known.held(ledger.ledger)).filter(({ origin }) => origin !== 'within')).toMatchObject([
      { size: 4, origin: 'brought' },
      { size: 9, origin: 'stated' },
      { size: 12, origin: 'stated' },
    ]);
  });

  it('is vouched for to its end by a note that a person brought once, also where a bundle had it first', async () => {
    const known = new KnownCheckpoints(folder);
    const brought = async (texts: readonly string[]) => (await review(known, ledger, 8, null, texts)).verdict;
    expect(await brought([])).toBe('UNANCHORED');
    expect(await brought([])).toBe('UNANCHORED');
    expect(await brought([ledger.note(8)])).toBe('CONSISTENT');
    expect(await brought([])).toBe('CONSISTENT');
    expect(readdirSync(join(folder, ledger.ledger)).filter((name) => name.endsWith('-brought.txt'))).toHaveLength(1);
    expect(await known.held(ledger.ledger)).toMatchObject([{ size: 8, origin: 'brought' }]);
    // What is kept and only compared is not thereby brought.
    await review(known, ledger, 10);
    await review(known, ledger, 10);
    expect(await known.held(ledger.ledger)).toMatchObject([{ origin: 'brought' }, { size: 10, origin: 'stated' }]);
  });

  it('is never a divergence for being smaller, and never passed over as a fork, in whatever order they come', async () => {
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 8 }),
        fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 12 })), { minLength: 1, maxLength: 8 }),
        fc.boolean(),
        async (shared, visits, carries) => {
          const known = new KnownCheckpoints(join(folder, String(runs++)));
          const fork = script.fork(shared, 'property').grow(records(12 - shared)).ledger;
          const kept = new Set<string>();
          let largest = 0;
          for (const [isFork, size] of visits) {
            const from = isFork ? fork : ledger;
            const text = from.text(size);
            const { relation } = await review(known, from, size, null, [], carries ? upTo(size) : []);
            const contradicted = [...kept].some((other) => {
              const [, line = ''] = other.split('\n');
              return Number(line) <= size && from.text(Number(line)) !== other;
            });
            expect(relation === 'forks').toBe(contradicted);
            if (!contradicted) {
              const expected =
                largest === 0
                  ? 'first'
                  : size > largest
                    ? 'extends'
                    : size === largest
                      ? 'same'
                      : kept.has(text)
                        ? 'earlier'
                        : 'behind';
              expect(relation).toBe(expected);
            }
            for (const seen of carries ? [...upTo(size), size] : [size]) kept.add(from.text(seen));
            largest = Math.max(largest, size);
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});
