/** WHO's own list of attacks, taken in whole, against what a short script counts in the file without us. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { capabilities } from '../../../electron/core/capabilities.ts';
import { forkedWorkers } from '../../../electron/core/forked-workers.ts';
import { fieldsOf } from '../../../electron/core/records/kinds.ts';
import { listRecords } from '../../../electron/core/records/recording.ts';
import { Session } from '../../../electron/core/session.ts';
import { type CallInput, type CallName, type CallOutput, contract } from '../../../shared/contract.ts';
import type { IncidentFields } from '../../../shared/model/incident.ts';
import { usedBy } from '../../fixtures/uses.ts';
import { type TemporaryVault, temporaryVault } from '../../fixtures/vault.ts';
import { corpora } from '../ledger/handed-material.ts';

const file = join(corpora, 'who-ssa', 'incidents-2017-2024.csv');

/** Reads the file with Python's csv module. A cell of attack types is split where one of its phrases begins. */
const script = `
import csv, collections, json, re, sys
rows = list(csv.DictReader(open(sys.argv[1], encoding='utf-8-sig', newline='')))
phrases = ['Violence with heavy weapons', 'Violence with individual weapons', 'Psychological violence', 'Obstruction to health care delivery',
  'Abduction/Arrest/Detention', 'Assault (without weapons)', 'Sexual assault', 'Armed or violent search', 'Removal of health care assets',
  'Setting fire', 'Militarization of a health care asset', 'Criminalization of health care', 'Chemical agent']
def attacks(cell):
    found = [p for p in phrases if p in cell]
    return found + [w for w in ('Unknown', 'Other') if re.search('(^|, )' + w + '(, |$)', cell)]
count = lambda values: dict(collections.Counter(values))
total = lambda column: int(sum(float(row[column] or 0) for row in rows))
print(json.dumps({
  'rows': len(rows),
  'country': count(row['Country / Territory'] for row in rows),
  'year': count(row['year'] for row in rows),
  'day': count('20%s-%02d-%02d' % (d[2], int(d[0]), int(d[1])) for d in (row['Attack Date'].split(' ')[0].split('/') for row in rows)),
  'certainty': count(row['Certainty Level'].lower() for row in rows),
  'attacks': count(a for row in rows for a in attacks(row['Attack Type'])),
  'ids': sorted(row['Attack ID'] for row in rows),
  'facilityType': count(row['Type of Facility'] for row in rows if row['Type of Facility'].strip()),
  'resources': {c: sum(row['HC ' + c] == 'YES' for row in rows) for c in ('Facilities', 'Transport', 'Personnel', 'Supplies Assets', 'Warehouse Storage', 'Patients')},
  'people': {c: total(c) for c in ('Total Injured', 'Total Death', 'HW Abduction', 'HW Arrest', 'HW Detention', 'Patient Abduction', 'Patient Arrest', 'Patient Detention')},
  'times': sum(row['Attack Time'] != 'Time Unknown' and row['Attack Time'].strip() != '' for row in rows),
  'otherYears': sum(row['year'][2:] != row['Attack Date'].split(' ')[0].split('/')[2] for row in rows),
  'stated': sum(row[c].strip() != '' for row in rows for c in ('HC Other', 'Facility Other')),
  'unknown': sum(row[c] == 'Unknown' for row in rows for c in row if c.startswith('HC ') and c != 'HC Other'),
}))
`;

/**
 * Holds a table that was handed out against the list that it was taken in from, column by column with Python's csv module. A date is the same
 * day with or without the midnight that the list writes, a number is the same with or without decimals, a count of 0 is none or nothing said.
 */
const judgeOfTable = `
import csv, json, re, sys
read = lambda path: list(csv.DictReader(open(path, encoding='utf-8-sig', newline='')))
before, after = read(sys.argv[1]), read(sys.argv[2])
here = {row['Attack ID']: row for row in after}
def same(column, a, b):
    a, b = ' '.join(a.split()), ' '.join(b.split())
    if column == 'Attack Date':
        day = lambda text: tuple(int(part) % 2000 for part in text.split(' ')[0].split('/'))
        return day(a) == day(b)
    if re.fullmatch('(Total|HW|Patient) .*', column):
        return float(a or 0) == float(b or 0)
    # What a spreadsheet would run is made harmless.
    return a == b or (a[:1] in '=+-@' and b == "'" + a)
differ = {}
for row in before:
    for column, cell in row.items():
        if not same(column, cell, here[row['Attack ID']].get(column, '∅')):
            differ.setdefault(column, []).append([cell, here[row['Attack ID']].get(column)])
print(json.dumps({
  'rows': len(after),
  'columns': list(after[0])[:len(before[0])] == list(before[0]),
  'differ': {column: [len(cells)] + cells[:3] for column, cells in differ.items()},
  'formulas': sum(1 for row in after for cell in row.values() if re.match('[=+@]|-(?![0-9.]+$)', cell)),
  'bom': open(sys.argv[2], 'rb').read(3) == b'\\xef\\xbb\\xbf',
  'days': sum(row['Date EDTF'] == row['Earliest Day'] == row['Latest Day'] for row in after),
  'withheld': sum(int(row['Withheld Cells']) for row in after),
}))
`;

type Judge = Readonly<
  Record<
    'country' | 'year' | 'day' | 'certainty' | 'attacks' | 'facilityType' | 'resources' | 'people',
    Record<string, number>
  >
> & {
  readonly rows: number;
  readonly ids: readonly string[];
  readonly times: number;
  readonly stated: number;
  readonly unknown: number;
  readonly otherYears: number;
};

const python = (() => {
  try {
    execFileSync('python3', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

const phraseOf: Readonly<Record<IncidentFields['attackTypes'][number], string>> = {
  heavy_weapons: 'Violence with heavy weapons',
  individual_weapons: 'Violence with individual weapons',
  psychological_violence_threat_intimidation: 'Psychological violence',
  obstruction_to_delivery: 'Obstruction to health care delivery',
  abduction_arrest_detention: 'Abduction/Arrest/Detention',
  assault: 'Assault (without weapons)',
  sexual_assault: 'Sexual assault',
  armed_or_violent_search: 'Armed or violent search',
  removal_of_assets: 'Removal of health care assets',
  setting_fire: 'Setting fire',
  militarization_of_asset: 'Militarization of a health care asset',
  criminalization_of_care: 'Criminalization of health care',
  chemical_agent: 'Chemical agent',
  unknown: 'Unknown',
  other: 'Other',
};

function counted(values: Iterable<string>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

describe.skipIf(!existsSync(file) || !python)('WHO’s list of attacks (needs its file and python3)', () => {
  let there: TemporaryVault;
  let session: Session;
  let judge: Judge;
  let survey: CallOutput<'caseList.survey'>;
  let taken: CallOutput<'caseList.import'>;
  let all: IncidentFields[];
  const source = { kind: 'path', path: file } as const;
  async function ask<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> {
    const request = contract[name].input.parse(input);
    return contract[name].output.parse(await capabilities[name](session, request as never)) as CallOutput<N>;
  }

  beforeAll(async () => {
    judge = JSON.parse(execFileSync('python3', ['-c', script, file], { encoding: 'utf8', maxBuffer: 1e8 })) as Judge;
    there = await temporaryVault();
    session = new Session({ workers: forkedWorkers, face: 'terminal', folder: '', version: '0.0.0', known: null });
    await session.adopt(async () => there.vault);
    survey = await ask('caseList.survey', { source, job: 'look' });
    taken = await ask('caseList.import', {
      source,
      mapping: survey.proposed,
      sha256: survey.sha256,
      job: 'take',
    });
    all = listRecords(there.vault, 'incident').map(({ state }) => fieldsOf('incident', state));
  });
  afterAll(async () => {
    await session?.lock();
    await there?.remove();
  });

  test('is known by its columns, and every row becomes a case', () => {
    expect([survey.known, survey.rows, survey.encoding, survey.delimiter]).toEqual([
      'WHO SSA',
      judge.rows,
      'utf-8',
      ',',
    ]);
    expect(taken.counts).toEqual({ rows: judge.rows, fresh: judge.rows, changed: 0, same: 0, kept: 0, faulty: 0 });
    expect(all.length).toBe(judge.rows);
    expect(all.map(({ ssa }) => ssa.id).sort()).toEqual(judge.ids);
    expect(new Set(all.map(({ listed }) => listed.row)).size).toBe(judge.rows);
    expect(new Set(all.map(({ listed }) => listed.item))).toEqual(new Set([taken.item]));
  });

  test('has the same cases by country, year, day, certainty and type of attack', () => {
    expect(counted(all.map(({ place }) => place.name))).toEqual(judge.country);
    expect(counted(all.map(({ when }) => when.edtf))).toEqual(judge.day);
    // Of some cases the list gives another year than that of their day: what it says is kept beside.
    const yearOf = ({ when, listed }: IncidentFields) =>
      listed.stated.find(({ column }) => column === 'year')?.text ?? when.edtf.slice(0, 4);
    expect(counted(all.map(yearOf))).toEqual(judge.year);
    expect(counted(all.map(({ certainty }) => certainty))).toEqual(judge.certainty);
    expect(counted(all.flatMap(({ attackTypes }) => attackTypes.map((type) => phraseOf[type])))).toEqual(judge.attacks);
    expect(counted(all.map(({ ssa }) => ssa.facilitytype).filter((type) => type !== ''))).toEqual(judge.facilityType);
  });

  test('has the same people harmed and resources affected', () => {
    const sum = (group: string, harm: string) =>
      all
        .flatMap((each) => each.harm)
        .filter((row) => row.group === group && row.harm === harm)
        .reduce((total, { best }) => total + (best ?? 0), 0);
    expect({
      'Total Injured': sum('all', 'injured'),
      'Total Death': sum('all', 'killed'),
      'HW Abduction': sum('health worker', 'abducted'),
      'HW Arrest': sum('health worker', 'arrested'),
      'HW Detention': sum('health worker', 'detained'),
      'Patient Abduction': sum('patient', 'abducted'),
      'Patient Arrest': sum('patient', 'arrested'),
      'Patient Detention': sum('patient', 'detained'),
    }).toEqual(judge.people);
    const affected = (word: IncidentFields['ssa']['resources'][number]) =>
      all.filter(({ ssa }) => ssa.resources.includes(word)).length;
    expect({
      Facilities: affected('facilities'),
      Transport: affected('transport'),
      Personnel: affected('personnel'),
      'Supplies Assets': affected('supplies_assets'),
      'Warehouse Storage': affected('warehouse'),
      Patients: affected('patients'),
    }).toEqual(judge.resources);
  });

  test('has nothing in it that the list doesn’t say', () => {
    expect(all.filter(({ place }) => place.point !== null || place.precision !== 'country')).toEqual([]);
    expect(
      all.filter(
        ({ facility, account, impacts, attributions }) =>
          facility !== '' || account !== '' || impacts.length + attributions.length > 0,
      ),
    ).toEqual([]);
    expect(all.filter(({ when }) => /T|:/.test(when.edtf))).toEqual([]);
    expect(all.filter(({ when }) => when.words !== '').length).toBe(judge.times);
    expect(all.flatMap(({ listed }) => listed.stated).length).toBe(judge.stated + judge.otherYears + judge.unknown);
    expect(
      all.flatMap(({ harm }) => harm).filter(({ lowest, highest }) => lowest !== null || highest !== null),
    ).toEqual([]);
  });

  test('taken in again adds nothing', async () => {
    const again = await ask('caseList.import', { source, mapping: survey.proposed, job: 'again' });
    expect([again.item, again.counts.same]).toEqual([null, judge.rows]);
  });

  test('handed out in WHO’s columns, says the same in each of them', async () => {
    const path = join(dirname(there.vault.path), 'handed-out.csv');
    const made = await ask('caseTable.export', {
      ...{ of: 'all', as: 'who', ...usedBy('court'), answers: [], bom: true, recipient: 'Training recipient' },
      ...{ protection: { kind: 'plain' }, target: { kind: 'path', path }, job: 'out' },
    });
    const found: unknown = JSON.parse(execFileSync('python3', ['-c', judgeOfTable, file, path], { encoding: 'utf8' }));
    expect(found).toEqual({
      ...{ rows: judge.rows, columns: true, differ: {}, formulas: 0, bom: true, days: judge.rows, withheld: 0 },
    });
    expect([made.cases, made.stayed, made.withheld]).toEqual([judge.rows, 0, 0]);
  });

  test('is found by country and by type of attack', async () => {
    const answer = await ask('search.query', {
      query: { text: 'Ukraine', kinds: ['incident'] },
      offset: 0,
      limit: 10,
    });
    expect([answer.total, answer.more]).toEqual([1_000, true]);
    const armenia = await ask('search.query', {
      query: { text: 'armenia', kinds: ['incident'] },
      offset: 0,
      limit: 10,
    });
    expect(armenia.total).toBe(judge.country.Armenia);
  });
});
