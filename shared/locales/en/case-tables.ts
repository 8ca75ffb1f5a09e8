import type { CaseTableForm } from '../../model/case-table.ts';

export const caseTables = {
  caseTable: {
    title: 'Hand out a table of cases',
    open: 'Hand out as a table',
    which_one: '{{count, number}} case',
    which_other: '{{count, number}} cases',
    all: 'All cases',
    columns: 'Which columns?',
    form: {
      who: 'WHO SSA',
      sind: 'SiND / SHCC (Insecurity Insight)',
      sanad: 'Everything that is recorded',
    } satisfies Record<CaseTableForm, string>,
    formNote: {
      who: 'As the Surveillance System for Attacks on Health Care exports them. A total is written only where somebody stated one.',
      sind: 'As “Attacks on health care” is published.',
      sanad: 'A column for each field, with its parts.',
    } satisfies Record<CaseTableForm, string>,
    bom: 'Begin with a mark by which spreadsheets read its letters rightly',
    size: 'Rows: {{cases}}, columns: {{columns}}',
    withheld_one: '{{count, number}} cell would be empty because what it says stays.',
    withheld_other: '{{count, number}} cells would be empty because what they say stays.',
    guarded_one: '{{count, number}} cell begins like a formula and gets an apostrophe, so that no spreadsheet runs it.',
    guarded_other:
      '{{count, number}} cells begin like a formula and get an apostrophe, so that no spreadsheet runs them.',
    limit:
      'What stays is an empty cell, and each row says how many of its cells do. A table can’t be checked against the ledger: what is to count as evidence, hand over as a bundle.',
    name: 'table',
    pick: 'Choose where to write the table',
    submit: 'Write the table',
    working: 'Writing the table',
    done: 'The table is written',
    doneText_one: '{{count, number}} case, {{bytes}}. That it was handed out is entry {{entry}} of the ledger.',
    doneText_other: '{{count, number}} cases, {{bytes}}. That they were handed out is entry {{entry}} of the ledger.',
  },
};
