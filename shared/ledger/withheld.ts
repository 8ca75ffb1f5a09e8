/**
 * data/withheld.jsonl: what the exporter says was withheld, on what ground and by whose decision. It is shown as a statement;
 * what really is withheld follows from the commitments.
 */
import { canonicalText, isJsonObject, type Json, parseCanonical } from './canonical.ts';
import type { Disclosed } from './disclosed.ts';
import { type FieldName, isFieldName } from './field-name.ts';
import { type Findings, reasonOf } from './findings.ts';

export type WithheldStatement = {
  readonly seq: number;
  /** Why, in the exporter's words. */
  readonly ground: string;
  /** The code of the person who decided. */
  readonly by: string;
} & (
  | { /** Fields of an entry whose body is shown, by name. */ readonly fields: readonly FieldName[] }
  | { /** What a wholly withheld entry is, without its names. */ readonly kind: string }
);

/** In bytes. */
export const MAX_WITHHELD_LINE = 128 * 1024;

/** The canonical line, with its newline. Lines stand in ascending order of `seq`. */
export function withheldLine(statement: WithheldStatement): string {
  return `${canonicalText(statement as unknown as Json)}\n`;
}

/** The statement of one line without its newline; null where it is none. */
export function readWithheldLine(line: Uint8Array): WithheldStatement | null {
  let value: Json;
  try {
    value = parseCanonical(line);
  } catch (error) {
    reasonOf(error);
    return null;
  }
  if (!isJsonObject(value) || Object.keys(value).length !== 4) return null;
  const { seq, ground, by, fields, kind } = value;
  if (typeof seq !== 'number' || seq < 0 || typeof ground !== 'string' || typeof by !== 'string') return null;
  if (typeof kind === 'string') return { seq, ground, by, kind };
  if (!Array.isArray(fields) || fields.length === 0) return null;
  const names: FieldName[] = [];
  for (const name of fields as readonly Json[]) {
    if (typeof name !== 'string' || !isFieldName(name) || name <= (names.at(-1) ?? '')) return null;
    names.push(name);
  }
  return { seq, ground, by, fields: names };
}

/** Remarks on every difference between the statement and what the commitments show to be withheld. */
export function compareWithheld(statements: readonly WithheldStatement[], shown: Disclosed, findings: Findings): void {
  const stated = new Map<number, Set<FieldName>>();
  for (const statement of statements) {
    const { seq } = statement;
    if ('kind' in statement) {
      if (shown.isShown(seq)) findings.remark('WITHHELD_BUT_SHOWN', { seq });
      continue;
    }
    const names = stated.get(seq) ?? new Set();
    stated.set(seq, names);
    for (const name of statement.fields) {
      names.add(name);
      if (shown.isShown(seq) && !shown.withheldFields.get(seq)?.includes(name)) {
        findings.remark('WITHHELD_BUT_SHOWN', { seq, name });
      }
    }
  }
  for (const [seq, names] of shown.withheldFields) {
    for (const name of names) if (!stated.get(seq)?.has(name)) findings.remark('WITHHELD_UNSTATED', { seq, name });
  }
}
