import type { IncidentFields } from '../../shared/model/incident.ts';
import { caseParts } from './case-parts.ts';
import { type Part, saysSomething, type Values } from './parts.ts';

/** What stands in the ledger under another name than in the form, and what stands whole (electron/core/records/kinds.ts). */
const standsAs: Readonly<Record<string, string>> = { impacts: 'impact', attributions: 'attribution' };
const wholeRows: readonly string[] = ['attributions'];

/** The names of the fields in which the coded parts of a case stand, each of which can be kept back alone. */
export function codedFields(fields: IncidentFields): string[] {
  const stated = fields.listed.stated.length > 0 ? ['listed.stated'] : [];
  const coded = Object.values(caseParts).flatMap((part): string[] => {
    const value: unknown = fields[part.name];
    if (!saysSomething(part, value)) return [];
    const name = standsAs[part.name] ?? part.name;
    const said = (parts: readonly Part[], values: Values) =>
      parts.filter((each) => saysSomething(each, values[each.name])).map((each) => each.name);
    switch (part.is) {
      case 'group':
        return said(part.parts, value as Values).map((each) => `${name}.${each}`);
      case 'rows':
        return (value as readonly Values[]).flatMap((row, index) =>
          wholeRows.includes(part.name)
            ? [`${name}.${index + 1}`]
            : said(part.parts, row).map((each) => `${name}.${index + 1}.${each}`),
        );
      default:
        return [name];
    }
  });
  return [...coded, ...stated];
}
