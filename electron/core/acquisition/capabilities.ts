import { type acquisitionCalls, acquisitionLine } from '../../../shared/contract/acquisition.ts';
import type { AcquisitionDetail, CallOutput, CallRequest } from '../../../shared/contract.ts';
import { acquisitionFields } from '../../../shared/model/entries.ts';
import type { Capabilities } from '../capability.ts';
import { missingByAcquisition } from '../ingest/holdings.ts';
import { itemsOfAcquisition } from '../records/items.ts';
import type { Session } from '../session.ts';
import type { OpenVault } from '../vault/vault.ts';
import { amendStatement, originsByAcquisition, stateAcquisitions, statementOf } from './statements.ts';
import { signOff, signOffsOf, takenOf } from './taken.ts';

const lineColumns = `seq AS acquisition, at, operator, kind, path AS source, count AS listed,
  (SELECT COUNT(*) FROM holding WHERE holding.acquisition = acquisition.seq) AS archived,
  (SELECT MAX(at) FROM record WHERE kind = 'signoff' AND fields ->> '$.acquisition' = acquisition.seq) AS signedOff`;

const line = acquisitionLine.omit({ origin: true });

function linesOf(vault: OpenVault, where: string, ...values: readonly number[]) {
  const origins = originsByAcquisition(vault);
  const missing = missingByAcquisition(vault);
  const rows = vault.db.prepare(`SELECT ${lineColumns} FROM acquisition ${where}`).all(...values);
  return rows.map((row) => {
    const read = line.parse(row);
    const archived = read.archived - (missing.get(read.acquisition)?.size ?? 0);
    return { ...read, archived, origin: origins.get(read.acquisition) ?? null };
  });
}

function list(vault: OpenVault, { offset, limit }: CallRequest<'acquisition.list'>): CallOutput<'acquisition.list'> {
  const total = vault.db.prepare('SELECT COUNT(*) FROM acquisition').pluck().get() as number;
  return { total, acquisitions: linesOf(vault, 'ORDER BY seq DESC LIMIT ? OFFSET ?', limit, offset) };
}

/** Pictures that a page shows of what was taken in. */
const itemsShown = 12;

/** Throws RECORD_NOT_FOUND. */
function detail(vault: OpenVault, acquisition: number): AcquisitionDetail {
  const taken = takenOf(vault, acquisition);
  const [own] = linesOf(vault, 'WHERE seq = ?', acquisition);
  const { volume, skipped } = vault.ledger.readFields(acquisition);
  return {
    ...(own as typeof own & object),
    volume: acquisitionFields.volume.parse(volume) ?? null,
    skipped: acquisitionFields.skipped.parse(skipped)?.named ?? [],
    statement: statementOf(vault, acquisition),
    taken,
    signOffs: signOffsOf(vault, acquisition, taken),
    items: itemsOfAcquisition(vault, acquisition, itemsShown),
  };
}

const changed = (session: Session) => session.changed('items', 'ledger', 'vault');

export const acquisitionCapabilities: Capabilities<keyof typeof acquisitionCalls> = {
  'acquisition.list': ({ vault }, request) => list(vault, request),
  'acquisition.get': ({ vault }, { acquisition }) => detail(vault, acquisition),
  'acquisition.state': (session, request) => {
    stateAcquisitions(session.vault, request);
    changed(session);
    return detail(session.vault, request.acquisitions[0] as number);
  },
  'acquisition.amend': (session, request) => {
    const [first] = amendStatement(session.vault, request);
    changed(session);
    return detail(session.vault, first as number);
  },
  'acquisition.signOff': (session, { acquisition, seen }) => {
    signOff(session.vault, acquisition, seen);
    changed(session);
    return detail(session.vault, acquisition);
  },
};
