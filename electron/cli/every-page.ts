import type { CallOutput, IncidentSummary, RecordLine } from '../../shared/contract.ts';
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
