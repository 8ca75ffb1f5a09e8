import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { primitives } from '../../../electron/core/ledger/primitives.ts';
import { encodeUtf8 } from '../../../shared/ledger/bytes.ts';
import { formatSignatureLine, readNote } from '../../../shared/ledger/note.ts';
import { type HeldTree, judgeWitnessRequest, readWitnessRequest } from '../../../shared/ledger/witness-request.ts';
import { records, requestOf, ScriptedLedger } from '../../fixtures/witness.ts';

const read = (text: string) => readWitnessRequest(primitives, encodeUtf8(text));
const judge = (text: string, held: HeldTree | null) => judgeWitnessRequest(primitives, read(text), held);

function holding(text: string, before: HeldTree | null = null): HeldTree {
  const judgement = judge(text, before);
  if (judgement.outcome !== 'consistent') throw new Error(judgement.outcome);
  return judgement.tree;
}

const script = () =>
  new ScriptedLedger('requests').grow(['record', 'record', 'key', 'record', 'record', 'key', 'record']);

describe('a request to a witness', () => {
  const { ledger } = script();

  it('shows a first tree to whoever holds nothing, with every key since the first entry', () => {
    const tree = holding(requestOf(ledger, 0));
    expect(tree).toMatchObject({ size: 8 });
    expect(tree.keys.map(({ seq }) => seq)).toEqual([0, 3, 6]);
  });

  it('shows that the tree goes on from any tree held, over key changes as well', () => {
    for (let from = 1; from <= 8; from++) {
      const held = holding(requestOf(ledger, 0, from));
      for (let size = from; size <= 8; size++) {
        const tree = holding(requestOf(ledger, from, size), held);
        expect(tree).toEqual(holding(requestOf(ledger, 0, size)));
      }
    }
  });

  it('is stale where its proof begins at another size, and needs none for the very tree that is held', () => {
    const held = holding(requestOf(ledger, 0, 5));
    expect(judge(requestOf(ledger, 4), held).outcome).toBe('stale');
    expect(judge(requestOf(ledger, 0), held).outcome).toBe('stale');
    expect(judge(requestOf(ledger, 4), null).outcome).toBe('stale');
    expect(judge(requestOf(ledger, 2, 5), held).outcome).toBe('consistent');
  });

  it('is stale, and not unsigned, where it was made for a witness that holds more and has seen the key change', () => {
    const held = holding(requestOf(ledger, 0, 5));
    expect(judge(requestOf(ledger, 8), held)).toEqual({ outcome: 'stale', isSigned: false });
    expect(judge(requestOf(ledger, 8), null)).toEqual({ outcome: 'stale', isSigned: false });
    expect(judge(requestOf(ledger, 4), held)).toEqual({ outcome: 'stale', isSigned: true });
  });

  it('is a rollback where a larger tree is held', () => {
    const held = holding(requestOf(ledger, 0));
    for (let size = 1; size < 8; size++) expect(judge(requestOf(ledger, 0, size), held).outcome).toBe('rollback');
  });

  it('is a fork where the same size has another root, whoever changed the key last', () => {
    const fork = script().fork(5, 'thief').grow(['record', 'key', 'record']).ledger;
    expect(fork.ledger).toBe(ledger.ledger);
    const held = holding(requestOf(ledger, 0, 6));
    expect(judge(requestOf(fork, 0, 6), held).outcome).toBe('fork');
    expect(judge(requestOf(fork, 6), held).outcome).toBe('inconsistent');
  });

  it('is not signed for a witness that knows a later key, where a thief has an earlier one', () => {
    const fork = script().fork(3, 'thief').grow(records(9)).ledger;
    const held = holding(requestOf(ledger, 0, 5));
    expect(judge(requestOf(fork, 5), held).outcome).toBe('unsigned');
  });

  it('shows a key change that the held tree should have known as a fork', () => {
    const fork = script().fork(3, 'thief').grow(records(9)).ledger;
    const held = holding(requestOf(fork, 0, 8));
    expect(judge(requestOf(ledger, 0), held).outcome).toBe('fork');
  });

  it('is not signed when a key change lacks the line of either key', () => {
    const text = requestOf(ledger, 0, 4);
    const lines = readNote(encodeUtf8(ledger.note(4))).lines.map(formatSignatureLine);
    for (const line of lines) expect(judge(text.replaceAll(line, ''), null).outcome).toBe('unsigned');
  });

  it('is refused unread when anything of it is changed beyond its meaning', () => {
    const text = requestOf(ledger, 2);
    const other = new ScriptedLedger('another').ledger;
    const broken = [
      '',
      text.slice(0, -1),
      `${text}\n`,
      text.replace('/v1', '/v2'),
      text.replace('old 2', 'old 02'),
      text.replace('old 2', 'old -1'),
      text.replace('key sanad', 'key  sanad'),
      text.replace(/\nold 2\n/, '\nold 2\nAAAA\n'),
      requestOf(ledger, 0, 1).replaceAll(ledger.ledger, other.ledger),
      requestOf(ledger, 0, 1).replace(/^key .*$/m, /^key .*$/m.exec(requestOf(other, 0))?.[0] ?? ''),
    ];
    for (const bytes of broken) expect(() => read(bytes)).toThrow('WITNESS_REQUEST_INVALID');
  });

  it('never counts as consistent after a byte was changed, and never makes the reader fail otherwise', () => {
    const held = holding(requestOf(ledger, 0, 2));
    const honest = holding(requestOf(ledger, 2), held);
    const bytes = encodeUtf8(requestOf(ledger, 2));
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const changed = bytes.slice();
        changed[at] = (changed[at] as number) ^ flip;
        try {
          const judgement = judgeWitnessRequest(primitives, readWitnessRequest(primitives, changed), held);
          // Lines of keys that nobody knows are carried along: changed ones show the same tree.
          if (judgement.outcome === 'consistent') expect(judgement.tree).toEqual(honest);
        } catch (error) {
          expect(error).toMatchObject({ code: 'WITNESS_REQUEST_INVALID' });
        }
      }),
      { numRuns: 500 },
    );
  });
});
