import { stringify } from 'csv-stringify/sync';
import type { CaseTableForm } from '../../../shared/model/case-table.ts';
import { knownLists } from '../case-lists/known-lists.ts';
import { atomsOf, shownAtoms } from './atoms.ts';
import type { Column } from './columns.ts';
import { columnsOfList } from './known-columns.ts';
import type { ListedCase } from './listed-cases.ts';
import { ownColumns } from './own-columns.ts';

/**
 * Cases as CSV (RFC 4180, UTF-8). A cell of what stays is empty; how many of a row do is its last cell. Spreadsheets run what begins like a
 * formula (CWE-1236): such a cell gets an apostrophe, which they take for "this is text". A number is no formula, so that a degree
 * west of Greenwich stays one; csv-stringify's own guard would make text of it.
 */

export interface CaseTable {
  readonly bytes: Uint8Array;
  readonly rows: number;
  readonly columns: number;
  /** Cells that are empty because what they would say stays. */
  readonly withheld: number;
  /** Cells that were made harmless. */
  readonly guarded: number;
}

const asFormula = /^[=+\-@\t\r]/;
const aNumber = /^[+-]?\d+(\.\d+)?$/;

export const withheldColumn = 'Withheld Cells';

export function caseTable(
  cases: readonly ListedCase[],
  form: CaseTableForm,
  { bom }: { readonly bom: boolean },
): CaseTable {
  const columns: readonly Column[] = form === 'sanad' ? ownColumns(cases) : columnsOfList(knownLists[form]);
  let [withheld, guarded] = [0, 0];
  const rows = cases.map((listed) => {
    const all = atomsOf(listed);
    const row = { listed, all, shown: shownAtoms(all, listed) };
    let stays = 0;
    const cells = columns.map((column) => {
      const cell = column.cell(row);
      if (cell === null) stays += 1;
      if (cell === null || !asFormula.test(cell) || aNumber.test(cell)) return cell ?? '';
      guarded += 1;
      return `'${cell}`;
    });
    withheld += stays;
    return [...cells, String(stays)];
  });
  const text = stringify([[...columns.map(({ name }) => name), withheldColumn], ...rows], {
    bom,
    record_delimiter: 'windows',
  });
  return { bytes: new TextEncoder().encode(text), rows: rows.length, columns: columns.length + 1, withheld, guarded };
}
