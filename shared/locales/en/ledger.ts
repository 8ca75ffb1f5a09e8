import type { FindingCode, RemarkCode } from '../../ledger/findings.ts';
import type { AnchorKind, AnchorReason, AnchorState } from '../../model/anchors.ts';
import type { ReceiptCode } from '../../model/receipt.ts';
import type { Headline, KnownRelation, NoticeCode, Requirement, Verdict } from '../../model/report.ts';
import type { Ground, Matter } from '../../model/withholding.ts';

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
        'Nothing shown was changed since it was entered, and the history agrees with a checkpoint that you brought, or that was kept here from an earlier check.',
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
      'A check can show that nothing was changed since it was entered. It can’t show that it was true when it was entered.',
    /** In place of UNANCHORED where the first entries are vouched for and others are not. */
    partly: {
      title: 'Not all that is shown is vouched for',
      explanation:
        'Nothing shown was changed since it was written, and nothing was dropped on the way. What comes from outside stands for the first entries only: whether those after them were rewritten before can’t be told.',
    },
  } satisfies Record<Verdict | 'partly', { title: string; explanation: string }> & { limit: string },
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
      'You hold a note that this bundle contradicts, and no key that the bundle names has signed it: the note is false, or this is a fork made with an old key. Ask whoever gave you the note for it again, and rely on neither until they agree.',
    'code unmatched':
      'You hold a code that no state of this ledger has: it is of a later state, of another ledger, or this is a fork.',
    'note altered':
      'You hold a note that fits, but its signature is wrong: the note was altered and vouches for nothing. Ask whoever gave it to you for it again.',
    'note unreadable':
      'You brought a note or a code that can’t be read, so it could not be compared. Check how it was typed or copied.',
    'older note contradicts':
      'You hold a note of the older ledger that contradicts what this one says it goes on from.',
    'not a bundle':
      'This is not a bundle, or it is damaged so much that it doesn’t open. If the bundle lies in it beside other things, take it out and give it alone.',
    'cut short': 'This file ends too early. It was probably not copied to its end: copy it again.',
    'too large': 'This file holds more than a bundle may hold. It was not read.',
    'newer verifier needed': 'This was written by a newer version. It needs a newer verifier.',
    'larger note':
      'A note that you brought is larger than this bundle, so the two can’t be compared. Ask for a newer bundle.',
    'proof fails':
      'What you brought to tie this bundle to a larger checkpoint doesn’t lead there: it was made for another size, it is damaged, or there are two histories.',
    'known larger':
      'A larger state of this ledger was seen here before. This bundle is older, or it leaves the newer part out: ask for a newer bundle, or for a file that ties the two together.',
    'known rolled back':
      'A larger state of this ledger was seen here before this bundle says that it was made: an older copy was put back, or the end was cut off. Ask why, and ask for a newer bundle.',
    'too little vouches': 'This holds together, but less vouches for it from outside than you asked for.',
  } satisfies Record<Headline, string>,
  /** How a bundle stands to what was kept of its ledger. */
  known: {
    first: 'Nothing of this ledger was seen here before.',
    same: 'This computer saw this same checkpoint before, on {{at}}. That it comes again vouches for no more.',
    extends: 'It goes on from the {{size}} entries that were seen here on {{at}}.',
    earlier: 'It is an earlier state of the {{size}} entries that are known here since {{at}}.',
    behind: 'It is smaller than the {{size}} entries that were seen here on {{at}}.',
    forks: 'It is another history than the one that was seen here before.',
  } satisfies Record<KnownRelation, string>,
  /** What a reviewer asks for. */
  required: {
    met: 'Asked for: {{level}}. It is there.',
    missing: 'Asked for: {{level}}. It is NOT there.',
    witnessed: 'countersigned by the witnesses that you trust',
    consistent: 'in agreement with something that you hold, or countersigned',
  } satisfies Record<Requirement | 'met' | 'missing', string>,
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
    OBJECT_DAMAGED: 'An exhibit’s stored file is damaged: its bytes are not those that were archived.',
    VAULT_DISCLOSURE_MISSING:
      'What opens this entry, or a part of it, is gone, and no entry says that it was erased. In a vault nothing else may be missing.',
    VAULT_HEAD_DIFFERS:
      'The database does not go on from the last checkpoint that was kept beside it: a copy was put back, or entries are missing.',
    VAULT_TREE_DIFFERS: 'A hash that the database keeps of an entry, or of the tree over the entries, is not theirs.',
    CLOCK_WENT_BACK: 'The computer’s clock went back between two entries.',
    LATER_NOT_COMPARABLE: 'A later note covers more entries than are here, so it can’t be compared.',
    WITHHELD_BUT_SHOWN: 'Something is said to be withheld and is shown, or is no field of its entry.',
    WITHHELD_UNSTATED: 'Unexplained: a field is withheld, and the exporter’s statement doesn’t say so.',
    WITHHELD_ENTRY_UNSTATED:
      'Unexplained: entries are withheld as a whole, and the exporter’s statement doesn’t say so.',
    WITHHELD_UNTESTABLE:
      'The exporter’s statement names fields of an entry whose list of fields isn’t shown, or an entry that isn’t here. Nobody can check that, and it explains nothing.',
    COUNTERSIGNATURES_UNNAMED:
      'It carries countersignatures by keys that you did not name. They were not checked, and count for nothing here. How many, and under which names:',
    NOTE_DIVERGES: 'A checkpoint that you brought, signed with this ledger’s key, shows another history.',
    NOTE_CONTRADICTS: 'A checkpoint that you brought shows another history, under a key that isn’t known here.',
    NOTE_ALTERED: 'A checkpoint that you brought fits, but its signature is wrong.',
    NOTE_UNREADABLE: 'A checkpoint that you brought can’t be read.',
    NOTE_NOT_COMPARABLE: 'A checkpoint that you brought covers more entries than are here, so it can’t be compared.',
    NOTE_OTHER_LEDGER: 'A checkpoint that you brought belongs to another ledger.',
    NOTE_OLDER_LEDGER: 'A checkpoint that you brought belongs to the ledger that this one says it goes on from.',
    NOTE_OLDER_LEDGER_BEYOND:
      'A checkpoint that you brought shows that the older ledger went on after the point from which this one says it goes on.',
    NOTE_OLDER_LEDGER_CONTRADICTS: 'A checkpoint that you brought contradicts what this ledger says of the older one.',
    CODE_UNMATCHED: 'A code that you brought fits no state of this ledger.',
    CODE_UNREADABLE: 'A code that you brought can’t be read.',
    PROOF_GOES_ON: 'The larger checkpoint that you brought goes on from exactly these entries.',
    PROOF_FAILS: 'What you brought to tie this bundle to a larger checkpoint doesn’t lead there.',
    KNOWN_SINCE:
      'It begins with a checkpoint that was kept here from an earlier check: until there it is unchanged since.',
    KNOWN_FORK: 'A checkpoint that was kept here from an earlier check shows another history.',
    KNOWN_EARLIER: 'This is an earlier state of a larger one that was seen here before.',
    KNOWN_BEHIND:
      'A larger state was seen here before. Whether it goes on from this one can’t be told without a file that ties the two together.',
    KNOWN_ROLLED_BACK: 'It says that it was made after a larger state had been seen here.',
    SAYS_IT_CONTINUES: 'This ledger says that it goes on from another one.',
    SUCCESSOR_NAMED: 'This ledger was closed and names the one that follows.',
    TYPE_NOT_UNDERSTOOD: 'An entry is of a type that this version doesn’t know.',
    FIELD_NOT_UNDERSTOOD: 'A field has a name that this version doesn’t know.',
    EXTENSION_NOT_UNDERSTOOD: 'A file was added by a newer version and is not understood here.',
    ANCHOR_NOT_CHECKED: 'A time stamp from outside is here, and nothing was given to check it with.',
    ANCHOR_BAD: 'A time stamp from outside vouches for nothing.',
    LITTER_IGNORED: 'A file that operating systems leave behind was ignored.',
    NAMES_CHANGED:
      'Another program packed or copied this anew and changed names of files (capital letters, or the sign between folders). What is in the files was checked all the same.',
    VERIFIER_INCLUDED:
      'The bundle brings a verifier of its own that this program doesn’t know. It comes from those whom you are checking: use another.',
    VERIFIER_KNOWN: 'The bundle brings a verifier of its own, and it is one that this program knows, byte for byte.',
    VAULT_ELSEWHERE:
      'This vault is not where it was last written: it was moved, or it is a copy. What another copy holds isn’t known here.',
    CHECKPOINT_BEHIND: 'The newest entries are not covered by a checkpoint yet.',
    PREVIEW_DAMAGED: 'A preview is missing or damaged. The original is not affected.',
    OBJECT_QUARANTINED: 'Files are here that no entry names.',
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
  } satisfies Record<FindingCode | RemarkCode | NoticeCode, string> & { container: Record<string, string> },
  /** Why something stays. */
  ground: {
    identity: 'says who somebody is',
    'not consented': 'the witness was not asked, or refused',
    'consent withdrawn': 'the witness took the consent back',
    'other audience': 'the witness agreed to other audiences',
    'other purpose': 'those concerned agreed to other uses',
    child: 'it shows or is about a child',
    'sexual violence': 'it is about sexual violence',
    remains: 'it shows somebody’s remains',
    'consent ended': 'consent has to be asked for again',
    'condition of consent': 'consent was given under a condition',
    'anonymity asked': 'somebody asked that this be taken out',
    restricted: 'its use was restricted',
    'may point to a person': 'may name a person or lead to one',
    'exact place': 'shows exactly where',
    'working note': 'for the archive’s own work',
    'other end stays': 'belongs to something that stays',
    erased: 'destroyed: nobody can open it any more',
    'no rule': 'no rule says that it may leave',
    'court order': 'a court ordered it',
    'safety of a person': 'somebody’s safety',
    'privacy of a person': 'somebody’s private life',
    'medical confidence': 'medical confidence',
    'legal privilege': 'between a lawyer and a client',
    'ongoing investigation': 'an investigation that goes on',
    'not relevant to the recipient': 'not relevant to whoever receives it',
  } satisfies Record<Ground, string>,
  /** What leaves or stays, by kind. */
  what: {
    originals: 'Original files',
    incidents: 'Cases',
    testimonies: 'Testimonies',
    identities: 'Identities',
    notes: 'A person’s word about a file',
    links: 'Links',
    acquisitions: 'Lists of sources',
    'file names': 'File names',
    folders: 'Folders and paths',
    'unknown tags': 'Tags of unknown content',
    positions: 'Positions and places',
    'working data': 'Working data',
    circumstances: 'Circumstances of an account',
    'free text': 'Free text',
    'other entries': 'Other entries',
  } satisfies Record<Matter, string>,
  /** Times that others vouch for. */
  anchor: {
    title: 'Times that others vouch for',
    over_one: '{{kind}} over one entry',
    over_other: '{{kind}} over {{count}} entries',
    kind: {
      rfc3161: 'Time stamp of an authority',
      ots: 'OpenTimestamps file',
      beacon: 'Public random value',
    } satisfies Record<AnchorKind, string>,
    state: {
      confirmed: 'checked',
      unchecked: 'not checked with anything from outside',
      pending: 'promised, not there yet',
      bad: 'vouches for nothing',
    } satisfies Record<AnchorState, string>,
    reason: {
      malformed: 'it can’t be read',
      refused: 'the authority gave no time stamp',
      'other digest': 'it was made over something else',
      'other request': 'it answers another request',
      signature: 'its signature is wrong',
      certificate: 'its certificate is not one for time stamps, or not the one that signed',
      'authority unknown': 'no root certificate that was given leads to its authority',
      'block not given': 'the block that it names was not given',
      'attestation unknown': 'who attests it is not known',
      'only promised': 'a calendar promises to put it into a block',
      'stated by hand': 'a person typed it: look it up',
    } satisfies Record<AnchorReason, string>,
    before: 'It existed before {{time}}, because of entry {{seq}} ({{by}}).',
    beforeFile: 'It existed before {{time}}, because of the file {{path}} ({{by}}).',
    after: 'It was recorded after {{time}}, because of entry {{seq}} ({{by}}).',
    afterFile: 'It was recorded after {{time}}, because of the file {{path}} ({{by}}).',
    assumes:
      'A time stamp is judged as of its own time, also after its certificate has expired. This assumes that the authority’s clock was right and that its key was not misused since; whether it was revoked can’t be asked without a network.',
  },
  receipt: {
    verdict: {
      WITNESSED:
        'Entry {{seq}} stands in this ledger under the checkpoint over {{size}} entries, and witnesses whom you trust countersigned that checkpoint.',
      CONSISTENT:
        'Entry {{seq}} stands in this ledger under the checkpoint over {{size}} entries, and you hold that checkpoint.',
      UNANCHORED:
        'Entry {{seq}} stands under the checkpoint over {{size}} entries. Nobody outside vouches for that checkpoint.',
      DIVERGED: 'You hold a checkpoint over {{size}} entries of this ledger that shows another history. Keep both.',
      INVALID: 'This receipt does not show that entry {{seq}} stands under its checkpoint.',
      COULD_NOT_RUN: 'It could not be checked. That says nothing about the evidence, good or bad.',
    },
    /** In place of the verdict's sentence where nothing else is wrong. */
    otherFile:
      'The receipt fits together: entry {{seq}} stands under the checkpoint over {{size}} entries. But that entry names another file than the one in your hand.',
    signedBy: {
      'key you named': 'The checkpoint is signed by the key that you named.',
      'key it names itself': 'The checkpoint is signed by a key that only the receipt itself names.',
      'unknown key': 'Whose signature the checkpoint carries is not known: name the ledger’s key to check it.',
    },
    exhibit: {
      matches: 'The file in your hand is the one that the entry names.',
      differs: 'The file in your hand is not the one that the entry names.',
      'not shown': 'The receipt does not show which file the entry names.',
      'not brought': 'No file was brought to be compared.',
    },
    finding: {
      RECEIPT_PROOF: 'The hashes given do not lead from the entry to the checkpoint’s root.',
      RECEIPT_ENTRY: 'The entry can’t be read, or it is of another ledger or another place than the receipt says.',
      RECEIPT_ENTRY_MISSING: 'The receipt does not carry the entry. Bring its line.',
      RECEIPT_ENTRY_DIFFERS: 'The entry that you brought is not the one in the receipt.',
      RECEIPT_EXTRA_NOT_UNDERSTOOD: 'What another program added to the receipt is not understood, and was not used.',
      RECEIPT_DISCLOSURE: 'What the receipt opens does not fit the entry.',
      RECEIPT_SIGNATURE: 'A signature under the checkpoint is missing or wrong.',
      RECEIPT_KEY: 'The checkpoint is not signed by the key that you named.',
      RECEIPT_COSIGNATURE: 'The countersignature of a witness whom you trust is wrong.',
      RECEIPT_FILE_DIFFERS: 'The file that you brought is not the one that the entry names.',
      RECEIPT_FILE_NOT_SHOWN: 'A file was brought, but the receipt does not show which file the entry names.',
      RECEIPT_NOTE_UNREADABLE: 'You brought a note or a code that can’t be read.',
      RECEIPT_NOTE_NOT_COMPARABLE:
        'You hold a note or a code of another size or ledger. A receipt can’t be compared with it: ask for a bundle.',
      RECEIPT_NOTE_ALTERED: 'You hold a note that fits, but its signature is wrong: it vouches for nothing.',
      RECEIPT_NOTE_DIVERGES: 'You hold a signed note of the same size that shows another history.',
      RECEIPT_NOTE_CONTRADICTS:
        'You hold a note of the same size with another root, signed by a key that is not known here: the note is false, or this is a fork.',
    } satisfies Record<ReceiptCode, string>,
    limit:
      'A receipt shows that one entry stands in the ledger, and no more: not that the ledger is whole, not what was entered or corrected later, and only as long as no earlier key was stolen.',
  },
} as const;
