import type { FindingCode, RemarkCode } from '../../ledger/findings.ts';
import type { Action } from '../../model/actions.ts';
import type { Verdict } from '../../model/report.ts';

export const ledger = {
  verdict: {
    WITNESSED: {
      title: 'Whole, and countersigned from outside',
      explanation:
        'Nothing shown was changed since it was entered, and a witness whom you trust countersigned this history. The witness vouches for the order and content of the entries, not for what the pictures show.',
    },
    CONSISTENT: {
      title: 'Whole, and it agrees with what you hold',
      explanation:
        'Nothing shown was changed since it was entered, and the history agrees with the checkpoint that you brought.',
    },
    UNANCHORED: {
      title: 'Whole, but nobody outside vouches for it',
      explanation:
        'Nothing shown was changed since it was written, and nothing was dropped on the way. No checkpoint or countersignature from outside covers it, so it can’t be told whether the whole history was rewritten before.',
    },
    DIVERGED: {
      title: 'There are two versions of this history',
      explanation:
        'You hold a checkpoint of this ledger, signed with its own key, that shows another history than this one. It can’t be told from here which is the true one. Keep both.',
    },
    INVALID: {
      title: 'Something here was changed, is missing or doesn’t fit',
      explanation:
        'At least one part doesn’t match what was entered. Below stands what, and which exhibits it doesn’t touch.',
    },
    COULD_NOT_RUN: {
      title: 'It could not be checked',
      explanation: 'The check didn’t run to its end. That says nothing about the evidence, good or bad.',
    },
    /** Said with every verdict. */
    limit:
      'This shows that nothing was changed since it was entered. It doesn’t show that it was true when it was entered.',
  } satisfies Record<Verdict, { title: string; explanation: string }> & { limit: string },
  verdictShort: {
    WITNESSED: 'Countersigned',
    CONSISTENT: 'Agrees with what you hold',
    UNANCHORED: 'Nobody outside vouches yet',
    DIVERGED: 'Two versions',
    INVALID: 'Doesn’t fit',
    COULD_NOT_RUN: 'Not checked',
  } satisfies Record<Verdict, string>,
  /** Lines that come before everything else. */
  headline: {
    'note contradicts':
      'You hold a note that this bundle contradicts, signed by a key it does not name: the note is false, or this is a fork made with an old key.',
    'newer verifier needed': 'This was written by a newer version. It needs a newer verifier.',
    'larger note':
      'A note that you brought is larger than this bundle, so the two can’t be compared. Ask for a newer bundle.',
  },
  finding: {
    CONTAINER_STRUCTURE: 'The file is not put together as a bundle should be.',
    CONTAINER_PATH: 'There is a file where none may be.',
    BAG_DECLARATION: 'The bundle’s declaration is missing or not as it should be.',
    MANIFEST_SYNTAX: 'The list of files can’t be read.',
    FILE_MISSING: 'A file that is listed is missing.',
    FILE_UNLISTED: 'There is a file that nobody listed.',
    FILE_HASH: 'A file’s bytes are not those that were listed.',
    LINES_SYNTAX: 'Lines of a ledger file are not in their form.',
    ENTRIES_NONE: 'There is no entry.',
    ENTRIES_TOO_MANY: 'There are more entries than a bundle may hold.',
    ENTRY_UNREADABLE: 'An entry is not in its form.',
    ENTRY_SEQ: 'An entry has the wrong number: one is missing, doubled or out of order.',
    ENTRY_LEDGER: 'An entry belongs to another ledger.',
    ENTRY_PREV: 'An entry doesn’t follow the one before it: it or an earlier one was changed.',
    ENTRY_KEY: 'An entry brings a signing key where it may not.',
    CHECKPOINT_MISSING: 'The signed checkpoint is missing.',
    CHECKPOINT_UNREADABLE: 'A checkpoint can’t be read.',
    CHECKPOINT_LEDGER: 'A checkpoint belongs to another ledger.',
    CHECKPOINT_SIZE: 'A checkpoint covers another number of entries than it should.',
    CHECKPOINT_ROOT: 'A checkpoint was signed over other entries than these.',
    CHECKPOINT_UNSIGNED: 'A checkpoint has no signature by this ledger’s key.',
    CHECKPOINT_SIGNATURE: 'A checkpoint’s signature is wrong.',
    CHECKPOINT_COSIGNATURE: 'A countersignature is wrong.',
    CHECKPOINTS_TOO_MANY: 'There are more checkpoints than a bundle may hold.',
    KEY_CHANGE_UNCONFIRMED: 'The signing key changed and the old key doesn’t confirm it.',
    DISCLOSURE_UNREADABLE: 'A disclosed field can’t be read.',
    DISCLOSURE_ORDER: 'The disclosed fields are out of order.',
    DISCLOSURE_DUPLICATE: 'A field is disclosed twice.',
    DISCLOSURE_ENTRY: 'A field is disclosed for an entry that isn’t there.',
    BODY_MISSING: 'A field is disclosed without the list of fields that it belongs to.',
    BODY_MISMATCH: 'An entry’s list of fields is not the one that was entered.',
    BODY_UNREADABLE: 'An entry’s list of fields can’t be read.',
    FIELD_UNNAMED: 'A disclosed field isn’t among those that its entry names.',
    FIELD_MISMATCH: 'A disclosed field is not the one that was entered.',
    FIELD_REQUIRED: 'An entry lacks a field that every entry has.',
    FIELD_SHAPE: 'A disclosed field hasn’t the form that it must have.',
    FILE_SIZES_DIFFER: 'The same file is entered with two sizes.',
    SUCCESSOR_NOT_LAST: 'Entries follow after the one that closed the ledger.',
    EXPORT_NOT_LAST: 'The last entry is not the hand-over itself.',
    EXPORT_WITHHOLDS: 'The entry of the hand-over keeps something back, and it may not.',
    GIVEN_ENTRIES: 'The entries are not those that were handed over.',
    GIVEN_DISCLOSURES: 'The disclosed fields are not those that were handed over.',
    GIVEN_FILES: 'The files are not those that were handed over.',
    OBJECT_MISSING: 'An exhibit’s file is missing.',
    OBJECT_SIZE: 'An exhibit’s file has another size than was entered.',
    OBJECT_UNCLAIMED: 'There is a file that no disclosed entry names.',
    OBJECT_PATH: 'An exhibit’s file has the wrong name.',
    ABSENT_DIFFERS: 'The list of absent files is not right.',
    RECORD_MISSING: 'The readable copy of an entry is missing.',
    RECORD_DIFFERS: 'The readable copy of an entry says something else than the entry.',
    RECORD_UNCLAIMED: 'There is a readable copy for an entry that shows nothing.',
    WITHHELD_SYNTAX: 'The statement of what is withheld can’t be read.',
    CLOCK_WENT_BACK: 'The computer’s clock went back between two entries.',
    LATER_NOT_COMPARABLE: 'A later note covers more entries than are here, so it can’t be compared.',
    WITHHELD_BUT_SHOWN: 'Something is said to be withheld and is shown.',
    WITHHELD_UNSTATED: 'Something is withheld and the statement doesn’t say so.',
    container: {
      name: 'A file has a name that no bundle may have.',
      duplicate: 'Two files have the same name.',
      'case-clash': 'Two names differ only in capital letters.',
      link: 'There is a link instead of a file.',
      special: 'There is something that is not a file.',
      encrypted: 'A file inside is locked with a zip password.',
      method: 'A file is packed in a way that no bundle uses.',
      ratio: 'A file unpacks to far more than it should.',
      header: 'The packing’s own records contradict each other.',
      overlap: 'Files inside lie over one another.',
      uncovered: 'There are bytes in the file that belong to nothing.',
      damaged: 'A file inside is damaged.',
      unreadable: 'A file inside can’t be read.',
    },
  } satisfies Record<FindingCode | RemarkCode, string> & { container: Record<string, string> },
  /** Why something stays. */
  ground: {
    identity: 'says who a person is',
  },
  /** What leaves or stays, by kind. */
  what: {
    other: 'Other',
  },
  history: {
    began: 'Ledger begun',
    operatorAdded: 'Operator added',
    sourceListed: 'Source listed',
    itemArchived: 'Archived',
    incidentRecorded: 'Case recorded',
    incidentCorrected: 'Case corrected',
    testimonyRecorded: 'Testimony recorded',
    testimonyCorrected: 'Testimony changed',
    identitySealed: 'Identity sealed apart',
    assertionAdded: 'A person’s word added',
    linked: 'Linked',
    unlinked: 'Link removed',
    exported: 'Handed over',
    other: 'Entry of a newer version',
  } satisfies Record<Action, string>,
  story: {
    began: 'The ledger was begun.',
    operatorAdded: 'Operator {{name}} was added.',
    sourceListed: 'A source was listed before copying: {{name}} ({{count}} files).',
    itemArchived: '{{name}} was archived.',
    incidentRecorded: 'The case “{{name}}” was recorded.',
    incidentCorrected: 'The case “{{name}}” was corrected.',
    testimonyRecorded: 'A testimony of {{name}} was recorded.',
    testimonyCorrected: 'The testimony of {{name}} was changed.',
    identitySealed: 'The identity of {{name}} was sealed apart.',
    assertionAdded: 'A person’s word about an item was added.',
    linked: 'An item was linked to a case.',
    unlinked: 'A link between an item and a case was removed.',
    exported: 'A bundle was handed over: {{audience}}, {{recipient}}.',
    other: 'An entry of a kind that this version doesn’t know.',
  } satisfies Record<Action, string>,
} as const;
