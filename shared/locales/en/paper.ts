import type { HeldOutcome } from '../../contract/checkpoint.ts';
import type { CodeSlip } from '../../ledger/spoken.ts';

/** Checkpoints on paper, and what is read back from it. */
export const paper = {
  sheet: {
    title: 'Checkpoint of a ledger',
    lead_one:
      'This page fixes the one entry with which a ledger begins. Whoever keeps it can tell later whether it is still the same.',
    lead_other:
      'This page fixes the first {{count}} entries of a ledger, in their order. Whoever keeps it can tell later whether they are still the same.',
    code: 'Code, to be read out or written down',
    covers: 'Covers',
    entries_one: '{{count}} entry',
    entries_other: '{{count}} entries',
    made: 'Made',
    madeBy: 'by the clock of the computer; the time isn’t signed',
    ledger: 'Ledger',
    root: 'Root',
    qr: 'QR code of the signed checkpoint',
    note: 'The signed checkpoint, as the QR code holds it',
    use: 'What it is for',
    useText:
      'Keep this page where the computer isn’t. When the ledger or a bundle of it is shown later, compare the two: a photograph of the QR code is enough, or the code typed in. In Sanad: Ledger, “Compare with one you hold”; for a bundle: Verify. On the command line: sanad verify BUNDLE --note PICTURE.',
    limit: 'What it doesn’t show',
    limitText:
      'That what was entered is true; anything about later entries; when it was made. It holds nothing of what was recorded and names nobody.',
    handed: 'Handed over by',
    received: 'Received by',
    name: 'Name or code',
    place: 'Place',
    date: 'Date',
    signature: 'Signature',
  },
  checkpointScreen: {
    show: 'Show',
    qr: 'QR code',
    qrText: 'Let somebody who is not at this computer photograph it. It holds this note and nothing else.',
    page: 'Page to print',
    print: 'Print',
    save: 'Save the page',
    saved: 'The page is saved.',
    language: 'Language of the page',
  },
  compare: {
    open: 'Compare with one you hold',
    title: 'Compare with a checkpoint that you hold',
    intro:
      'A checkpoint that was kept elsewhere shows whether this ledger still begins with the same entries. Type its code, or bring a photograph of its QR code, or its file.',
    typed: 'Code, or the whole note',
    typedHelp:
      'A code has 28 characters. Gaps and small letters don’t matter, and the number of entries may stand before it.',
    count: '{{typed}} of {{of}} characters',
    pick: 'Choose a photograph or a file',
    drop: 'Drop the photograph or the file to compare it',
    run: 'Compare',
    reading: 'Reading what you brought',
    result: 'What came of it',
    says: {
      note: 'Read: a signed checkpoint over {{size}} entries.',
      proof: 'Read: a checkpoint over {{size}} entries, with what ties it to a smaller one.',
      code: 'Read: a spoken code.',
    },
    fill: 'From a photograph or a file',
  },
  /** How something that a person holds stands to the ledger that is open. */
  held: {
    same: 'It agrees. It is this ledger as it stands, with {{size}} entries.',
    earlier:
      'It agrees. The first {{size}} entries are unchanged since it was made, and the ledger goes on from there.',
    'goes-on': 'It agrees. It has {{size}} entries, more than are here, and is shown to go on from these.',
    larger:
      'It covers {{size}} entries, more than are here, so the two can’t be compared. If nothing newer exists elsewhere, an older copy of this vault was put back.',
    diverges:
      'It shows another history, signed with this ledger’s own key for {{size}} entries. There are two versions. It can’t be told from here which is the true one. Keep both.',
    contradicts:
      'It doesn’t agree. With {{size}} entries this ledger has another state, and no signature known here stands under the one that you hold: it was misread, it is false, or there are two versions.',
    altered: 'It fits, but its signature is wrong. It was altered, and vouches for nothing.',
    unmatched:
      'No state of this ledger has this code. It is of a later state, of another ledger, or there are two versions.',
    'proof-fails':
      'It is larger than this ledger, and what was brought to tie the two together doesn’t lead there: it was made for another size, it is damaged, or there are two versions.',
    'older-ledger':
      'It belongs to the ledger that this one says it goes on from. It can be compared with that one alone.',
    'older-ledger-beyond':
      'It belongs to the ledger that this one says it goes on from, and shows that the older one had {{size}} entries: more than this one says.',
    'older-ledger-contradicts':
      'It belongs to the ledger that this one says it goes on from, and contradicts what this one says of it.',
    'other-ledger': 'It belongs to another ledger. It can’t be compared with this one.',
  } satisfies Record<HeldOutcome, string>,
  /** On a command line, where nothing stands in a form any more. */
  commandLine: {
    brokenRule: '{{field}}: {{rule}} Given: {{value}}. Nothing was stored.',
    wrongInput: 'What was given can’t be used. Nothing was changed. Correct it and give the command again.',
    wrongOption:
      'What was given with {{option}} can’t be used. Nothing was changed. Correct it and give the command again.',
  },
  /** What is wrong with a typed code. */
  codeSlip: {
    length: 'A code has 28 characters, and this one has {{typed}}.',
    character: 'Character {{place}} is “{{character}}”. No code has it.',
    suspects: 'There is a slip in it. Look first at the characters {{suspects}}, counted without gaps.',
    several: 'There is more than one slip in it. Compare it group by group.',
  } satisfies Record<CodeSlip, string>,
} as const;
