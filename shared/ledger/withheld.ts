/**
 * data/withheld.jsonl: what the exporter says was withheld, on what ground and by whose decision. It is shown as a statement;
 * what really is withheld follows from the commitments.
 */
import { encodeUtf8 } from './bytes.ts';
import { canonicalText, isJsonObject, type Json, parseCanonical } from './canonical.ts';
import type { Disclosed } from './disclosed.ts';
import { type FieldName, isFieldName } from './field-name.ts';
import { type Findings, reasonOf } from './findings.ts';
import { isDay, isOperatorCode } from './reserved.ts';

export type WithheldStatement = {
  readonly seq: number;
  /** Why, in the exporter's words: 1 to MAX_GROUND bytes. */
  readonly ground: string;
  /** What the ground rests on: 1 to MAX_AUTHORITY bytes. Null where an earlier writer did not state it. */
  readonly authority: string | null;
  /** The code of the person who decided. */
  readonly by: string;
  /** The day on which it is to be looked at again, `YYYY-MM-DD`; null where none is planned. */
  readonly review: string | null;
} & (
  | { /** Fields of an entry whose body is shown, by name. */ readonly fields: readonly FieldName[] }
  | { /** What a wholly withheld entry is, without its names: 1 to MAX_KIND bytes. */ readonly kind: string }
);

/** In bytes. */
export const MAX_WITHHELD_LINE = 128 * 1024;
export const MAX_GROUND = 256;
export const MAX_AUTHORITY = 1024;
const MAX_KIND = 64;
const MAX_FIELDS = 1024;

/** The canonical line, with its newline. Lines stand in ascending order of `seq`. */
export function withheldLine(statement: WithheldStatement): string {
  const { authority, review, ...others } = statement;
  const members = authority === null ? others : { authority, review, ...others };
  return `${canonicalText(members as unknown as Json)}\n`;
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
  if (!isJsonObject(value)) return null;
  const { seq, ground, by, fields, kind, authority = null, review = null, ...others } = value;
  // Earlier writers state neither authority nor review: either both members are there, or neither is.
  const stated = Object.hasOwn(value, 'authority');
  if (stated !== Object.hasOwn(value, 'review') || Object.keys(others).length > 0) return null;
  if (stated && !isText(authority, MAX_AUTHORITY)) return null;
  if (review !== null && !isDay(review)) return null;
  if (typeof seq !== 'number' || seq < 0 || !isText(ground, MAX_GROUND) || !isOperatorCode(by)) return null;
  const common = { seq, ground, authority: authority as string | null, by, review };
  if (kind !== undefined) return fields === undefined && isText(kind, MAX_KIND) ? { ...common, kind } : null;
  if (!Array.isArray(fields) || fields.length === 0 || fields.length > MAX_FIELDS) return null;
  const names: FieldName[] = [];
  for (const name of fields as readonly Json[]) {
    if (typeof name !== 'string' || !isFieldName(name) || name <= (names.at(-1) ?? '')) return null;
    names.push(name);
  }
  return { ...common, fields: names };
}

function isText(value: Json | undefined, longest: number): value is string {
  return typeof value === 'string' && value !== '' && encodeUtf8(value).length <= longest;
}

/**
 * Remarks on every difference between the statement and what the commitments show to be withheld, and counts what is withheld
 * without being stated: fields of shown bodies, and entries of which nothing is shown. `size`: how many entries there are. Of a vault, which
 * has no exporter and withholds nothing, the latter is not remarked on: whoever reads it reports what is gone from it.
 */
export function compareWithheld(
  statements: readonly WithheldStatement[],
  shown: Disclosed,
  size: number,
  findings: Findings,
  kind: 'bundle' | 'vault',
): number {
  const stated = new Map<number, Set<FieldName>>();
  const statedWhole = new Uint8Array(size);
  for (const statement of statements) {
    const { seq } = statement;
    if (seq >= size) {
      findings.remark('WITHHELD_UNTESTABLE', { reason: `entry ${seq}` });
      continue;
    }
    if ('kind' in statement) {
      if (shown.isShown(seq)) findings.remark('WITHHELD_BUT_SHOWN', { seq });
      else statedWhole[seq] = 1;
      continue;
    }
    // Which fields an entry has that is withheld as a whole, nobody can tell: the line explains neither these nor the entry.
    if (!shown.isShown(seq)) {
      findings.remark('WITHHELD_UNTESTABLE', { seq });
      continue;
    }
    const withheld = shown.withheldFields.get(seq);
    const names = stated.get(seq) ?? new Set();
    for (const name of statement.fields) {
      if (withheld?.includes(name)) names.add(name);
      else findings.remark('WITHHELD_BUT_SHOWN', { seq, name });
    }
    if (names.size > 0) stated.set(seq, names);
  }
  let unexplained = 0;
  for (const [seq, names] of shown.withheldFields) {
    for (const name of names) {
      if (stated.get(seq)?.has(name)) continue;
      unexplained++;
      if (kind === 'bundle') findings.remark('WITHHELD_UNSTATED', { seq, name });
    }
  }
  // A plain chain shows its export alone: that the rest is withheld lies in its nature, and is counted without a remark.
  const isPlain = shown.count === 1 && shown.isShown(size - 1);
  const remarks = kind === 'bundle' && !isPlain;
  for (const { from, to } of unstatedEntries(shown, statedWhole)) {
    unexplained += to - from;
    if (remarks) findings.remark('WITHHELD_ENTRY_UNSTATED', { seq: from, reason: `${from}-${to - 1}` });
  }
  return unexplained;
}

/** Runs of neighbouring entries that are neither shown nor stated. */
function* unstatedEntries(shown: Disclosed, statedWhole: Uint8Array): Generator<{ from: number; to: number }> {
  const isOpen = (seq: number): boolean => seq < statedWhole.length && !shown.isShown(seq) && statedWhole[seq] === 0;
  for (let seq = 0; seq < statedWhole.length; seq++) {
    if (!isOpen(seq)) continue;
    const from = seq;
    while (isOpen(seq)) seq++;
    yield { from, to: seq };
  }
}
