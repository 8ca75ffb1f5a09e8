import { describe, expect, it } from 'vitest';
import { EntryOpener } from '../../../../electron/core/ledger/entry-opener.ts';
import { openRows } from '../../../../electron/core/ledger/opened-rows.ts';
import { generateSigningKey, primitives } from '../../../../electron/core/ledger/primitives.ts';
import { writeTogether } from '../../../../electron/core/ledger/together.ts';
import { encodeBase64Url } from '../../../../shared/ledger/base64.ts';
import { encodeUtf8 } from '../../../../shared/ledger/bytes.ts';
import { disclosureLine } from '../../../../shared/ledger/disclosed.ts';
import { ledgerId, NO_PREVIOUS, sealEntry } from '../../../../shared/ledger/entry.ts';
import { openLines, unpackLines } from '../../../../shared/ledger/opened-lines.ts';

const ledger = ledgerId(primitives, generateSigningKey().publicKey);
const at = { boot: '00c0ffee', clock: 'gnss', mono: 7, wall: '2016-04-27T21:30:00.000Z' } as const;

function rowOf(seq: number): string {
  let salt = 0;
  const { body, fields } = sealEntry(
    primitives,
    () => encodeBase64Url(new Uint8Array(32).fill(seq + salt++)),
    { seq, ledger, prev: NO_PREVIOUS, key: null },
    { type: 'record', operator: 'op-1', at, fields: { text: 'نصّ 😀', document: { page: seq } } },
  );
  return writeTogether([body, ...fields]);
}

describe('the thread that opens entries', () => {
  it('opens what would be opened here, and leaves what would be left', async () => {
    const [first, second] = [rowOf(1), rowOf(2)];
    const rows = [first, '{"body":', 'null', '{}', second, first, second.replace('"text":', '"test":')];
    const asked = { ledger, numbers: [1, 2, 3, 4, 2, 6, 2], rows };
    const opener = new EntryOpener();
    const opened = await opener.rows(asked);
    await opener.close();
    expect(opened?.map((entry) => entry !== null)).toEqual([true, false, false, false, true, false, false]);
    // Compared as text, because only one side's objects have a prototype.
    const told = (entries: typeof opened) =>
      JSON.stringify(entries?.map((entry) => entry && [entry.digest, [...entry.fields], entry.withheld]));
    expect(told(opened)).toBe(told(openRows(asked)));
  });

  it('opens the lines of a bundle as they would be opened here', async () => {
    const lines = [1, 2, 3].flatMap((seq) =>
      Object.values(JSON.parse(rowOf(seq)) as Record<string, string>).map((text) => disclosureLine(seq, text)),
    );
    const block = encodeUtf8(lines.join(''));
    const opener = new EntryOpener();
    const packed = await opener.lines(ledger, block);
    await opener.close();
    const opened = unpackLines(packed ?? '');
    expect(opened.map((run) => run.opened?.seq)).toEqual([1, 2, 3]);
    const told = (runs: typeof opened) =>
      JSON.stringify(runs.map((run) => [run.from, run.to, run.opened?.record, [...(run.opened?.entry.fields ?? [])]]));
    expect(told(opened)).toBe(told(openLines(primitives, ledger, block)));
  });

  it('says when it is up', async () => {
    const opener = new EntryOpener();
    expect(opener.isUp).toBe(false);
    await opener.rows({ ledger, numbers: [], rows: [] });
    expect(opener.isUp).toBe(true);
    await opener.close();
  });

  it('answers before its end, or not at all', async () => {
    const opener = new EntryOpener();
    const asked = { ledger, numbers: [1], rows: [rowOf(1)] };
    const under = opener.rows(asked);
    await opener.close();
    const answer = await under;
    if (answer !== null) expect(answer[0]?.digest).toBe(openRows(asked)[0]?.digest);
    expect(await opener.rows(asked)).toBeNull();
  });
});
