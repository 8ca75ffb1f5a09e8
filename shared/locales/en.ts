import { acquisition } from './en/acquisition.ts';
import { cameraTime } from './en/camera-time.ts';
import { caseLists } from './en/case-lists.ts';
import { caseTables } from './en/case-tables.ts';
import { cases } from './en/cases.ts';
import { coding } from './en/coding.ts';
import { companions } from './en/companions.ts';
import { continuing } from './en/continuing.ts';
import { custody } from './en/custody.ts';
import { erasure } from './en/erasure.ts';
import { faults } from './en/faults.ts';
import { flags } from './en/flags.ts';
import { handover } from './en/handover.ts';
import { history } from './en/history.ts';
import { interview } from './en/interview.ts';
import { items } from './en/items.ts';
import { laterAccounts } from './en/later-accounts.ts';
import { ledger } from './en/ledger.ts';
import { manyCases } from './en/many-cases.ts';
import { paper } from './en/paper.ts';
import { personReport } from './en/person-report.ts';
import { persons } from './en/persons.ts';
import { proposals } from './en/proposals.ts';
import { recordings } from './en/recordings.ts';
import { records } from './en/records.ts';
import { reviewing } from './en/reviewing.ts';
import { search } from './en/search.ts';
import { shell } from './en/shell.ts';
import { sideBySide } from './en/side-by-side.ts';
import { sound } from './en/sound.ts';
import { times } from './en/times.ts';
import { use } from './en/use.ts';
import { verifier } from './en/verifier.ts';
import { vocabulary } from './en/vocabulary.ts';
import { withholding } from './en/withholding.ts';
import { witnesses } from './en/witnesses.ts';

export const en = {
  faults,
  ...vocabulary,
  ...ledger,
  ...history,
  ...laterAccounts,
  ...shell,
  ...items,
  ...interview,
  cameraTime,
  ...cases,
  ...caseLists,
  ...caseTables,
  ...manyCases,
  ...companions,
  ...coding,
  ...sideBySide,
  ...continuing,
  ...custody,
  ...erasure,
  ...handover,
  ...paper,
  ...proposals,
  ...records,
  ...persons,
  personReport,
  ...reviewing,
  ...times,
  ...use,
  ...search,
  ...verifier,
  ...withholding,
  ...witnesses,
  ...flags,
  ...recordings,
  ...sound,
  ...acquisition,
} as const;
