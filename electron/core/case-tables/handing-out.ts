import { createHash } from 'node:crypto';
import { matterOfField } from '../../../shared/bundle/matter.ts';
import { stopWhenLocked } from '../../../shared/bundle/progress.ts';
import type { CallOutput, Protection, WithholdingChoice } from '../../../shared/contract.ts';
import { Fault } from '../../../shared/faults.ts';
import type { CaseTableForm, ChosenCases } from '../../../shared/model/case-table.ts';
import type { Matter } from '../../../shared/model/withholding.ts';
import type { Software } from '../bundle/export.ts';
import {
  handOverToPath,
  handOverToStream,
  neutralName,
  type Prepared,
  protect,
  type Written,
  weighed,
} from '../bundle/handing-over.ts';
import { Standing } from '../bundle/standing.ts';
import type { Withheld } from '../bundle/withheld.ts';
import { fieldsOfUse, type StatedUse, usedAs } from '../gate/stating.ts';
import { checkRecipient } from '../vault/age.ts';
import type { OpenVault } from '../vault/vault.ts';
import { type JudgedCases, judgedCases, questionsOfCases } from './listed-cases.ts';
import { type CaseTable, caseTable } from './table.ts';

/**
 * Cases handed out as a table: the same gate, the same questions and the same line in the ledger as a bundle. A table can't be checked
 * against the ledger, so what is asked for as evidence leaves as a bundle; the entry keeps the digest of what was handed out.
 */

export type TableUse = StatedUse & {
  readonly of: ChosenCases;
  readonly as: CaseTableForm;
  readonly withhold?: readonly WithholdingChoice[] | undefined;
};

export type TableRequest = TableUse & {
  /** With the byte order mark by which some spreadsheets tell UTF-8. */
  readonly bom: boolean;
  readonly recipient: string;
  readonly protection: Protection;
};

export interface TableSettings {
  readonly software: Software;
  readonly signal: AbortSignal;
  /** scrypt's log2 N, for tests. */
  readonly workFactor?: number;
}

export type HandedTable = Omit<CallOutput<'caseTable.export'>, 'sha256' | 'path' | 'resource'>;

/** What would leave and what would stay. Nothing is recorded. Throws RECORD_NOT_FOUND, USE_RULE, WITHHOLDING_UNKNOWN, VAULT_LOCKED. */
export async function previewTable(
  vault: OpenVault,
  { of, as, withhold, ...stated }: TableUse,
  signal?: AbortSignal,
): Promise<CallOutput<'caseTable.preview'>> {
  const standing = await Standing.of(vault.ledger, usedAs(vault, stated), signal, withhold);
  const chosen = chosenIn(standing, of);
  const judged = await judgedCases(standing, chosen, signal);
  const { rows, columns, withheld, guarded } = caseTable(judged.leave, as, { bom: false });
  return {
    cases: rows,
    columns,
    withheld,
    guarded,
    stays: staysOf(judged),
    questions: questionsOfCases(standing, chosen),
  };
}

/** To a new file, or into a folder under a name that says nothing. Throws as a bundle does. */
export const tableToPath = (
  vault: OpenVault,
  request: TableRequest,
  path: string,
  settings: TableSettings,
): Promise<Omit<HandedTable, 'bytes' | 'name'> & Written> =>
  handOverToPath(vault, path, neutralName(request.protection, 'csv'), () => prepare(vault, request, settings));

/** For a face that takes the bytes away itself. */
export const tableToStream = async (vault: OpenVault, request: TableRequest, settings: TableSettings) =>
  handOverToStream(vault, await prepare(vault, request, settings));

async function prepare(
  vault: OpenVault,
  request: TableRequest,
  { software, signal, workFactor }: TableSettings,
): Promise<Prepared & HandedTable> {
  const { of, as, bom, recipient, protection, ...stated } = request;
  if (protection.kind === 'recipients') for (const to of protection.to) checkRecipient(to);
  if (vault.readOnly) throw new Fault('VAULT_READ_ONLY');
  const { contents } = await weighed(vault, stated, signal, {
    questions: (standing) => questionsOfCases(standing, chosenIn(standing, of)),
    async gather(standing) {
      const judged = await judgedCases(standing, chosenIn(standing, of), signal);
      if (judged.leave.length === 0) throw new Fault('EXPORT_NOTHING');
      return { judged, table: caseTable(judged.leave, as, { bom }) };
    },
  });
  const { table, judged } = contents;
  const entry = appendExport(vault, request, software, table, judged);

  async function* content(): AsyncGenerator<Uint8Array> {
    stopWhenLocked(signal);
    yield table.bytes;
  }
  return {
    entry,
    cases: table.rows,
    stayed: judged.stay.length,
    withheld: table.withheld,
    guarded: table.guarded,
    bytes: table.bytes.length,
    name: neutralName(protection, 'csv'),
    stream: () => protect(content(), protection, workFactor),
  };
}

/** Nothing is awaited between weighing and this. */
function appendExport(
  vault: OpenVault,
  request: TableRequest,
  software: Software,
  { bytes, rows, withheld }: CaseTable,
  { stay }: JudgedCases,
): number {
  const entry = vault.ledger.size;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  vault.ledger.append([
    {
      type: 'export',
      operator: vault.operator,
      fields: {
        audience: request.audience,
        ...fieldsOfUse(request),
        recipient: request.recipient,
        protection: request.protection.kind,
        counts: { cases: rows, stayed: stay.length, withheld },
        software: { name: software.name, version: software.version },
        list: { as: request.as, of: request.of === 'all' ? 'all' : [...request.of], sha256 },
      },
    },
  ]);
  vault.ledger.checkpoint();
  return entry;
}

/** Throws RECORD_NOT_FOUND where one of them is no case. */
function chosenIn(standing: Standing, of: ChosenCases): ReadonlySet<string> | null {
  if (of === 'all') return null;
  if (of.some((id) => !standing.cases.has(id))) throw new Fault('RECORD_NOT_FOUND');
  return new Set(of);
}

/** Whole cases and single fields of others, by what they hold and why they stay. */
function staysOf({ leave, stay }: JudgedCases): CallOutput<'caseTable.preview'>['stays'] {
  const lines = new Map<string, { what: Matter; why: Withheld; count: number }>();
  const add = (what: Matter, why: Withheld) => {
    const key = JSON.stringify([what, why.ground, why.chosen ? [why.authority, why.review] : null]);
    const line = lines.get(key) ?? { what, why, count: 0 };
    line.count += 1;
    lines.set(key, line);
  };
  for (const { why } of stay) add('incidents', why);
  for (const { why } of leave)
    for (const [field, reason] of why) if (reason !== null) add(matterOfField(field), reason);
  return [...lines.values()].map(({ what, why: { ground, authority, review, chosen }, count }) => ({
    ...{ what, count, ground },
    chosen: chosen ? { authority, review } : null,
  }));
}
