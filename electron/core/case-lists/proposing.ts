import { type CaseListMapping, type ListTarget, wordLists } from '../../../shared/model/case-list.ts';
import { type DateOrder, dateOrders, statedDate } from '../../../shared/model/stated-date.ts';
import { certaintyWords, knownMapping, ssaAttackWords } from './known-lists.ts';
import { normal } from './stated-words.ts';

/** What the columns of a list may become, by their names and by what stands in them. It proposes; a person decides. */

/** What one column holds: every value with how often, as far as they are few enough to look at. */
export interface ColumnSurvey {
  readonly name: string;
  readonly filled: number;
  readonly values: readonly { readonly value: string; readonly count: number }[];
  /** Whether there are more values than these. */
  readonly more: boolean;
  /** Orders of day, month and year in which every value is a date; none where it holds anything else. */
  readonly orders: readonly DateOrder[];
}

type Proposal = { readonly name: RegExp; readonly to: (survey: ColumnSurvey) => readonly ListTarget[] };

const text = (field: Extract<ListTarget, { to: 'text' }>['field']) => (): ListTarget[] => [{ to: 'text', field }];
const words =
  (list: Extract<ListTarget, { to: 'words' }>['list'], mapped: Readonly<Record<string, string>> = {}) =>
  (): ListTarget[] => [
    { to: 'words', list, separator: list === 'certainty' || list === 'precision' ? '' : ', ', words: { ...mapped } },
  ];
const people = (group: 'health worker' | 'patient' | 'all', harm: 'killed' | 'injured') => (): ListTarget[] => [
  { to: 'people', group, harm, bound: 'best', zero: 'none' },
];

/** English, French and Arabic names that lists of attacks use. The first that fits counts; the more exact stand before. */
const proposals: readonly Proposal[] = [
  {
    name: /^(sind|sind event|sind incident)[ _-]?id$/,
    to: () => [
      { to: 'text', field: 'sind id' },
      { to: 'text', field: 'title' },
    ],
  },
  {
    name: /^(attack|ssa)[ _-]?id$/,
    to: () => [
      { to: 'text', field: 'ssa id' },
      { to: 'text', field: 'title' },
    ],
  },
  { name: /^(title|titre|name of (event|incident)|العنوان)$/, to: text('title') },
  { name: /\b(lat|latitude)\b|خط العرض/, to: () => [{ to: 'degrees', axis: 'latitude' }] },
  { name: /\b(lon|lng|long|longitude)\b|خط الطول/, to: () => [{ to: 'degrees', axis: 'longitude' }] },
  { name: /(health|medical).*(killed|deaths?|dead)/, to: people('health worker', 'killed') },
  { name: /(health|medical).*(injured|wounded)/, to: people('health worker', 'injured') },
  { name: /patients?.*(killed|deaths?|dead)/, to: people('patient', 'killed') },
  { name: /patients?.*(injured|wounded)/, to: people('patient', 'injured') },
  { name: /\b(killed|deaths?|dead|fatalities|tués|morts)\b|قتلى|شهداء/, to: people('all', 'killed') },
  { name: /\b(injured|wounded|injuries|blessés)\b|جرحى|مصابون/, to: people('all', 'injured') },
  { name: /precision|précision/, to: words('precision') },
  { name: /certainty|confidence level/, to: words('certainty', certaintyWords) },
  { name: /attack type|type of attack|نوع الهجوم/, to: words('attack types', ssaAttackWords) },
  { name: /weapon|arme\b|سلاح/, to: words('sind weapons') },
  { name: /facility type|type of facility/, to: text('ssa facility type') },
  { name: /facility|hospital|clinic|hôpital|مستشفى|منشأة|مرفق/, to: text('facility') },
  { name: /^day$|\bdate\b|تاريخ/, to: ({ orders }) => [{ to: 'date', order: onlyOf(orders) }] },
  { name: /^(time|heure|hour|الساعة|الوقت)$/, to: text('time words') },
  {
    name: /country|pays|territory|governorate|province|admin ?[12]|district|region|دولة|بلد|محافظة|منطقة/,
    to: text('within'),
  },
  { name: /^(place|city|town|village|location|lieu|ville|المكان|المدينة|البلدة)$/, to: text('place') },
  { name: /description|summary|account|details|narrative|résumé|وصف|تفاصيل/, to: text('account') },
];

/** The only order that fits; `null` where it has to be asked. */
const onlyOf = (orders: readonly DateOrder[]): DateOrder | null => (orders.length === 1 ? (orders[0] ?? null) : null);

/** Orders in which every one of the values is a date. */
export function ordersOf(
  values: Iterable<string>,
  still: readonly DateOrder[] = dateOrders.filter((order) => order !== 'edtf'),
): DateOrder[] {
  let orders = [...still];
  for (const value of values) {
    if (value !== '') orders = orders.filter((order) => !('broken' in statedDate(value, order)));
  }
  return orders;
}

/** @param header the names of the columns, each once */
export function proposeMapping(header: readonly string[], surveys: readonly ColumnSurvey[]): CaseListMapping {
  const known = knownMapping(header);
  if (known !== null) return withOrders(known, surveys);
  const columns = surveys.map((survey) => {
    const name = normal(survey.name.replaceAll('_', ' '));
    const to = proposals.find((proposal) => proposal.name.test(name))?.to(survey) ?? [];
    return { column: survey.name, to: to.map((target) => onlyOwnWords(target, survey)) };
  });
  return {
    name: '',
    columns: withTitle(withOneDate(columns)),
    unknown: ['unknown', '?', 'n/a', 'na', '-', 'no information', 'غير معروف'],
    always: { certainty: null, precision: 'unknown', definitions: [] },
  };
}

/** Of words that are offered, those that occur: what nobody needs is not shown. */
function onlyOwnWords(target: ListTarget, { values, more }: ColumnSurvey): ListTarget {
  if (target.to !== 'words' || more) return target;
  const cells = values.map(({ value }) => normal(value));
  const kept = Object.entries(target.words).filter(([stated]) => cells.some((cell) => cell.includes(normal(stated))));
  const own = wordLists[target.list] as readonly string[];
  return own.length === 0 ? target : { ...target, words: Object.fromEntries(kept) };
}

/** A column that is called a date and nothing more; others say what their date is of. */
const isPlainDate = (name: string) => /^(date|day|تاريخ|التاريخ)$/.test(normal(name));

/** A case was at one time: of several dates one is proposed for it, the others (reported, entered, ended) stay as they were stated. */
function withOneDate(columns: CaseListMapping['columns']): CaseListMapping['columns'] {
  const dated = columns.filter(({ to }) => to.some((target) => target.to === 'date'));
  const one = dated.find(({ column }) => isPlainDate(column)) ?? dated[0];
  return columns.map((each) => (dated.includes(each) && each !== one ? { ...each, to: [{ to: 'as stated' }] } : each));
}

/** A case needs something that it is called by: what tells one row from the others. */
function withTitle(columns: CaseListMapping['columns']): CaseListMapping['columns'] {
  const is = (field: string) => (target: ListTarget) => target.to === 'text' && target.field === field;
  if (columns.some(({ to }) => to.some(is('title')))) return columns;
  const from = ['facility', 'place', 'within'].find((field) => columns.some(({ to }) => to.some(is(field))));
  return from === undefined
    ? columns
    : columns.map(({ column, to }) => ({
        column,
        to: to.some(is(from)) ? [...to, { to: 'text', field: 'title' }] : to,
      }));
}

/** A known list that was opened and saved by a spreadsheet has its dates written anew: only what fits every row is proposed. */
function withOrders(mapping: CaseListMapping, surveys: readonly ColumnSurvey[]): CaseListMapping {
  const orders = new Map(surveys.map((survey) => [survey.name, survey.orders]));
  return {
    ...mapping,
    columns: mapping.columns.map(({ column, to }) => ({
      column,
      to: to.map((target) => {
        const fitting = orders.get(column) ?? [];
        if (target.to !== 'date') return target;
        // Where none fits every row, some rows are wrong, and the known order stands.
        if (target.order !== null && (fitting.length === 0 || fitting.includes(target.order))) return target;
        return { ...target, order: onlyOf(fitting) };
      }),
    })),
  };
}
