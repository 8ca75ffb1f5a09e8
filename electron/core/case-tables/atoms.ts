import type { IncidentFields } from '../../../shared/model/incident.ts';
import { fieldsOf } from '../records/kinds.ts';
import type { ListedCase } from './listed-cases.ts';

/**
 * What cells are made of: what a case says, in the pieces in which the gate decides about it. A column names what it is made of and is given
 * nothing else, so that nothing leaves in a cell that stays in its field.
 */

type Parts<K extends keyof IncidentFields & string> = {
  readonly [P in keyof IncidentFields[K] & string as `${K}.${P}`]: IncidentFields[K][P];
};

export interface Atoms extends Parts<'ssa'>, Parts<'sind'>, Parts<'context'>, Parts<'listed'> {
  readonly title: string;
  readonly facility: string;
  readonly place: IncidentFields['place'];
  /** When it happened, and when its impacts did. */
  readonly when: Pick<IncidentFields, 'when' | 'impacts'>;
  readonly account: string;
  readonly attacks: IncidentFields['attackTypes'];
  readonly certainty: IncidentFields['certainty'];
  /** How many, without where that is known from. */
  readonly harm: readonly Omit<IncidentFields['harm'][number], 'source'>[];
  readonly attribution: IncidentFields['attributions'];
}
export type AtomName = keyof Atoms;

/** Atoms with what stays taken out. */
export type ShownAtoms = { readonly [A in AtomName]: Atoms[A] | null };

const counts = ['group', 'harm', 'lowest', 'best', 'highest'];
const isOf: { readonly [A in AtomName]?: (field: string) => boolean } = {
  when: (field) => field === 'when' || /^impact\.\d+\.when$/.test(field),
  harm: (field) => counts.some((count) => new RegExp(`^harm\\.\\d+\\.${count}$`).test(field)),
  attribution: (field) => field.startsWith('attribution.'),
};

function dotted<K extends 'ssa' | 'sind' | 'context' | 'listed'>(name: K, parts: IncidentFields[K]): Parts<K> {
  return Object.fromEntries(Object.entries(parts).map(([part, value]) => [`${name}.${part}`, value])) as Parts<K>;
}

export function atomsOf({ state }: Pick<ListedCase, 'state'>): Atoms {
  const fields = fieldsOf('incident', state);
  const { title, facility, place, when, impacts, account, attackTypes, certainty, harm, attributions } = fields;
  return {
    ...{ title, facility, place, when: { when, impacts }, account, attacks: attackTypes, certainty, harm },
    attribution: attributions,
    ...dotted('ssa', fields.ssa),
    ...dotted('sind', fields.sind),
    ...dotted('context', fields.context),
    ...dotted('listed', fields.listed),
  };
}

/** The same with `null` for whatever one of whose fields stays. */
export function shownAtoms(atoms: Atoms, { why }: Pick<ListedCase, 'why'>): ShownAtoms {
  const stays = [...why].flatMap(([field, reason]) => (reason === null ? [] : [field]));
  const isWithheld = (name: AtomName): boolean => stays.some(isOf[name] ?? ((field) => field === name));
  return Object.fromEntries(
    Object.entries(atoms).map(([name, value]) => [name, isWithheld(name as AtomName) ? null : value]),
  ) as unknown as ShownAtoms;
}
