import { cases } from './ar/cases.ts';
import { faults } from './ar/faults.ts';
import { flags } from './ar/flags.ts';
import { handover } from './ar/handover.ts';
import { items } from './ar/items.ts';
import { ledger } from './ar/ledger.ts';
import { recordings } from './ar/recordings.ts';
import { shell } from './ar/shell.ts';
import { verifier } from './ar/verifier.ts';
import { vocabulary } from './ar/vocabulary.ts';
import type { en } from './en.ts';
import type { ArabicForms, Translation } from './translation.ts';

export const ar: Translation<typeof en, ArabicForms> = {
  faults,
  ...vocabulary,
  ...ledger,
  ...shell,
  ...items,
  ...cases,
  ...flags,
  ...handover,
  ...recordings,
  ...verifier,
};
