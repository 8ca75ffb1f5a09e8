import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { primitives } from '../../../electron/core/ledger/primitives.ts';
import { KnownCheckpoints, knownFolder } from '../../../electron/core/witness/known.ts';
import { compareBrought } from '../../../shared/bundle/brought.ts';
import { compareKnown } from '../../../shared/bundle/reviewer.ts';
import { encodeUtf8 } from '../../../shared/ledger/bytes.ts';
import { LedgerVerification } from '../../../shared/ledger/verification.ts';
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
) {
  const verification = new LedgerVerification(primitives, { kind: 'vault' });
  for (const { bytes } of ledger.entries.slice(0, size)) verification.entry(bytes);
  verification.endEntries();
  for (const { seq } of ledger.keys.slice(1)) {
    if (seq + 1 < size) verification.checkpoint(`${seq + 1}`, encodeUtf8(ledger.note(seq + 1)), 'earlier');
  }
  verification.checkpoint('head', encodeUtf8(ledger.note(size)), 'head');
  const { proven } = compareBrought(verification, texts);
  const compared = compareKnown(verification, await known.held(ledger.ledger), { size, exportedAt, proven });
  const report = verification.finish();
  if (report.findings.length === 0) await known.keep(ledger.ledger, report.seen);
  const brought = report.brought.map(({ outcome }) => outcome);
  const states = Array.from({ length: size }, (_none, seq) => report.stateOf(seq));
  const agreed = states.filter((state) => state === 'CONSISTENT').length;
  return { ...compared, brought, agreed, relation: compared.known.relation, verdict: report.verdict };
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
      { size: 3, note: ledger.note(3), at: '2026-03-04T05:06:07.000Z', brought: false },
      { size: 4, note: ledger.note(4), at: '2026-03-04T05:06:07.000Z', brought: false },
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
    await known.keep(ledger.ledger, [{ size: 9, bytes: encodeUtf8(changed.note(9)), brought: false }]);
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
    for (const size of [6, 6, 10, 10, 6, 12, 7, 12, 10, 7]) agreed.push((await review(known, grown, size)).agreed);
    // What a longer one goes on from vouches; its own end, seen again, and what came with it do not.
    expect(agreed).toEqual([0, 0, 6, 6, 0, 10, 6, 10, 6, 6]);
    const again = await review(known, grown, 12);
    expect(again.notices).toMatchObject([{ code: 'KNOWN_SINCE', detail: '10, 2026-01-10T00:00:01Z' }]);
    expect(again.known).toEqual({ relation: 'same', size: 12, at: '2026-01-10T00:00:02.000Z' });
  });

  it('is vouched for to its end by a note that a person brought once, also where a bundle had it first', async () => {
    const known = new KnownCheckpoints(folder);
    const brought = async (texts: readonly string[]) => (await review(known, ledger, 8, null, texts)).verdict;
    expect(await brought([])).toBe('UNANCHORED');
    expect(await brought([])).toBe('UNANCHORED');
    expect(await brought([ledger.note(8)])).toBe('CONSISTENT');
    expect(await brought([])).toBe('CONSISTENT');
    expect(readdirSync(join(folder, ledger.ledger)).filter((name) => name.endsWith('-brought.txt'))).toHaveLength(1);
    expect(await known.held(ledger.ledger)).toMatchObject([{ size: 8, brought: true }]);
    // What is kept and only compared is not thereby brought.
    await review(known, ledger, 10);
    await review(known, ledger, 10);
    expect(await known.held(ledger.ledger)).toMatchObject([{ brought: true }, { size: 10, brought: false }]);
  });

  it('is never a divergence for being smaller, and never passed over as a fork, in whatever order they come', async () => {
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 8 }),
        fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 12 })), { minLength: 1, maxLength: 8 }),
        async (shared, visits) => {
          const known = new KnownCheckpoints(join(folder, String(runs++)));
          const fork = script.fork(shared, 'property').grow(records(12 - shared)).ledger;
          const kept = new Set<string>();
          let largest = 0;
          for (const [isFork, size] of visits) {
            const from = isFork ? fork : ledger;
            const text = from.text(size);
            const { relation } = await review(known, from, size);
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
            kept.add(text);
            largest = Math.max(largest, size);
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});
