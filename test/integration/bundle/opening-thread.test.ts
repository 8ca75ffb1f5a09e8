/** A bundle with so much to open that a thread helps: what somebody changed in it is found as it is without one. */
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { verifyBundle } from '../../../electron/core/bundle/verify.ts';
import { EntryOpener } from '../../../electron/core/ledger/entry-opener.ts';
import { inMemory } from '../../../electron/core/vault/random-access.ts';
import { writeLargeBundle } from '../../fixtures/large-bundle.ts';

const made = { entries: 4_200, shown: 4_198, originals: 0, originalBytes: 0 };
/** Somewhere in the middle, far from where pieces end. */
const seq = 2_100;

let zip: Buffer;
// A bundle of this size could be gone through before the thread has started: here it is given every block, however long that takes.
const isUp = vi.spyOn(EntryOpener.prototype, 'isUp', 'get');
const lines = vi.spyOn(EntryOpener.prototype, 'lines');

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sanad-opening-'));
  await writeLargeBundle(join(folder, 'bundle.zip'), made);
  zip = readFileSync(join(folder, 'bundle.zip'));
  await rm(folder, { recursive: true, force: true });
});
afterAll(() => vi.restoreAllMocks());

/** The bundle with one byte changed `before` bytes in front of the end of the entry's last line. */
function changed(before: number, byte: string): Buffer {
  const other = Buffer.from(zip);
  const end = `","seq":${seq}}\n`;
  other.write(byte, other.lastIndexOf(end) + end.length - before, 'latin1');
  return other;
}

/** The bundle with another salt in a disclosure of the entry, in its own form. */
function salted(line: 'first' | 'last'): Buffer {
  const other = Buffer.from(zip);
  const end = `","seq":${seq}}\n`;
  const to = line === 'first' ? other.indexOf(end) : other.lastIndexOf(end);
  const from = other.lastIndexOf('"', to - 1) + 1;
  const json = Buffer.from(other.toString('latin1', from, to), 'base64url').toString();
  const salt = `${json[2] === 'A' ? 'B' : 'A'}${json.slice(3)}`;
  other.write(Buffer.from(`["${salt}`).toString('base64url'), from, 'latin1');
  return other;
}

async function verify(bytes: Buffer, withThread: boolean) {
  isUp.mockReturnValue(withThread);
  lines.mockClear();
  const report = await verifyBundle(inMemory(bytes), {}, []);
  const answers = await Promise.all(lines.mock.results.map(({ value }) => value as Promise<string | null>));
  expect(answers.filter((answer) => answer !== null).length > 30).toBe(withThread);
  return report;
}

const changes: Readonly<Record<string, [() => Buffer, string]>> = {
  'the salt of a body': [() => salted('first'), 'BODY_MISMATCH'],
  'the salt of a field': [() => salted('last'), 'FIELD_MISMATCH'],
  'a letter that is none': [() => changed(60, '='), 'DISCLOSURE_UNREADABLE'],
  'the number of an entry': [() => changed(4, '1'), 'DISCLOSURE_ORDER'],
  'the end of a line': [() => changed(1, ' '), 'DISCLOSURE_UNREADABLE'],
};

describe('a bundle that a thread helps to open', () => {
  it('is found whole, as it is without', async () => {
    const report = await verify(zip, true);
    expect(report).toMatchObject({ verdict: 'UNANCHORED', shown: 4_199, findings: [] });
    expect(report).toEqual(await verify(zip, false));
  });

  it.each(Object.keys(changes))('is found changed in %s, as it is without', async (name) => {
    const [change, code] = changes[name] as [() => Buffer, string];
    const report = await verify(change(), true);
    expect(report.findings.map((finding) => finding.code)).toContain(code);
    expect(report).toEqual(await verify(change(), false));
  });
});
