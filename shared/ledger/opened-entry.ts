/**
 * All that opens one entry, held against itself at once: what is as a writer puts it is recognised for half of what it costs to go through
 * it one by one, and a ledger has millions of disclosures. It needs nothing of other entries, so that another thread can do it.
 */
import { Fault } from '../faults.ts';
import type { Json } from './canonical.ts';
import {
  bodyText,
  type Digest,
  disclosureDigest,
  encloseCanonical,
  MAX_FIELDS,
  readBody,
  readDisclosure,
} from './disclosure.ts';
import { BODY, type FieldName, hasDottedPrefix } from './field-name.ts';
import type { Hex64 } from './hex.ts';
import type { Primitives } from './primitives.ts';

export type OpenedEntry = {
  /** Of the body's disclosure: what the entry has to commit to. That it does is for whoever has the entry to see. */
  readonly digest: Digest;
  /** The shown fields by name, in the order of names. Each is named in the body with the digest that it has. */
  readonly fields: ReadonlyMap<string, Json>;
  /** The names in the body that are not shown. */
  readonly withheld: readonly FieldName[];
};

/** With the canonical text of the shown fields as one object, which is what data/records/ has of the entry. */
export type WrittenEntry = OpenedEntry & { readonly record: string };

type OpenedField = {
  readonly name: FieldName;
  readonly digest: Digest;
  readonly value: Json;
  readonly written: string;
};

/** `["` and a salt are 45 bytes, which stand in the first 60 digits of b64url. */
const saltDigits = 60;

/**
 * `disclosures`: those of the entry at `seq`, in their order. Null where anything at all is not as it should be: going through them one by
 * one tells what. Never throws for what they hold.
 */
export function openEntry(
  primitives: Primitives,
  ledger: Hex64,
  seq: number,
  disclosures: readonly string[],
): WrittenEntry | null {
  const [body, ...others] = disclosures;
  if (body === undefined) return null;
  try {
    const fields: OpenedField[] = [];
    let before = '';
    for (const text of others) {
      const { name, value, written } = readDisclosure(primitives, text);
      if (name === BODY || name <= before) return null;
      before = name;
      fields.push({ name, digest: disclosureDigest(primitives, ledger, seq, text), value, written });
    }
    const withheld = isBodyOf(primitives, body, fields) ? [] : withheldBy(primitives, body, fields);
    if (withheld === null) return null;
    const values = new Map<string, Json>();
    let members = '';
    for (const { name, value, written } of fields) {
      values.set(name, value);
      members += `${members === '' ? '' : ','}"${name}":${written}`;
    }
    const digest = disclosureDigest(primitives, ledger, seq, body);
    return { digest, fields: values, record: `{${members}}`, withheld };
  } catch (error) {
    if (error instanceof Fault) return null;
    throw error;
  }
}

/** Whether `text` is the disclosure of a body that names exactly these fields: nearly every one is, and to write it again is less than to read it. */
function isBodyOf(primitives: Primitives, text: string, fields: readonly OpenedField[]): boolean {
  if (fields.length === 0 || fields.length > MAX_FIELDS || hasDottedPrefix(fields.map(({ name }) => name)))
    return false;
  const salt = primitives.textOfBase64Url(text.slice(0, saltDigits))?.slice('["'.length);
  return salt !== undefined && encloseCanonical(primitives, salt, BODY, bodyText(fields)) === text;
}

/** The names in the body that have no field here; null where it is no body, or a field is not as it names it. */
function withheldBy(primitives: Primitives, text: string, fields: readonly OpenedField[]): readonly FieldName[] | null {
  const { name, value } = readDisclosure(primitives, text);
  if (name !== BODY) return null;
  const body = readBody(value);
  if (!fields.every((field) => body.get(field.name) === field.digest)) return null;
  const shown = new Set(fields.map((field) => field.name));
  return [...body.keys()].filter((named) => !shown.has(named));
}
