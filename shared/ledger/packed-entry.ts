/** What was opened in one thread, as text for another: thousands of small things copied one by one would cost more than opening them. */
import type { Json } from './canonical.ts';
import type { OpenedEntry, WrittenEntry } from './opened-entry.ts';

/** What `packEntry` writes, once it is read as JSON. */
export type PackedEntry = [
  digest: OpenedEntry['digest'],
  fields: Record<string, Json>,
  withheld: OpenedEntry['withheld'],
];

/** JSON of three members. Neither digests nor names have anything to escape. */
export function packEntry({ digest, record, withheld }: WrittenEntry): string {
  return `["${digest}",${record},[${withheld.map((name) => `"${name}"`).join(',')}]]`;
}

export function unpackEntry([digest, fields, withheld]: PackedEntry): OpenedEntry {
  return { digest, fields: new Map(Object.entries(fields)), withheld };
}
