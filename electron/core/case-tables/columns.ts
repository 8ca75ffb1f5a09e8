/** One column of a table of cases. */
import type { AtomName, Atoms, ShownAtoms } from './atoms.ts';
import type { ListedCase } from './listed-cases.ts';

/** A case while its row is written. */
export interface Row {
  readonly listed: ListedCase;
  readonly all: Atoms;
  readonly shown: ShownAtoms;
}

export interface Column {
  readonly name: string;
  /** The cell; `null` where it stays. Empty where nothing is known. */
  readonly cell: (row: Row) => string | null;
}

/** What a cell of known pieces is; `null` of a piece stands for what stays, `null` as an answer for a cell that needs it. */
export type CellOf<K extends AtomName> = (pieces: { readonly [A in K]: ShownAtoms[A] }) => string | null;

/**
 * A column made of these pieces and no other. A cell that is empty whatever is shown is empty, and not withheld: it is counted only where
 * something stays.
 */
export function columnOf<K extends AtomName>(name: string, of: readonly K[], cell: CellOf<K>): Column {
  const pick = (from: ShownAtoms) => Object.fromEntries(of.map((atom) => [atom, from[atom]])) as Pick<ShownAtoms, K>;
  return { name, cell: ({ all, shown }) => (cell(pick(all)) === '' ? '' : cell(pick(shown))) };
}

/** A column that is made of one piece. */
export const pieceOf = <K extends AtomName>(name: string, atom: K, cell: (piece: Atoms[K]) => string): Column =>
  columnOf(name, [atom], (pieces) => {
    const piece = pieces[atom];
    return piece === null ? null : cell(piece);
  });

/** The first of several columns that says anything. What stays in one of them may say more than what follows. */
export const firstOf = (name: string, columns: readonly Column[]): Column => ({
  name,
  cell(row) {
    for (const column of columns) {
      const cell = column.cell(row);
      if (cell !== '') return cell;
    }
    return '';
  },
});
