import type { IncidentFields } from '../../../shared/model/incident.ts';
import type { Withheld } from '../bundle/withheld.ts';
import { fieldsOf } from '../records/kinds.ts';
import { isCountry } from './countries.ts';
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
  /** The country alone, where it is known to be one: shown also where the place stays because it is exact. */
  readonly country: string;
  /** When it happened, and when its impacts did; words that were spoken are apart, and may stay where the days are shown. */
  readonly when: Pick<IncidentFields, 'when' | 'impacts'>;
  readonly timeWords: string;
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
/** Fields that say when: of the case, and of its impacts. */
export const isTime = (field: string): boolean => field === 'when' || /^impact\.\d+\.when$/.test(field);
const isOf: { readonly [A in AtomName]?: (field: string) => boolean } = {
  when: isTime,
  timeWords: (field) => field === 'when',
  country: (field) => field === 'place',
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
    ...{ title, facility, place, country: countryOf(place), timeWords: when.words },
    ...{ when: { when, impacts }, account, attacks: attackTypes, certainty, harm },
    attribution: attributions,
    ...dotted('ssa', fields.ssa),
    ...dotted('sind', fields.sind),
    ...dotted('context', fields.context),
    ...dotted('listed', fields.listed),
  };
}

/**
 * Where it is a rule of the gate that keeps a field for one part of it, the others may be seen: the days beside words that were spoken, the
 * country of an exact place. What a person keeps back stays whole.
 */
function isPartShown(name: AtomName, { country }: Atoms, reason: Withheld | null): boolean {
  if (reason === null || reason.chosen) return false;
  if (name === 'when') return isForItsWords(reason);
  return name === 'country' && reason.ground === 'exact place' && isCountry(country);
}

/** Times stay for nothing but the words they were told in (the rule `when`). */
export const isForItsWords = ({ chosen, ground }: Withheld): boolean => !chosen && ground === 'may point to a person';

/** What a place lies in is named from near to far, so the last of it is the country; a place may be a country itself. */
const countryOf = ({ name, precision, within = [] }: IncidentFields['place']): string =>
  within.at(-1) ?? (precision === 'country' ? name : '');

/** The same with `null` for whatever one of whose fields stays. */
export function shownAtoms(atoms: Atoms, { why }: Pick<ListedCase, 'why'>): ShownAtoms {
  const stays = [...why].filter(([, reason]) => reason !== null);
  const isWithheld = (name: AtomName): boolean => {
    const isOfAtom = isOf[name] ?? ((field: string) => field === name);
    return stays.some(([field, reason]) => isOfAtom(field) && !isPartShown(name, atoms, reason));
  };
  return Object.fromEntries(
    Object.entries(atoms).map(([name, value]) => [name, isWithheld(name as AtomName) ? null : value]),
  ) as unknown as ShownAtoms;
}
