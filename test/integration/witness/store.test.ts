import { spawn } from 'node:child_process';
import { cpSync, linkSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { primitives } from '../../../electron/core/ledger/primitives.ts';
import { Witness } from '../../../electron/core/witness/witness.ts';
import { encodeUtf8 } from '../../../shared/ledger/bytes.ts';
import { readCheckpoint } from '../../../shared/ledger/checkpoint.ts';
import { lineState, readVerifierKey } from '../../../shared/ledger/note.ts';
import { readWitnessAnswer } from '../../../shared/ledger/witness-answer.ts';
import { allBytesBelow } from '../../fixtures/vault.ts';
import { records, requestOf, ScriptedLedger } from '../../fixtures/witness.ts';

const passphrase = 'training passphrase';
let root = '';
let folder = '';
let witness: Witness;

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'sanad-witness-'));
  folder = join(root, 'witness');
  witness = await Witness.create({ folder, name: 'witness.example/1', passphrase, workFactor: 2 });
});
afterEach(() => {
  witness.close();
  rmSync(root, { recursive: true, force: true });
});

const ask = (text: string) => witness.cosign(encodeUtf8(text));
const ledgerOf = (count: number, seed = 'store') => new ScriptedLedger(seed).grow(records(count));

describe('a witness', () => {
  it('countersigns under its own key what goes on from what it holds, after it was opened again as well', async () => {
    const { ledger } = ledgerOf(9);
    expect(ask(requestOf(ledger, 0, 4))).toMatchObject({ outcome: 'cosigned', size: 4, from: 0 });
    const vkey = witness.verifierKey;
    witness.close();
    witness = await Witness.open({ folder, passphrase });
    expect(witness.verifierKey).toBe(vkey);
    const answer = ask(requestOf(ledger, 4));
    expect(answer).toMatchObject({ outcome: 'cosigned', size: 10, from: 4 });
    if (answer.outcome !== 'cosigned') throw new Error();
    const { note } = readCheckpoint(encodeUtf8(answer.note));
    expect(lineState(primitives, note, readVerifierKey(primitives, vkey))).toBe('good');
  });

  it('refuses a smaller tree, says how large the one is that it holds, and hands that over', () => {
    const { ledger } = ledgerOf(9);
    ask(requestOf(ledger, 0));
    const answer = ask(requestOf(ledger, 0, 4));
    expect(answer).toMatchObject({ outcome: 'rollback', size: 4, held: 10 });
    if (answer.outcome === 'cosigned') throw new Error();
    expect(readWitnessAnswer(encodeUtf8(answer.refusal))).toMatchObject({
      answer: 'refused',
      refusal: 'rollback',
      held: { size: 10 },
    });
    expect(witness.memory.ledgers()).toMatchObject([{ size: 10, rollbacks: 1, conflicts: 0 }]);
  });

  it('keeps the note of a second history as evidence, and goes on countersigning the first', () => {
    const first = ledgerOf(9);
    const fork = first.fork(5, 'other').grow(records(5)).ledger;
    ask(requestOf(first.ledger, 0));
    expect(ask(requestOf(fork, 5))).toMatchObject({ outcome: 'fork', size: 10, held: 10 });
    fork.append('record', {});
    expect(ask(requestOf(fork, 10))).toMatchObject({ outcome: 'inconsistent', size: 11, held: 10 });
    expect(witness.memory.ledgers()).toMatchObject([{ size: 10, conflicts: 2 }]);
    const kept = witness.memory.notes(fork.ledger).filter(({ outcome }) => outcome !== 'cosigned');
    expect(kept.map(({ note }) => note)).toEqual([fork.note(10), fork.note(11)]);
    first.grow(['record']);
    expect(ask(requestOf(first.ledger, 10))).toMatchObject({ outcome: 'cosigned', size: 11 });
  });

  it('knows a fork below what it holds by an older note of that size', () => {
    const first = ledgerOf(9);
    const fork = first.fork(3, 'other').grow(records(5)).ledger;
    ask(requestOf(first.ledger, 0, 6));
    ask(requestOf(first.ledger, 6));
    expect(ask(requestOf(fork, 0, 6))).toMatchObject({ outcome: 'fork' });
    expect(ask(requestOf(fork, 0, 5))).toMatchObject({ outcome: 'rollback' });
  });

  it('keeps nothing of what nobody signed', () => {
    const { ledger } = ledgerOf(3);
    const other = ledgerOf(3, 'someone else').ledger;
    const line = other.note().split('\n').at(-2) ?? '';
    const own = ledger.note().split('\n').at(-2) ?? '';
    expect(ask(requestOf(ledger, 0).replace(own, line))).toMatchObject({ outcome: 'unsigned', held: 0 });
    expect(witness.memory.notes(ledger.ledger)).toEqual([]);
  });

  it('asks for another request where one was made for a witness that holds more, and keeps none of it', () => {
    const { ledger } = ledgerOf(3).grow(['key', 'record']);
    ask(requestOf(ledger, 0, 3));
    const from6 = ask(requestOf(ledger, 6));
    expect(from6).toMatchObject({ outcome: 'stale', size: 6, held: 3 });
    // Nor does it become a fork by whoever forges a note of a size that was seen.
    const forged = ledgerOf(2, 'someone else').ledger.note(3).split('\n');
    const asked = requestOf(ledger, 6).split('\n\n');
    const line = asked[2]?.replace(/ [^ ]*\n$/, ` ${forged.at(-2)?.split(' ').at(-1)}\n`) ?? '';
    const text = [asked[0], asked[1]?.replace('\n6\n', '\n3\n'), line].join('\n\n');
    expect(ask(text)).toMatchObject({ outcome: 'stale', held: 3 });
    expect(witness.memory.notes(ledger.ledger).map(({ outcome, size }) => [outcome, size])).toEqual([['cosigned', 3]]);
    expect(ask(requestOf(ledger, 3))).toMatchObject({ outcome: 'cosigned', size: 6 });
  });

  it('keeps several ledgers apart', () => {
    const [one, two] = [ledgerOf(3, 'one').ledger, ledgerOf(5, 'two').ledger];
    ask(requestOf(one, 0));
    ask(requestOf(two, 0));
    expect(witness.memory.ledgers().map(({ ledger, size }) => [ledger, size])).toEqual([
      [one.ledger, 4],
      [two.ledger, 6],
    ]);
  });

  it('hands on no lines but the ledger’s and its own', () => {
    const { ledger } = ledgerOf(3);
    const other = ledgerOf(1, 'someone else').ledger.note().split('\n').at(-2) ?? '';
    const answer = ask(`${requestOf(ledger, 0)}${other}\n`);
    if (answer.outcome !== 'cosigned') throw new Error(answer.outcome);
    const { note } = readCheckpoint(encodeUtf8(answer.note));
    expect(note.lines.map(({ name }) => name)).toEqual([`sanad/ledger/${ledger.ledger}`, 'witness.example/1']);
  });

  it('opens with its passphrase alone, and leaves nothing readable on the disk', async () => {
    const { ledger } = ledgerOf(3);
    ask(requestOf(ledger, 0));
    witness.close();
    await expect(Witness.open({ folder, passphrase: 'another passphrase' })).rejects.toMatchObject({
      code: 'PASSPHRASE_WRONG',
    });
    await expect(Witness.open({ folder: root, passphrase })).rejects.toMatchObject({ code: 'WITNESS_NOT_FOUND' });
    await expect(Witness.create({ folder, name: 'x', passphrase })).rejects.toMatchObject({ code: 'WITNESS_EXISTS' });
    const bytes = allBytesBelow(folder);
    expect(bytes.includes(ledger.ledger)).toBe(false);
    expect(bytes.includes('witness.example')).toBe(false);
    if (process.platform !== 'win32') expect(statSync(folder).mode & 0o077).toBe(0);
  });
});

describe('a witness whose process is killed', () => {
  const { ledger } = ledgerOf(40, 'killed');
  const atWork = new URL('../../fixtures/witness-at-work.ts', import.meta.url).pathname;

  /** Runs it over requests of sizes 1 to 40 from wherever it stands; `stop` sees each answer and may kill it. */
  function work(endAfter: number, from: number, stop: (answers: number) => boolean): Promise<string[]> {
    const requests = Array.from({ length: 40 - from }, (_none, index) => {
      const path = join(root, `${from + index + 1}.request`);
      writeFileSync(path, requestOf(ledger, from + index, from + index + 1));
      return path;
    });
    const child = spawn(process.execPath, [atWork, folder, passphrase, String(endAfter), ...requests], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let out = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
      if (stop(out.split('\n').length - 1)) child.kill('SIGKILL');
    });
    return new Promise((resolve) => child.once('close', () => resolve(out.split('\n').slice(0, -1))));
  }

  it.each([1, 2, 17])('after answer %i was made durable and before it was given: it is given again', async (count) => {
    witness.close();
    const answers = await work(count, 0, () => false);
    expect(answers).toHaveLength(count - 1);
    witness = await Witness.open({ folder, passphrase });
    expect(witness.memory.ledgers()).toMatchObject([{ size: count }]);
    // The same request, made for what was held before.
    expect(ask(requestOf(ledger, count - 1, count))).toMatchObject({ outcome: 'cosigned', size: count });
    expect(ask(requestOf(ledger, count))).toMatchObject({ outcome: 'cosigned', size: 41 });
  });

  it('at any moment: what it answered is what it holds, and another history is refused', async () => {
    witness.close();
    let from = 0;
    for (const after of [2, 3, 2, 5]) {
      const answers = await work(-1, from, (given) => given >= after);
      const answered = Number(answers.at(-1)?.split(' ')[1] ?? from);
      witness = await Witness.open({ folder, passphrase });
      const [held] = witness.memory.ledgers();
      expect(held?.size).toBeGreaterThanOrEqual(answered);
      const fork = new ScriptedLedger('killed').fork(1, 'other').grow(records(50)).ledger;
      expect(ask(requestOf(fork, held?.size ?? 0))).toMatchObject({ outcome: 'inconsistent' });
      from = held?.size ?? 0;
      witness.close();
    }
    witness = await Witness.open({ folder, passphrase });
  });
});

describe('a memory that may be an older one', () => {
  const { ledger } = ledgerOf(9, 'memory');
  const reopen = async (at: string, more: { moved?: boolean } = {}) => {
    witness.close();
    witness = await Witness.open({ folder: at, passphrase, ...more });
  };

  it('goes on where its folder was renamed on its disk', async () => {
    ask(requestOf(ledger, 0, 4));
    witness.close();
    renameSync(folder, join(root, 'renamed'));
    await reopen(join(root, 'renamed'));
    expect(ask(requestOf(ledger, 4))).toMatchObject({ outcome: 'cosigned', size: 10 });
  });

  it('countersigns nothing in a copy of the folder, which still shows what it knows, until somebody says that it was moved', async () => {
    ask(requestOf(ledger, 0, 4));
    witness.close();
    const copy = join(root, 'copy');
    cpSync(folder, copy, { recursive: true, preserveTimestamps: true });
    await reopen(copy);
    expect(() => ask(requestOf(ledger, 4))).toThrow(expect.objectContaining({ code: 'WITNESS_PUT_BACK' }));
    expect(witness.memory.ledgers()).toMatchObject([{ size: 4 }]);
    await reopen(copy, { moved: true });
    expect(ask(requestOf(ledger, 4))).toMatchObject({ outcome: 'cosigned', size: 10 });
    await reopen(copy);
    expect(ask(requestOf(ledger, 4))).toMatchObject({ outcome: 'cosigned', size: 10 });
  });

  it('countersigns no second history for a database that was put back in its place', async () => {
    const first = ledgerOf(9, 'put back');
    const fork = first.fork(5, 'other').grow(records(5)).ledger;
    ask(requestOf(first.ledger, 0, 4));
    witness.close();
    const database = join(folder, 'witness.db');
    const older = readFileSync(database);
    await reopen(folder);
    ask(requestOf(first.ledger, 4));
    witness.close();
    writeFileSync(database, older);
    await reopen(folder);
    expect(() => ask(requestOf(fork, 4))).toThrow(expect.objectContaining({ code: 'WITNESS_PUT_BACK' }));
  });

  it('goes on after an interruption between its database and the file beside it', async () => {
    ask(requestOf(ledger, 0, 4));
    const file = join(folder, 'witness.turn');
    const before = join(root, 'before');
    // The very file, not its bytes: as it was on its disk.
    linkSync(file, before);
    ask(requestOf(ledger, 4, 6));
    renameSync(before, file);
    await reopen(folder);
    expect(ask(requestOf(ledger, 6))).toMatchObject({ outcome: 'cosigned', size: 10 });
  });

  it('countersigns nothing where the file is gone, or holds anything else', async () => {
    ask(requestOf(ledger, 0, 4));
    const file = join(folder, 'witness.turn');
    rmSync(file);
    expect(() => ask(requestOf(ledger, 4))).toThrow(expect.objectContaining({ code: 'WITNESS_PUT_BACK' }));
    writeFileSync(file, 'x'.repeat(100));
    expect(() => ask(requestOf(ledger, 4))).toThrow(expect.objectContaining({ code: 'WITNESS_PUT_BACK' }));
  });
});
