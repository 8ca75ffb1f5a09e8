import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DurableCalls, replaceFile, systemCalls } from '../../../electron/core/vault/durable.ts';
import { type Header, readHeader, requireAuthentic, writeHeader } from '../../../electron/core/vault/header.ts';
import { wrapForOperator } from '../../../electron/core/vault/operator-slot.ts';
import { cheapKdf, temporaryFolder } from '../../fixtures/bare-vault.ts';

let folder: string;
let remove: () => void;
beforeEach(() => {
  ({ folder, remove } = temporaryFolder());
});
afterEach(() => remove());

/** The system's calls, of which the one with this number fails, before or after it took effect. */
function failingAt(number: number, when: 'before' | 'after'): DurableCalls & { made: number } {
  const calls = { made: 0 } as DurableCalls & { made: number };
  const guarded =
    <Parameters extends unknown[], Result>(call: (...parameters: Parameters) => Result) =>
    (...parameters: Parameters): Result => {
      const isThis = calls.made++ === number;
      if (isThis && when === 'before') throw new Error('the power went');
      const result = call(...parameters);
      if (isThis) throw new Error('the power went');
      return result;
    };
  return Object.assign(calls, {
    create: guarded(systemCalls.create),
    write: guarded(systemCalls.write),
    sync: guarded(systemCalls.sync),
    close: guarded(systemCalls.close),
    rename: guarded(systemCalls.rename),
    syncFolder: guarded(systemCalls.syncFolder),
  });
}

describe('replacing a small file', () => {
  it('syncs the bytes before the rename and the folder after it', () => {
    const order: string[] = [];
    const noted = Object.fromEntries(
      Object.entries(systemCalls).map(([name, call]) => [
        name,
        (...parameters: unknown[]) => {
          order.push(name);
          return (call as (...parameters: unknown[]) => unknown)(...parameters);
        },
      ]),
    ) as unknown as DurableCalls;
    replaceFile(join(folder, 'file'), Buffer.from('new'), noted);
    expect(order).toEqual(['create', 'write', 'sync', 'close', 'rename', 'syncFolder']);
  });

  it.each(['before', 'after'] as const)(
    'leaves the old or the new one whole, whichever call fails %s its effect',
    (when) => {
      const path = join(folder, 'file');
      for (let number = 0; number < 6; number++) {
        replaceFile(path, Buffer.from('old'));
        expect(() => replaceFile(path, Buffer.from('new'), failingAt(number, when))).toThrow('the power went');
        const renamed = number > 4 || (number === 4 && when === 'after');
        expect(readFileSync(path, 'utf8')).toBe(renamed ? 'new' : 'old');
        replaceFile(path, Buffer.from('later'));
        expect(readFileSync(path, 'utf8')).toBe('later');
      }
    },
  );
});

describe('writing the header', () => {
  it.each(['before', 'after'] as const)('leaves one that opens, whichever call fails %s its effect', async (when) => {
    const key = new Uint8Array(32).fill(1);
    const id = 'ab'.repeat(16);
    const slot = (code: string) => wrapForOperator(key, id, code, 'training passphrase', cheapKdf);
    const older: Header = {
      format: 'sanad-vault',
      version: 1,
      id,
      operators: [await slot('op-1')],
      recipients: [],
    };
    const newer: Header = { ...older, operators: [...older.operators, await slot('op-2')] };
    for (let number = 0; number < 12; number++) {
      writeHeader(folder, older, key);
      expect(() => writeHeader(folder, newer, key, failingAt(number, when))).toThrow('the power went');
      const stored = readHeader(folder);
      expect([older, newer]).toContainEqual(stored.header);
      expect(() => requireAuthentic(stored, key)).not.toThrow();
    }
    writeHeader(folder, newer, key);
    expect(readHeader(folder)).toMatchObject({ header: newer, copiesAgree: true });
    expect(() => requireAuthentic(readHeader(folder), new Uint8Array(32))).toThrow(
      expect.objectContaining({ code: 'VAULT_HEADER_ALTERED' }),
    );
  });
});
