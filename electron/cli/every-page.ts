import type { CallOutput, IncidentSummary, LedgerLine, RecordLine } from '../../shared/contract.ts';
import type { EnteredKind } from '../../shared/model/kinds.ts';
import type { Engine } from '../core/engine.ts';

type Calling = Pick<Engine, 'call'>;

/** Lists come in pages; the command line prints them whole. */
async function everyPage<T>(
  page: (cursor: string | null) => Promise<{ lines: readonly T[]; next: string | null }>,
): Promise<T[]> {
  const all: T[] = [];
  let cursor: string | null = null;
  do {
    const { lines, next }: { lines: readonly T[]; next: string | null } = await page(cursor);
    all.push(...lines);
    cursor = next;
  } while (cursor !== null);
  return all;
}

const limit = 500;

export const allIncidents = (engine: Calling): Promise<IncidentSummary[]> =>
  everyPage(async (cursor) => {
    const { incidents, next } = await engine.call('incident.list', { cursor, limit });
    return { lines: incidents, next };
  });

export const allRecords = (engine: Calling, kind: EnteredKind, of: string | null): Promise<RecordLine[]> =>
  everyPage(async (cursor) => {
    const { records, next } = await engine.call('record.list', { kind, of, cursor, limit });
    return { lines: records, next };
  });

export const allAcquisitions = (engine: Calling): Promise<CallOutput<'acquisition.list'>['acquisitions']> =>
  everyPage(async (cursor) => {
    const offset = Number(cursor ?? 0);
    const { total, acquisitions } = await engine.call('acquisition.list', { offset, limit });
    const next = offset + acquisitions.length;
    return { lines: acquisitions, next: acquisitions.length > 0 && next < total ? String(next) : null };
  });

/** Entries from `from` to `to`, both included, in their order: the ledger is told from its end. */
export async function allEntries(
  engine: Calling,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<LedgerLine[]> {
  const { total } = await engine.call('ledger.list', { limit: 1 });
  const all = await everyPage(async (cursor) => {
    const offset = Number(cursor ?? Math.max(0, total - 1 - to));
    const { lines } = await engine.call('ledger.list', { offset, limit });
    const isMore = lines.length > 0 && offset + lines.length < total && (lines.at(-1)?.seq ?? 0) > from;
    return { lines, next: isMore ? String(offset + lines.length) : null };
  });
  return all.filter(({ seq }) => seq >= from && seq <= to).reverse();
}
