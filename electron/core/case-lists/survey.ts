import type { CallOutput } from '../../../shared/contract.ts';
import { type DateOrder, dateOrders } from '../../../shared/model/stated-date.ts';
import type { Encoding } from '../../../shared/model/text-encoding.ts';
import { knownMapping } from './known-lists.ts';
import { type ListFile, openList, tell } from './list-file.ts';
import { between } from './pauses.ts';
import { ordersOf, proposeMapping } from './proposing.ts';
import type { Delimiter } from './rows.ts';

/** Values of one column that are told one by one. A column of more is no list of words. */
const mostValues = 300;
/** Characters of a value that are shown. */
const longestValue = 300;
const sampleRows = 12;

/** What a column holds, counted row by row. */
class ColumnTally {
  readonly name: string;
  readonly #values = new Map<string, number>();
  #filled = 0;
  #more = false;
  #orders: DateOrder[] = dateOrders.filter((order) => order !== 'edtf');

  constructor(name: string) {
    this.name = name;
  }

  add(cell: string): void {
    if (cell === '') return;
    this.#filled += 1;
    if (this.#orders.length > 0) this.#orders = ordersOf([cell], this.#orders);
    const value = cell.slice(0, longestValue);
    const count = this.#values.get(value);
    if (count !== undefined) this.#values.set(value, count + 1);
    else if (this.#values.size < mostValues) this.#values.set(value, 1);
    else this.#more = true;
  }

  told() {
    const values = [...this.#values].map(([value, count]) => ({ value, count }));
    return {
      name: this.name,
      filled: this.#filled,
      values: values.sort((a, b) => b.count - a.count),
      more: this.#more,
      orders: this.#filled === 0 ? [] : this.#orders,
    };
  }
}

/** What is in the file, and what its columns may become. Throws LIST_UNREADABLE and what reading throws. */
export async function surveyList(
  file: ListFile,
  said: { readonly encoding: Encoding | null; readonly delimiter: Delimiter | null },
  stop: AbortSignal,
): Promise<CallOutput<'caseList.survey'>> {
  const { sha256, written, guessed } = await tell(file, said);
  const { header, rows } = await openList(file.open(), written);
  const columns = header.map((name) => new ColumnTally(name));
  const sample: string[][] = [];
  let count = 0;
  for await (const { cells } of between(rows, stop)) {
    count += 1;
    for (const [index, column] of columns.entries()) column.add(cells[index] ?? '');
    if (sample.length < sampleRows) sample.push(header.map((_, index) => (cells[index] ?? '').slice(0, longestValue)));
  }
  const surveys = columns.map((column) => column.told());
  return {
    name: file.name,
    sha256,
    ...written,
    guessed,
    rows: count,
    columns: surveys,
    sample,
    proposed: proposeMapping(header, surveys),
    known: knownMapping(header)?.name ?? null,
  };
}
