import type { CaseListMapping, ListTarget } from '../../../shared/model/case-list.ts';
import type { harmedGroups, harms, sindCounts, sindFlags, ssaResources } from '../../../shared/model/coding.ts';

/** Lists whose columns are known: whoever has one of them need not say anything. */

type Columns = Readonly<Record<string, readonly ListTarget[]>>;

/** Of a list that was handed out here: the date with its doubt, which no column of theirs can hold. */
export const dateColumn = 'Date EDTF';

/** "Unknown" is neither: it stays as stated. */
const yesNo = { yes: ['yes', '1', '1.0', 'true', 'y'], no: ['no', '0', '0.0', 'false', 'n'] };
const text = (field: Extract<ListTarget, { to: 'text' }>['field']): ListTarget => ({ to: 'text', field });
const asStated: ListTarget = { to: 'as stated' };

/** WHO: attack types as its own export of the Surveillance System for Attacks on Health Care writes them (Attack Type). */
export const ssaAttackWords: Readonly<Record<string, string>> = {
  'Violence with heavy weapons (requires more than one person to use such as firearms, tanks, missiles, bombs, mortars)':
    'heavy_weapons',
  // Without the last bracket, as the source has it.
  'Violence with individual weapons (knives, bricks, clubs, guns, grenades and improvised explosive devices (IED)':
    'individual_weapons',
  'Violence with individual weapons': 'individual_weapons',
  'Individual weapons': 'individual_weapons',
  'Violence with heavy weapons': 'heavy_weapons',
  'Heavy weapons': 'heavy_weapons',
  'Psychological violence/threat of violence/intimidation': 'psychological_violence_threat_intimidation',
  'Obstruction to health care delivery (e.g. physical, administrative, legal etc)': 'obstruction_to_delivery',
  'Obstruction to health care delivery': 'obstruction_to_delivery',
  'Abduction/Arrest/Detention of health personnel or patients': 'abduction_arrest_detention',
  'Assault (without weapons)': 'assault',
  Assault: 'assault',
  'Sexual assault': 'sexual_assault',
  'Armed or violent search of health care personnel, facility or transport': 'armed_or_violent_search',
  'Removal of health care assets (e.g. transport, supplies, materials)': 'removal_of_assets',
  'Removal of health care assets': 'removal_of_assets',
  'Setting fire': 'setting_fire',
  'Militarization of a health care asset': 'militarization_of_asset',
  'Criminalization of health care': 'criminalization_of_care',
  'Chemical agent': 'chemical_agent',
  Unknown: 'unknown',
  Other: 'other',
};
export const certaintyWords: Readonly<Record<string, string>> = {
  Rumor: 'rumor',
  Rumour: 'rumor',
  Possible: 'possible',
  Probable: 'probable',
  Confirmed: 'confirmed',
};

const resource = (word: (typeof ssaResources)[number]): ListTarget => ({
  ...{ to: 'sign', list: 'ssa resources', word },
  ...yesNo,
});
const people = (
  group: (typeof harmedGroups)[number],
  harm: (typeof harms)[number],
  zero: 'none' | 'nothing said',
): ListTarget => ({
  ...{ to: 'people', group, harm, bound: 'best', zero },
});

/** The columns of WHO's export of incidents. Its total counts do not tell groups apart; 0 stands in every other column that nobody filled. */
const ssa: Columns = {
  // In some rows another than that of the date.
  year: [{ to: 'year' }],
  'Attack Date': [{ to: 'date', order: 'month day year' }],
  weekday: [],
  'Attack ID': [text('ssa id'), text('title')],
  'Attack Time': [text('time words')],
  'Country / Territory': [text('within'), text('title')],
  'Certainty Level': [{ to: 'words', list: 'certainty', separator: '', words: { ...certaintyWords } }],
  'Attack Type': [{ to: 'words', list: 'attack types', separator: ', ', words: { ...ssaAttackWords } }],
  'Total Injured': [people('all', 'injured', 'none')],
  'Total Death': [people('all', 'killed', 'none')],
  'HC Facilities': [resource('facilities')],
  'HC Transport': [resource('transport')],
  'HC Personnel': [resource('personnel')],
  'HC Supplies Assets': [resource('supplies_assets')],
  'HC Warehouse Storage': [resource('warehouse')],
  'HC Patients': [resource('patients')],
  'HC Other': [asStated],
  'Type of Facility': [text('ssa facility type')],
  'Facility Other': [asStated],
  'HW Abduction': [people('health worker', 'abducted', 'nothing said')],
  'HW Arrest': [people('health worker', 'arrested', 'nothing said')],
  'HW Detention': [people('health worker', 'detained', 'nothing said')],
  'Patient Abduction': [people('patient', 'abducted', 'nothing said')],
  'Patient Arrest': [people('patient', 'arrested', 'nothing said')],
  'Patient Detention': [people('patient', 'detained', 'nothing said')],
};

const count = (word: (typeof sindCounts)[number]): ListTarget => ({ to: 'count', count: word, zero: 'none' });
const flag = (word: (typeof sindFlags)[number]): ListTarget => ({
  ...{ to: 'sign', list: 'sind flags', word },
  ...yesNo,
});

/**
 * Insecurity Insight gives its classes of precision with their numbers: "(2) 25 km precision". What lies within 25 km of a point is no more
 * than somewhere in a district.
 */
const geoPrecision: Readonly<Record<string, { readonly sind: string | null; readonly place: string }>> = {
  '(1) Exact coordinates': { sind: null, place: 'exact' },
  '(1) Exact': { sind: null, place: 'exact' },
  '(2) 25 km precision': { sind: '2', place: 'district' },
  '(2) 25 km': { sind: '2', place: 'district' },
  '(3) District': { sind: '3', place: 'district' },
  '(3) Admin 2': { sind: '3', place: 'district' },
  '(4) Province': { sind: '4', place: 'governorate' },
  '(4) Admin 1': { sind: '4', place: 'governorate' },
  '(5) Linear feature': { sind: '5', place: 'unknown' },
  '(6) Country': { sind: '6', place: 'country' },
  '(7) Sea/Air': { sind: '7', place: 'unknown' },
  '1': { sind: null, place: 'exact' },
  '2': { sind: '2', place: 'district' },
  '3': { sind: '3', place: 'district' },
  '4': { sind: '4', place: 'governorate' },
  '5': { sind: '5', place: 'unknown' },
  '6': { sind: '6', place: 'country' },
  '7': { sind: '7', place: 'unknown' },
};
const precisionAs = (which: 'sind' | 'place') =>
  Object.fromEntries(Object.entries(geoPrecision).map(([stated, as]) => [stated, as[which]]));

const words = (list: Extract<ListTarget, { to: 'words' }>['list'], separator: string): ListTarget => ({
  ...{ to: 'words', list, separator, words: {} },
});

/** The columns of "Attacks on health care" as Insecurity Insight gives them to HDX (metadata of OCHA-DAP/hdx-scraper-insecurity-insight). */
const sind: Columns = {
  Date: [{ to: 'date', order: 'year month day' }],
  'Event Description': [text('account')],
  Country: [text('within'), text('title')],
  'Country ISO': [],
  'Admin 1': [text('place'), text('title')],
  Latitude: [{ to: 'degrees', axis: 'latitude' }],
  Longitude: [{ to: 'degrees', axis: 'longitude' }],
  'Geo Precision': [
    { to: 'words', list: 'sind precision', separator: '', words: precisionAs('sind') },
    { to: 'words', list: 'precision', separator: '', words: precisionAs('place') },
  ],
  'Reported Perpetrator': [words('sind perpetrators', ', ')],
  'Reported Perpetrator Name': [asStated],
  'Weapon Carried/Used': [words('sind weapons', ', ')],
  'Location of Incident': [words('sind locations', ', ')],
  'Number of Attacks on Health Facilities Reporting Destruction': [count('facilities destroyed')],
  'Number of Attacks on Health Facilities Reporting Damaged': [count('facilities damaged')],
  'Forceful Entry into Health Facility': [count('forceful entry')],
  'Occupation of Health Facility': [count('occupation')],
  'Vicinity of Health Facility Affected': [count('vicinity affected')],
  'Health Transportation Destroyed': [count('transport destroyed')],
  'Health Transportation Damaged': [count('transport damaged')],
  'Health Transportation Stolen/Hijacked': [count('transport stolen')],
  'Looting/Theft/Robbery/Burglary of Health Supplies': [count('supplies looted')],
  'Access Denied or Obstructed': [{ to: 'access denied', ...yesNo }],
  'Health Workers Killed': [count('workers killed'), people('health worker', 'killed', 'none')],
  'Health Workers Injured': [count('workers injured'), people('health worker', 'injured', 'none')],
  'Health Workers Kidnapped': [count('workers kidnapped'), people('health worker', 'abducted', 'nothing said')],
  'Health Workers Arrested': [count('workers arrested'), people('health worker', 'arrested', 'nothing said')],
  'Known Kidnapping or Arrest Outcome': [words('sind captivity', ', ')],
  'Health Workers Threatened': [count('workers threatened')],
  'Health Workers Assaulted': [count('workers assaulted')],
  'Health Workers Sexually Assaulted': [count('workers sexually assaulted')],
  'Conflict-Related Violence': [flag('conflict')],
  'Political-Related Violence': [flag('political')],
  'COVID-19-Related Violence': [flag('COVID')],
  'Ebola-Related Violence': [flag('Ebola')],
  'Vaccination-Related Violence': [flag('vaccination')],
  'SiND Event ID': [text('sind id'), text('title')],
};

/** Columns that such a list has as well, in some years or where it was handed out here: taken in, and not part of its form. */
const besides: Columns = {
  // SHCC until 2022.
  'Health Transportation Stolen/Highjacked': [count('transport stolen')],
  [dateColumn]: [{ to: 'date', order: 'edtf' }],
};

export interface KnownList {
  readonly name: string;
  /** Without these it is another list. */
  readonly needs: readonly string[];
  /** In the order of the list. */
  readonly columns: Columns;
  /** How it writes that something was so, or not. */
  readonly says: { readonly yes: string; readonly no: string };
  readonly unknown: readonly string[];
  readonly always: CaseListMapping['always'];
}

export const knownLists = {
  who: {
    name: 'WHO SSA',
    needs: ['Attack ID', 'Attack Date', 'Country / Territory', 'Certainty Level', 'Attack Type'],
    columns: ssa,
    says: { yes: 'YES', no: 'NO' },
    unknown: ['Time Unknown'],
    always: { certainty: null, precision: 'country', definitions: ['who'] },
  },
  sind: {
    name: 'SHCC (Insecurity Insight)',
    needs: ['SiND Event ID', 'Country', 'Date'],
    columns: sind,
    says: { yes: 'Yes', no: 'No' },
    unknown: [],
    // Insecurity Insight gives no level of certainty; whoever takes its list in says which.
    always: { certainty: null, precision: 'unknown', definitions: ['shcc'] },
  },
} as const satisfies Readonly<Record<string, KnownList>>;

const named = (column: string): string => column.trim().replaceAll(/\s+/g, ' ').toLowerCase();

/** The mapping of a list that is known by its columns, `null` for any other. Columns that it doesn't know become nothing. */
export function knownMapping(header: readonly string[]): CaseListMapping | null {
  const here = new Set(header.map(named));
  const list: KnownList | undefined = Object.values<KnownList>(knownLists).find(({ needs }) =>
    needs.every((column) => here.has(named(column))),
  );
  if (list === undefined) return null;
  const targets = new Map(Object.entries({ ...besides, ...list.columns }).map(([column, to]) => [named(column), to]));
  // The date with its doubt holds before the day that their column has room for.
  const isOurs = (column: string) => named(column) === named(dateColumn);
  const inOrder = [...header.filter(isOurs), ...header.filter((column) => !isOurs(column))];
  return {
    name: list.name,
    columns: inOrder.map((column) => ({ column, to: [...(targets.get(named(column)) ?? [])] })),
    unknown: [...list.unknown],
    always: { ...list.always, definitions: [...list.always.definitions] },
  };
}
