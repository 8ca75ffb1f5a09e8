/** The custody log of an item and a testimony, made from the ledger of a real vault over two sessions. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { capabilities } from '../../../electron/core/capabilities.ts';
import { projectionRows, rebuildProjections } from '../../../electron/core/records/projections.ts';
import type { Session } from '../../../electron/core/session.ts';
import { type CallInput, type CallName, type CallOutput, contract } from '../../../shared/contract.ts';
import { toEnvelope } from '../../../shared/faults.ts';
import { opened, sessionWith, vaultOfTwo } from '../../fixtures/erasing.ts';
import { type Evidence, exported } from '../bundle/evidence.ts';

let evidence: Evidence;
let session: Session;
const testimony = '1'.repeat(32);

async function ask<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> {
  const answer = await capabilities[name](session, contract[name].input.parse(input) as never);
  return contract[name].output.parse(answer) as CallOutput<N>;
}
const seen = () => ({ what: 'item', seq: evidence.items[0] ?? -1 }) as const;
const other = () => ({ what: 'item', seq: evidence.items[2] ?? -1 }) as const;
const eventsOf = async (of: CallInput<'custody.log'>['of']) =>
  (await ask('custody.log', { of })).lines.map(({ event }) => event);

beforeAll(async () => {
  evidence = await vaultOfTwo();
  session = await sessionWith(evidence.vault);
});
afterAll(async () => {
  await session.lock();
  await evidence.remove();
});

describe('a custody log', () => {
  test('says when an item came, what was said of it, and that it left, with who and in which entry', async () => {
    const bundle = await exported(evidence, { recipient: 'Training chamber' });
    const { lines, sha256 } = await ask('custody.log', { of: seen() });
    expect(lines.map(({ event }) => event)).toEqual(['received', 'imported', 'analysed', 'analysed', 'exported']);
    expect(lines.at(-1)).toMatchObject({
      seq: bundle.entry,
      operator: 'op-1',
      audience: 'court',
      recipient: 'Training chamber',
    });
    for (const { seq, leaf } of lines) expect(leaf).toBe(evidence.vault.ledger.entry(seq)?.leaf);
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  test('holds one line for a session in which it was looked at, however often', async () => {
    for (let look = 0; look < 3; look++) await ask('item.get', { seq: seen().seq });
    await ask('testimony.get', { id: testimony });
    expect(await eventsOf(seen())).not.toContain('accessed');
    const size = evidence.vault.ledger.size;
    await session.lock();
    session = await sessionWith(await opened(evidence.vault.path));
    expect(session.vault.ledger.appended(size).fields).toMatchObject({ action: 'accessed', items: [seen().seq] });

    const { lines } = await ask('custody.log', { of: seen() });
    expect(lines.filter(({ event }) => event === 'accessed')).toMatchObject([{ operator: 'op-1', seq: size }]);
    expect(await eventsOf({ what: 'testimony', id: testimony })).toContain('accessed');
    expect(await eventsOf(other())).not.toContain('accessed');
    expect((await ask('item.get', { seq: seen().seq })).history.map(({ seq }) => seq)).not.toContain(size);
  });

  test('a session in which nothing was looked at leaves no entry', async () => {
    await session.lock();
    session = await sessionWith(await opened(evidence.vault.path));
    const { size } = session.vault.ledger;
    await ask('item.list', { filter: 'all', offset: 0, limit: 10 });
    await session.lock();
    session = await sessionWith(await opened(evidence.vault.path));
    expect(session.vault.ledger.size).toBe(size);
  });

  test('a testimony’s tells changes of consent from corrections', async () => {
    const events = await eventsOf({ what: 'testimony', id: '5'.repeat(32) });
    expect(events.slice(0, 2)).toEqual(['collected', 'consent_changed']);
  });

  test('says of what a copy with parts blacked out was made, and that the vault went elsewhere with everything in it', async () => {
    const made = evidence.items[1] ?? -1;
    const reason = 'Faces of passers-by are covered';
    await ask('record.relate', { from: { item: made }, to: { item: seen().seq }, kind: 'derived: redacted', reason });
    const { lines } = await ask('custody.log', { of: seen() });
    expect(lines.at(-1)).toMatchObject({ event: 'redacted', reason });
    expect(await eventsOf({ what: 'item', seq: made })).toContain('redacted');
    const { ledger, operator } = session.vault;
    ledger.append([{ type: 'custody', operator, fields: { action: 'moved' } }]);
    expect((await ask('custody.log', { of: seen() })).lines.at(-1)).toMatchObject({
      ...{ event: 'transferred', action: 'moved', seq: ledger.size - 1 },
    });
  });

  test('is refused for what is closed', async () => {
    const closed = { viewers: ['archive'], authority: 'Training court', basis: 'order 12', until: null } as const;
    await ask('gate.restrict', { on: other(), ...closed, viewers: [...closed.viewers] });
    const refused = ask('custody.log', { of: other() });
    await expect(refused.catch((error: unknown) => toEnvelope(error).code)).resolves.toBe('RECORD_CLOSED');
  });

  test('stands in tables that are made again as they were', () => {
    const { vault } = session;
    const before = projectionRows(vault.db);
    rebuildProjections(vault.db, vault.ledger);
    expect(projectionRows(vault.db)).toEqual(before);
  });
});
