import { matterOfEntry } from '../../../shared/bundle/matter.ts';
import type { FieldName } from '../../../shared/ledger/field-name.ts';
import { withheldLine } from '../../../shared/ledger/withheld.ts';
import type { Judged } from './standing.ts';
import type { Withheld } from './withheld.ts';

/** The exporter's statement about one entry: one line for a whole entry, else one for each ground, authority and review. */
export function withheldLines({ seq, subject, decision, body, shown, erased }: Judged, by: string): string[] {
  const kind = typeof subject.fields.kind === 'string' ? subject.fields.kind : null;
  const lines = new Map<string, { why: Withheld; names: FieldName[] }>();
  for (const [name, why] of decision) {
    if (why === null) continue;
    const key = JSON.stringify([why.ground, why.authority, why.review]);
    const line = lines.get(key) ?? { why, names: [] };
    line.names.push(name as FieldName);
    lines.set(key, line);
  }
  const state = ({ ground, authority, review }: Withheld) => ({ seq, ground, authority, by, review });
  if (body === null || shown.length === 0) {
    const [first] = lines.values();
    return [withheldLine({ ...state(first?.why ?? erased), kind: matterOfEntry(subject.type, kind) })];
  }
  return [...lines.values()].map(({ why, names }) => withheldLine({ ...state(why), fields: names.sort() }));
}
