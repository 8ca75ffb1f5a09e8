import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { primitives } from '../../../electron/core/ledger/primitives.ts';
import { DisclosureReading } from '../../../shared/bundle/disclosure-reading.ts';
import type { LineOpener } from '../../../shared/bundle/platform.ts';
import { paths, recordBytes } from '../../../shared/ledger/bundle-layout.ts';
import { concatBytes, encodeUtf8 } from '../../../shared/ledger/bytes.ts';
import { type DisclosedEntry, MAX_DISCLOSURE_LINE } from '../../../shared/ledger/disclosed.ts';
import { MAX_ENTRY_LENGTH } from '../../../shared/ledger/entry.ts';
import { LineSplitter } from '../../../shared/ledger/jsonl.ts';
import { openLines, packedLines } from '../../../shared/ledger/opened-lines.ts';
import { LedgerVerification } from '../../../shared/ledger/verification.ts';
import { type Selection, TestLedger } from '../../fixtures/ledger.ts';

const values = [
  { text: 'نصّ 😀 "quoted" \\ and\nmore', 'account.2': null },
  { document: JSON.parse('{"page":7,"__proto__":null}'), list: [1, [], {}, true] },
  {},
  { file: { sha256: 'ab'.repeat(32), size: 3, type: 'image/jpeg' } },
  { file: { sha256: 'ab'.repeat(32), size: 4, type: 'image/jpeg' }, amends: [1] },
  { strange: '\ufffd\u2028', number: -1 },
];

function bundleOf(show: Selection) {
  const history = new TestLedger(new Uint8Array(32).fill(9));
  for (const one of values) history.append('record', one);
  const bundle = history.bundle({ show });
  const bytesAt = (path: string) => bundle.get(path) ?? new Uint8Array(0);
  return { ledger: history.ledger, entries: bytesAt(paths.entries), disclosures: bytesAt(paths.disclosures) };
}

const hidden = fc.array(fc.constantFrom('1 body', '2 document', '3 type', '5 amends', '6 at'), { maxLength: 2 });

/** What somebody can do to the lines; `pick` chooses among them. */
const alterations: Readonly<Record<string, (lines: string[], pick: number) => string[]>> = {
  'left as they are': (lines) => lines,
  'without one': (lines, pick) => lines.toSpliced(pick, 1),
  'one twice': (lines, pick) => lines.toSpliced(pick, 0, lines[pick] ?? ''),
  'one repeated at the end': (lines, pick) => [...lines, lines[pick] ?? ''],
  'two in each other’s place': (lines, pick) => lines.toSpliced(pick, 2, ...lines.slice(pick, pick + 2).toReversed()),
  'all the other way round': (lines) => lines.toReversed(),
  'an empty one': (lines, pick) => lines.toSpliced(pick, 0, '\n'),
  'one of no entry': (lines, pick) => lines.with(pick, (lines[pick] ?? '').replace(/\d+\}/, '99}')),
  'one of another entry': (lines, pick) => lines.with(pick, (lines[pick] ?? '').replace(/\d+\}/, '1}')),
  'a number with a zero before': (lines, pick) => lines.with(pick, (lines[pick] ?? '').replace(':', ':0')),
  'a seq with a zero before': (lines, pick) => lines.with(pick, (lines[pick] ?? '').replace('"seq":', '"seq":0')),
  'a negative number': (lines, pick) => lines.with(pick, (lines[pick] ?? '').replace('"seq":', '"seq":-')),
  'another letter': (lines, pick) => lines.with(pick, (lines[pick] ?? '').replace(/.(.{9}",)/, 'Q$1')),
  'a letter that is none': (lines, pick) => lines.with(pick, (lines[pick] ?? '').replace(/.(.{9}",)/, '=$1')),
  'an escape': (lines, pick) => lines.with(pick, (lines[pick] ?? '').replace('"d":"W', '"d":"\\u0057')),
  'a letter beyond ASCII': (lines, pick) => lines.with(pick, (lines[pick] ?? '').replace('"d":"W', '"d":"é')),
  'a space': (lines, pick) => lines.with(pick, (lines[pick] ?? '').replace(',', ', ')),
  'another member': (lines, pick) => lines.with(pick, (lines[pick] ?? '').replace('}', ',"x":1}')),
  'a carriage return': (lines, pick) => lines.with(pick, (lines[pick] ?? '').replace('\n', '\r\n')),
  'two lines in one': (lines, pick) => lines.with(pick, (lines[pick] ?? '').replace('\n', '')),
  'the last without its end': (lines) => [...lines.slice(0, -1), (lines.at(-1) ?? '').trimEnd()],
  none: () => [],
};

async function judge(entries: Uint8Array, take: (verification: LedgerVerification) => Promise<boolean>) {
  const handedOut: DisclosedEntry[] = [];
  const verification = new LedgerVerification(primitives, {
    kind: 'bundle',
    onDisclosed: (entry) => handedOut.push(entry),
  });
  const lines = new LineSplitter(MAX_ENTRY_LENGTH, (line) => verification.entry(line));
  lines.push(entries);
  verification.endEntries(lines.end());
  verification.endDisclosures(await take(verification));
  const { findings, remarks, withheldFields, files, amendedBy, lastWithheld, verdict } = verification.finish();
  for (const { seq, fields } of handedOut)
    expect(verification.recordOf(seq)).toEqual(fields.size === 0 ? null : primitives.sha256(recordBytes(fields)));
  // Numbers and texts alone: one side has no prototypes.
  return JSON.parse(
    JSON.stringify({
      ...{ findings, remarks, verdict, lastWithheld },
      withheld: [...withheldFields],
      files: [...files],
      amendedBy: [...amendedBy],
      entries: handedOut.map(({ seq, fields, withheld }) => ({ seq, fields: [...fields], withheld })),
    }),
  );
}

async function lineByLine(verification: LedgerVerification, bytes: Uint8Array): Promise<boolean> {
  const lines = new LineSplitter(MAX_DISCLOSURE_LINE, (line) => verification.disclosureLine(line));
  lines.push(bytes);
  return lines.end();
}

async function inBlocks(reading: DisclosureReading, bytes: Uint8Array, cuts: readonly number[]): Promise<boolean> {
  const places = [...new Set([0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].sort((a, b) => a - b);
  for (const [number, from] of places.entries()) {
    const piece = bytes.slice(from, places[number + 1] ?? from);
    await reading.push(piece);
    // Its memory may be used again at once.
    piece.fill(0x0a);
  }
  return reading.end();
}

/** A thread that answers later than it is asked, or has gone away. */
const beside = (isGone: boolean): LineOpener => ({
  isUp: true,
  lines: async (ledger, block) => {
    const kept = block.slice();
    await new Promise(setImmediate);
    return isGone ? null : packedLines(primitives, ledger, kept);
  },
  close: async () => {},
});

describe('lines of disclosures opened by the entry', () => {
  it('are found to be what they are found to be line by line, however they were altered and cut, here and in a thread', async () => {
    const ways = fc.constantFrom('here', 'in a thread', 'in a thread that goes away');
    const how = fc.array(fc.tuple(fc.constantFrom(...Object.keys(alterations)), fc.nat()), { maxLength: 2 });
    await fc.assert(
      fc.asyncProperty(hidden, how, fc.array(fc.nat(), { maxLength: 6 }), ways, async (hides, altered, cuts, way) => {
        const bundle = bundleOf((seq, name) => !(hides as string[]).includes(`${seq} ${name}`));
        let lines = new TextDecoder().decode(bundle.disclosures).split(/(?<=\n)/);
        for (const [name, pick] of altered)
          if (lines.length > 0) lines = alterations[name]?.(lines, pick % lines.length) ?? [];
        const bytes = encodeUtf8(lines.join(''));
        const opener = way === 'here' ? null : beside(way !== 'in a thread');
        const found = await judge(bundle.entries, (verification) =>
          inBlocks(new DisclosureReading(primitives, verification, opener, () => cuts.length % 2 === 0), bytes, cuts),
        );
        expect(found).toEqual(await judge(bundle.entries, (verification) => lineByLine(verification, bytes)));
      }),
      { numRuns: 400 },
    );
  });

  it('are opened where they are as they should be', () => {
    const { ledger, disclosures } = bundleOf(() => true);
    const runs = openLines(primitives, ledger, disclosures);
    expect(runs.map(({ opened }) => opened?.seq)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(runs.map(({ from }) => from)).toEqual([0, ...runs.map(({ to }) => to).slice(0, -1)]);
    expect(runs.at(-1)?.to).toBe(disclosures.length);
  });

  it('are left alone where they are no UTF-8, or longer than a line may be', async () => {
    const { entries, disclosures } = bundleOf(() => true);
    const long = encodeUtf8(`{"d":"${'W'.repeat(MAX_DISCLOSURE_LINE)}","seq":0}\n`);
    for (const before of [Uint8Array.of(0xff, 0x0a), long]) {
      const bytes = concatBytes(before, disclosures);
      const found = await judge(entries, (verification) =>
        inBlocks(new DisclosureReading(primitives, verification), bytes, []),
      );
      expect(found).toEqual(await judge(entries, (verification) => lineByLine(verification, bytes)));
      expect(found.findings[0]).toMatchObject({ code: 'DISCLOSURE_UNREADABLE' });
    }
  });
});
