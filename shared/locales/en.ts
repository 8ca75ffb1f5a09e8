import { cases } from './en/cases.ts';
import { faults } from './en/faults.ts';
import { flags } from './en/flags.ts';
import { handover } from './en/handover.ts';
import { items } from './en/items.ts';
import { ledger } from './en/ledger.ts';
import { recordings } from './en/recordings.ts';
import { shell } from './en/shell.ts';
import { verifier } from './en/verifier.ts';
import { vocabulary } from './en/vocabulary.ts';

export const en = {
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
} as const;
