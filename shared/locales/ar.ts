import { acquisition } from './ar/acquisition.ts';
import { cameraTime } from './ar/camera-time.ts';
import { caseLists } from './ar/case-lists.ts';
import { caseTables } from './ar/case-tables.ts';
import { cases } from './ar/cases.ts';
import { coding } from './ar/coding.ts';
import { companions } from './ar/companions.ts';
import { continuing } from './ar/continuing.ts';
import { custody } from './ar/custody.ts';
import { erasure } from './ar/erasure.ts';
import { faults } from './ar/faults.ts';
import { flags } from './ar/flags.ts';
import { handover } from './ar/handover.ts';
import { history } from './ar/history.ts';
import { interview } from './ar/interview.ts';
import { items } from './ar/items.ts';
import { laterAccounts } from './ar/later-accounts.ts';
import { ledger } from './ar/ledger.ts';
import { manyCases } from './ar/many-cases.ts';
import { paper } from './ar/paper.ts';
import { personReport } from './ar/person-report.ts';
import { persons } from './ar/persons.ts';
import { proposals } from './ar/proposals.ts';
import { recordings } from './ar/recordings.ts';
import { records } from './ar/records.ts';
import { reviewing } from './ar/reviewing.ts';
import { search } from './ar/search.ts';
import { shell } from './ar/shell.ts';
import { sideBySide } from './ar/side-by-side.ts';
import { sound } from './ar/sound.ts';
import { times } from './ar/times.ts';
import { use } from './ar/use.ts';
import { verifier } from './ar/verifier.ts';
import { vocabulary } from './ar/vocabulary.ts';
import { withholding } from './ar/withholding.ts';
import { witnesses } from './ar/witnesses.ts';
import type { en } from './en.ts';
import type { ArabicForms, Translation } from './translation.ts';

export const ar: Translation<typeof en, ArabicForms> = {
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
  ...flags,
  ...recordings,
  ...sound,
  ...acquisition,
  ...verifier,
  ...withholding,
  ...witnesses,
};
