/** The ledger: entries appended durably, a whole ledger verified, and a bundle verified against a bare SHA-256 of it. */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportToPath } from '../../electron/core/bundle/export.ts';
import { verifyBundle } from '../../electron/core/bundle/verify.ts';
import { verifyVault } from '../../electron/core/bundle/verify-vault.ts';
import type { OpenVault } from '../../electron/core/vault/vault.ts';
import { usedBy } from '../fixtures/uses.ts';
import { archiveItem, temporaryVault } from '../fixtures/vault.ts';
import { type Contestant, compare, installed, wanted } from './rounds.ts';

/** Single appends a round: each waits for the disk. */
const alone = 500;
const together = 500;

const draft = (operator: string, number: number) => ({
  type: 'record',
  operator,
  fields: { kind: 'note', text: `entry number ${number}`, place: 'a field as long as fields of records usually are' },
});

/** Into one vault, turn by turn: both meet the same disk, the same caches and the same compiled code. */
function appending({ ledger, operator }: OpenVault, name: string, atATime: number, entries: number): Contestant {
  return {
    name,
    async run() {
      for (let from = 0; from < entries; from += atATime)
        ledger.append(Array.from({ length: atATime }, (_, index) => draft(operator, from + index)));
      return entries;
    },
  };
}

/**
 * One row a transaction in the same encrypted database, with the same settings and as many bytes as an entry with its disclosures: what
 * SQLite and the disk allow to whoever wants neither triggers, nor a tree, nor fields that open one by one.
 */
function rowsAlone({ ledger, db, operator }: OpenVault): Contestant {
  db.exec('CREATE TABLE bench (bytes BLOB, text TEXT) STRICT');
  const [entry] = ledger.append([draft(operator, 0)]);
  if (entry === undefined) throw new Error('nothing was appended');
  const disclosed = ledger.disclosuresOf(entry.seq).map(({ text }) => text);
  const insert = db.prepare('INSERT INTO bench VALUES (?, ?)');
  return {
    name: 'SQLite alone: the same bytes, a row a transaction',
    async run() {
      for (let number = 0; number < alone; number++) insert.run(entry.bytes, disclosed.join(''));
      return alone;
    },
  };
}

const appended = await temporaryVault();
try {
  const contestants = [
    appending(appended.vault, 'Sanad: an entry a transaction', 1, alone),
    appending(appended.vault, `Sanad: ${together} entries a transaction`, together, wanted.entries),
    rowsAlone(appended.vault),
  ];
  // What is measured is a program at work, not one that has just been started.
  for (const { run } of contestants) for (let turn = 0; turn < 2; turn++) await run();
  await compare('Appending to the ledger', 'entries', contestants);
} finally {
  await appended.remove();
}

const folder = mkdtempSync(join(tmpdir(), 'sanad-bench-'));
const { vault, remove } = await temporaryVault();
try {
  for (let from = vault.ledger.size; from < wanted.entries; from += together)
    vault.ledger.append(
      Array.from({ length: Math.min(together, wanted.entries - from) }, (_, index) =>
        draft(vault.operator, from + index),
      ),
    );
  const target = join(folder, 'bundle.zip');
  await compare(`Verifying a ledger of ${vault.ledger.size} entries`, 'entries', [
    {
      name: 'Sanad: entries, tree, checkpoints, disclosures',
      async run() {
        const report = await verifyVault(vault, []);
        if (report.exitStatus !== 0) throw new Error(report.verdict ?? 'no verdict');
        return vault.ledger.size;
      },
    },
  ]);

  const mebibyte = 1_048_576;
  const each = 4 * mebibyte;
  for (let number = 0; number * each < wanted.megabytes * mebibyte; number++)
    await archiveItem(vault, `picture ${number}`, randomBytes(each));
  const request = { ...usedBy('court'), recipient: 'Training court', protection: { kind: 'plain' } } as const;
  const bundle = await exportToPath(vault, request, target, { software: { name: 'sanad', version: '0.0.0' } });
  const megabytes = bundle.bytes / 1e6;
  const contestants: Contestant[] = [
    {
      name: 'Sanad: verify',
      async run() {
        const report = await verifyBundle(bundle.path, {}, []);
        if (report.exitStatus !== 0) throw new Error(report.verdict ?? 'no verdict');
        return megabytes;
      },
    },
  ];
  if (installed('openssl'))
    contestants.push({
      name: 'openssl dgst -sha256 of the same bytes',
      async run() {
        execFileSync('openssl', ['dgst', '-sha256', bundle.path], { stdio: 'ignore' });
        return megabytes;
      },
    });
  else console.log('Without openssl to compare with: not installed here.');
  await compare(`Verifying a bundle of ${Math.round(megabytes)} MB and ${bundle.entry + 1} entries`, 'MB', contestants);
} finally {
  await remove();
  rmSync(folder, { recursive: true, force: true });
}
