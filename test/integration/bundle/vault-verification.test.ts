/** The database of a vault altered by someone who has its key: verifying the vault tells where. */
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { verifyVault } from '../../../electron/core/bundle/verify-vault.ts';
import { EntryOpener } from '../../../electron/core/ledger/entry-opener.ts';
import type { OpenedRows } from '../../../electron/core/ledger/opened-rows.ts';
import type { VerificationReport } from '../../../shared/model/report.ts';
import { type TemporaryVault, temporaryVault } from '../../fixtures/vault.ts';

/** One with so few entries that no thread is started for them, and one with so many that one is. */
const sizes = { few: 40, many: 2_600 } as const;

// A vault of this size could be gone through before the thread has started: here it is given every row, however long that takes.
const isUp = vi.spyOn(EntryOpener.prototype, 'isUp', 'get').mockReturnValue(true);
const opening = vi.spyOn(EntryOpener.prototype, 'rows');
const openedByThread = async () =>
  ((await Promise.all(opening.mock.results.map(({ value }) => value))) as OpenedRows[]).flat().length;
afterAll(() => isUp.mockRestore());

describe.each(Object.entries(sizes))('a vault of %s entries', (_name, size) => {
  let made: TemporaryVault;
  beforeAll(async () => {
    made = await temporaryVault();
    const { ledger, operator } = made.vault;
    const draft = (number: number) => ({
      type: 'record',
      operator,
      fields: { kind: 'note', text: `note ${number}`, place: 'نصّ' },
    });
    while (ledger.size < size)
      ledger.append(Array.from({ length: Math.min(500, size - ledger.size) }, (_, at) => draft(ledger.size + at)));
    ledger.checkpoint();
  });
  afterAll(() => made.remove());
  afterEach(() => opening.mockClear());

  /** Somewhere in the middle, with two entries below it in one subtree: it completes nodes of two levels. */
  const middle = size - 21 - ((size - 21) % 4) + 3;

  /** Verifies the vault with its rows changed, and puts them back. The triggers that forbid it go first, as they would for a thief. */
  async function verifyWith(sql: string, ...values: (string | number | Buffer)[]): Promise<VerificationReport> {
    const { db } = made.vault;
    const triggers = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").pluck().all() as string[];
    db.exec('BEGIN');
    try {
      db.pragma('defer_foreign_keys = ON');
      db.pragma('ignore_check_constraints = ON');
      for (const name of triggers) db.exec(`DROP TRIGGER ${name}`);
      expect(db.prepare(sql).run(...values).changes).toBeGreaterThan(0);
      opening.mockClear();
      const report = await verifyVault(made.vault, []);
      // One that is gone is none of them.
      if (size === sizes.many) expect(await openedByThread()).toBeGreaterThanOrEqual(size - 1);
      return report;
    } finally {
      db.exec('ROLLBACK');
      db.pragma('ignore_check_constraints = OFF');
    }
  }

  const found = ({ findings }: VerificationReport) => findings.map(({ code, seq }) => `${code} ${seq ?? '-'}`);
  const textOf = (seq: number, name: string) => made.vault.ledger.disclosure(seq, name) ?? '';
  const setDisclosures = 'UPDATE entry SET disclosures = ? WHERE seq = ?';
  const rowOf = (seq: number, changes: Record<string, unknown> = {}) =>
    JSON.stringify({
      ...Object.fromEntries(made.vault.ledger.disclosuresOf(seq).map(({ name, text }) => [name, text])),
      ...changes,
    });

  it('that nobody altered is what it was', async () => {
    const report = await verifyVault(made.vault, []);
    expect(report).toMatchObject({ exitStatus: 0, verdict: 'UNANCHORED', findings: [], unexplained: 0, entries: size });
    expect(await openedByThread()).toBe(size === sizes.many ? size : 0);
  });

  it('shows an entry whose bytes were changed, and that the next one does not follow it', async () => {
    const report = await verifyWith(
      `UPDATE entry SET bytes = CAST(replace(CAST(bytes AS TEXT), '"v":1', '"v":2') AS BLOB) WHERE seq = ?`,
      middle,
    );
    expect(report).toMatchObject({ verdict: 'INVALID', exitStatus: 1 });
    expect(found(report)).toEqual(expect.arrayContaining([`ENTRY_PREV ${middle + 1}`, `VAULT_TREE_DIFFERS ${middle}`]));
    expect(report.findings.some(({ code }) => code === 'CHECKPOINT_ROOT')).toBe(true);
  });

  it('shows an entry with a byte that is no text, and one with a letter that only looks like its own', async () => {
    for (const put of [Buffer.from([0xff]), Buffer.from('\u0141')]) {
      const bytes = Buffer.from(made.vault.ledger.entry(middle)?.bytes ?? []);
      const at = bytes.indexOf('"ledger"') - 10;
      const altered = Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + 1)]);
      const report = await verifyWith('UPDATE entry SET bytes = ? WHERE seq = ?', altered, middle);
      expect(found(report)).toEqual(expect.arrayContaining([`ENTRY_UNREADABLE ${middle}`]));
    }
  });

  it('shows an entry that is gone, and one that stands in the place of another', async () => {
    const gone = await verifyWith('DELETE FROM entry WHERE seq = ?', middle);
    expect(found(gone)).toEqual(expect.arrayContaining([`ENTRY_SEQ ${middle}`]));
    const twice = await verifyWith(
      `UPDATE entry SET (leaf, bytes, nodes, disclosures) =
         (SELECT leaf, bytes, nodes, disclosures FROM entry AS other WHERE other.seq = entry.seq - 1)
       WHERE seq = ?`,
      middle,
    );
    expect(found(twice)).toEqual(expect.arrayContaining([`ENTRY_SEQ ${middle}`]));
  });

  it('shows a kept hash of an entry or of the tree that is not theirs, and no more than that', async () => {
    const only = [`VAULT_TREE_DIFFERS ${middle}`];
    expect(found(await verifyWith('UPDATE entry SET leaf = zeroblob(32) WHERE seq = ?', middle))).toEqual(only);
    for (const nodes of [
      'zeroblob(64)',
      'substr(nodes, 1, 32)',
      "CAST(nodes || x'00' AS BLOB)",
      'CAST(substr(nodes, 1, 32) || zeroblob(32) AS BLOB)',
      "x''",
    ]) {
      const report = await verifyWith(`UPDATE entry SET nodes = ${nodes} WHERE seq = ?`, middle);
      // A checkpoint is signed over what the entries are: it still holds.
      expect(found(report)).toEqual(only);
      expect(report).toMatchObject({ verdict: 'INVALID', exitStatus: 1 });
    }
  });

  it('shows a field that says something else', async () => {
    const [salt, name] = JSON.parse(Buffer.from(textOf(middle, 'text'), 'base64url').toString()) as string[];
    const other = Buffer.from(JSON.stringify([salt, name, 'another text'])).toString('base64url');
    const report = await verifyWith(setDisclosures, rowOf(middle, { text: other }), middle);
    expect(found(report)).toEqual([`FIELD_MISMATCH ${middle}`]);
  });

  it('shows what opens another entry in the place of its own', async () => {
    const body = await verifyWith(setDisclosures, rowOf(middle - 1), middle);
    expect(found(body)).toContain(`BODY_MISMATCH ${middle}`);
    const field = await verifyWith(setDisclosures, rowOf(middle, { text: textOf(middle - 1, 'text') }), middle);
    expect(found(field)).toEqual([`FIELD_MISMATCH ${middle}`]);
  });

  it('shows a field that lies under another name', async () => {
    const row = rowOf(middle).replace('"text":', '"what":');
    const report = await verifyWith(setDisclosures, row, middle);
    expect(found(report)).toEqual([`DISCLOSURE_UNREADABLE ${middle}`]);
  });

  it('shows what opens an entry and cannot be read, or stands there twice', async () => {
    const rows = [
      '',
      'null',
      '{"body":7}',
      rowOf(middle).slice(0, -1),
      `${rowOf(middle)} `,
      rowOf(middle, { text: 'AB' }),
    ];
    for (const row of [...rows, rowOf(middle).replace('{', `{"text":"${textOf(middle, 'text')}",`)]) {
      const report = await verifyWith(setDisclosures, row, middle);
      expect(found(report)).toContain(`DISCLOSURE_UNREADABLE ${middle}`);
      expect(report.exitStatus).toBe(1);
    }
  });

  it('shows that something was taken out of what opens an entry', async () => {
    const report = await verifyWith(setDisclosures, rowOf(middle, { text: undefined }), middle);
    expect(report).toMatchObject({ verdict: 'INVALID', exitStatus: 1, unexplained: 1 });
    expect(found(report)).toEqual([`VAULT_DISCLOSURE_MISSING ${middle}`]);
    // Nothing that an exporter would have to state: nobody has exported.
    expect(report.warnings.filter(({ code }) => code.startsWith('WITHHELD'))).toEqual([]);
  });

  it('shows that all of it was taken out', async () => {
    const report = await verifyWith(setDisclosures, '{}', middle);
    expect(report).toMatchObject({ verdict: 'INVALID', exitStatus: 1 });
    expect(found(report)).toEqual([`VAULT_DISCLOSURE_MISSING ${middle}`]);
  });

  it('does not take the database’s word for it that something was erased', async () => {
    const { db } = made.vault;
    const says = `INSERT INTO erasure (id, entry, at, operator, requester, ground)
      VALUES ('${'0'.repeat(32)}', ${middle + 1}, '{}', 'op-1', 'op-2', 'witness asked')`;
    db.exec('SAVEPOINT lie');
    try {
      db.exec(says);
      db.exec(`INSERT INTO erased (seq, name, erasure) VALUES (${middle}, 'text', '${'0'.repeat(32)}')`);
      db.prepare(
        'UPDATE entry SET disclosures = (SELECT disclosures FROM unerased WHERE seq = :seq) WHERE seq = :seq',
      ).run({
        seq: middle,
      });
      expect(found(await verifyVault(made.vault, []))).toEqual([`VAULT_DISCLOSURE_MISSING ${middle}`]);
    } finally {
      db.exec('ROLLBACK TO lie');
      db.exec('RELEASE lie');
    }
  });

  it('shows a checkpoint that signs something else', async () => {
    const { note, size: covered } = made.vault.ledger.latestCheckpoint() ?? { note: '', size: 0 };
    const [origin, , root, ...rest] = note.split('\n');
    const moved = [origin, String(covered - 1), root, ...rest].join('\n');
    expect(found(await verifyWith('UPDATE checkpoint SET note = ? WHERE size = ?', moved, covered))).not.toEqual([]);
    const cut = await verifyWith('UPDATE checkpoint SET note = ? WHERE size = ?', note.slice(0, -9), covered);
    expect(cut).toMatchObject({ verdict: 'INVALID', exitStatus: 1 });
  });

  it('is left alone at once when it is locked', async () => {
    const locking = new AbortController();
    const verifying = verifyVault(made.vault, [], { signal: locking.signal });
    locking.abort();
    await expect(verifying).rejects.toMatchObject({ code: 'VAULT_LOCKED' });
    // No thread goes on with what was given to it.
    if (size === sizes.many) expect(await openedByThread()).toBeLessThan(size);
  });

  it('is whole again after all of this', async () => {
    expect(await verifyVault(made.vault, [])).toMatchObject({ exitStatus: 0, findings: [], entries: size });
  });
});
