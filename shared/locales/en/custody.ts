import type { CustodyEvent } from '../../model/custody.ts';

/** What happened to something in custody. */
export const custody = {
  custodyEvent: {
    collected: 'Collected',
    received: 'Received: its source was listed',
    imported: 'Archived',
    accessed: 'Looked at, in one session',
    copied: 'Something of it was copied: a receipt, a table or a report',
    transcribed: 'Transcribed',
    analysed: 'Worked on',
    verified: 'The vault was checked',
    redacted: 'Redacted',
    transferred: 'Handed on',
    exported: 'A bundle left that may hold it',
    backed_up: 'Backed up',
    restored: 'Restored',
    consent_changed: 'Consent changed',
    sealed: 'Sealed apart',
    disposed: 'Erased',
    amended: 'Corrected',
    held: 'Held, restricted, or excepted',
  } satisfies Record<CustodyEvent, string>,
  custody: {
    open: 'Custody log',
    text: 'Made from the ledger: each line is an entry that can be checked.',
    outside:
      'What happens outside this program isn’t recorded here: a file that was copied from a card before, or from a bundle afterwards, leaves no line. Times are what this computer’s clock said.',
    ledger: 'Ledger',
    software: 'Program that began it',
    leftBefore: 'Bundles that left this archive before',
    item: 'File, entry',
    testimony: 'Testimony, entry',
    print: 'Save or print this page',
    when: 'When',
    who: 'Who',
    what: 'What',
    entry: 'Entry',
    sha256: 'SHA-256 of the file',
  },
} as const;
