import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readDraft, writeDraft } from '../../../electron/core/records/drafts.ts';
import { projections, rebuildProjections } from '../../../electron/core/records/projections.ts';
import { makeTablesAtOnce } from '../../../electron/core/vault/making-tables.ts';
import { type OpenVault, openVault } from '../../../electron/core/vault/vault.ts';
import { contract, longestDraft } from '../../../shared/contract.ts';
import { allBytesBelow, cheapKdf, passphrase, type TemporaryVault, temporaryVault } from '../../fixtures/vault.ts';

const sentence = 'zebra-quartz: the windows came in';
const text = JSON.stringify({ '': { paragraphs: [{ text: sentence, basis: 'heard' }] } });

let there: TemporaryVault;
let vault: OpenVault;
beforeEach(async () => {
  there = await temporaryVault();
  vault = there.vault;
});
afterEach(async () => {
  await vault.close();
  await there.remove();
});

const reopened = async (operator = 'op-1') => {
  await vault.close();
  vault = await openVault({ path: there.path, operator, passphrase, projections });
  return vault;
};

describe('what was begun and not saved', () => {
  test('is there again after locking and opening', async () => {
    writeDraft(vault, 'interview', text);
    expect(readDraft(await reopened(), 'interview')).toBe(text);
  });

  test('is nothing until something is written', () => {
    expect(readDraft(vault, 'case')).toBeNull();
  });

  test('is replaced by what is written later, and gone once it is removed', async () => {
    writeDraft(vault, 'case', text);
    writeDraft(vault, 'case', '{}');
    expect(readDraft(vault, 'case')).toBe('{}');
    writeDraft(vault, 'case', null);
    expect(readDraft(await reopened(), 'case')).toBeNull();
  });

  test('is no part of the ledger, and is not lost when the tables are made again from it', () => {
    const before = vault.ledger.size;
    writeDraft(vault, 'send', text);
    expect(vault.ledger.size).toBe(before);
    rebuildProjections(vault.db, vault.ledger);
    vault.db.exec('UPDATE projection SET version = 0');
    makeTablesAtOnce(projections.migrating(vault.db, vault.ledger));
    expect(readDraft(vault, 'send')).toBe(text);
  });

  test('is each operator’s own', async () => {
    writeDraft(vault, 'interview', text);
    await vault.addOperator('op-2', passphrase, cheapKdf);
    expect(readDraft(await reopened('op-2'), 'interview')).toBeNull();
    writeDraft(vault, 'interview', '{}');
    expect(readDraft(await reopened('op-1'), 'interview')).toBe(text);
  });

  test('is nowhere on disk in clear: while it is open, removed, or locked', async () => {
    const looked = () => expect(allBytesBelow(there.path).includes('zebra-quartz')).toBe(false);
    writeDraft(vault, 'interview', text);
    looked();
    writeDraft(vault, 'interview', null);
    looked();
    writeDraft(vault, 'interview', text);
    await vault.close();
    looked();
  });

  test('is refused over a megabyte, and under a name that nobody knows', () => {
    const { input } = contract['draft.set'];
    expect(input.safeParse({ name: 'case', value: 'x'.repeat(longestDraft) }).success).toBe(true);
    expect(input.safeParse({ name: 'case', value: 'x'.repeat(longestDraft + 1) }).success).toBe(false);
    expect(input.safeParse({ name: 'diary', value: null }).success).toBe(false);
  });
});
