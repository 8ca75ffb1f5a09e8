import type { IncidentDetail } from '../../shared/contract.ts';
import type { Harm, IncidentFields } from '../../shared/model/incident.ts';
import { historyLines, relationLines } from './record-lines.ts';
import { t } from './words.ts';

/** All that is recorded of a case, on lines; what nobody said has none. */
export function incidentLines({ id, fields, names, items, testimonies, relations, history }: IncidentDetail): string[] {
  return [
    `${fields.title} (${id})`,
    `When       ${fields.when.edtf || 'not known'}${fields.when.words === '' ? '' : ` (“${fields.when.words}”)`}`,
    `Where      ${fields.place.name || 'not known'} (${fields.place.precision === 'unknown' ? 'how exactly: not known' : fields.place.precision})`,
    `Facility   ${fields.facility || 'not said'}`,
    `Attack     ${fields.attackTypes.join(', ') || 'not said'}; ${fields.certainty}`,
    ...observedLines(fields, (record) => titleIn(names, record)),
    ...fields.attributions.flatMap(attributionLines),
    ...contextLines(fields, (record) => titleIn(names, record)),
    ...codingLines(fields),
    ...(fields.account === '' ? [] : ['', ...fields.account.split(/\r?\n/), '']),
    ...items.map(({ item }) => `Item       ${item.seq}  ${item.name}`),
    ...testimonies.map((testimony) => `Testimony  ${testimony.witness} (${testimony.id})`),
    ...relationLines(relations),
    ...historyLines(history),
  ];
}

type Part = string | null | undefined;

/** Nothing where none of the parts says anything. */
const line = (name: string, parts: readonly Part[], source = ''): string[] => {
  const said = parts.filter(Boolean).join('; ');
  return said === '' ? [] : [`${name.padEnd(11)}${said}${source === '' ? '' : ` (from: ${source})`}`];
};

const range = ({ lowest, best, highest }: Harm): string =>
  [lowest, best, highest].map((count) => count ?? '?').join(' / ');

/** What a record that the case names is called; nobody knows it by its id. */
const titleIn = (names: IncidentDetail['names'], record: string | null): string | null =>
  record === null ? null : (names.find(({ id }) => id === record)?.title ?? t('case.goneRecord'));
type Titled = (record: string | null) => string | null;

function observedLines(
  { impacts, harm, functionality, services, military, intent }: IncidentFields,
  titled: Titled,
): string[] {
  const { before, after, source } = functionality;
  return [
    ...impacts.flatMap(({ when, place, facility, site, weapon, weapons, hit, secondstrike, source: from }, index) =>
      line(
        `Impact ${index + 1}`,
        [
          when.edtf || when.words || 'time not known',
          titled(facility),
          place?.name || titled(site),
          weapon || weapons.join(', '),
          hit,
          secondstrike === 'unknown' ? null : `people who came to help were there: ${secondstrike}`,
        ],
        from,
      ),
    ),
    ...harm.flatMap((each) =>
      line('Harmed', [`${each.group}, ${each.harm}: ${range(each)} (lowest / best / highest)`], each.source),
    ),
    ...(before === 'unknown' && after === 'unknown'
      ? []
      : line('Works', [`before: ${before}`, `after: ${after}`], source)),
    ...line('Services', [services.interrupted.join(', '), services.words]),
    ...(military.presence === 'not asked' && military.use === 'not asked'
      ? []
      : line('Military', [`presence ${military.presence}`, `use ${military.use}`], military.source)),
    ...intent.flatMap(({ sign, state, source: from }) => line('Observed', [`${sign}: ${state}`], from)),
  ];
}

type Attribution = IncidentFields['attributions'][number];

/** One analyst's view, and what speaks against it. */
const attributionLines = ({ perpetrator, name, basis, confidence, analyst, alternatives, against }: Attribution) => [
  ...line('Attributed', [
    perpetrator,
    name,
    basis,
    confidence === 'not stated' ? null : `confidence ${confidence}`,
    analyst === '' ? null : `by ${analyst}`,
  ]),
  ...alternatives.flatMap((other) => line('', [`or else: ${other}`])),
  ...(against === '' ? [] : line('', [`against it: ${against}`])),
];

function contextLines({ context }: IncidentFields, titled: Titled): string[] {
  const { control, siege, truces, source } = context;
  return [
    ...line('Control', [control, siege === 'unknown' ? null : `siege: ${siege}`], source),
    ...truces.flatMap((agreement) => line('During', [titled(agreement)])),
  ];
}

/** How it is coded in either vocabulary, and the row of the list that it was taken from. */
function codingLines({ definitions, ssa, sind, listed }: IncidentFields): string[] {
  const counts = Object.entries(sind.counts).map(([count, number]) => `${count}: ${number}`);
  return [
    ...line('Meets', [definitions.join(', ')]),
    ...line('WHO SSA', [ssa.id, ssa.facilitytype, ssa.resources.join(', ')]),
    ...line('SiND', [
      sind.id,
      sind.perpetrators.join(', '),
      sind.weapons.join(', '),
      sind.locations.join(', '),
      sind.precision,
      sind.accessdenied === 'unknown' ? null : `access denied: ${sind.accessdenied}`,
      sind.captivity.join(', '),
      sind.flags.join(', '),
      counts.join(', '),
    ]),
    ...(listed.item === null ? [] : line('Listed', [`item ${listed.item}`, `row ${listed.row ?? '?'}`])),
    ...listed.stated.flatMap(({ column, text }) => line('', [`${column}: ${text}`])),
  ];
}
