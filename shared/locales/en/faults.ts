import type { FaultCode } from '../../faults.ts';

/** What happened, what is safe, what to do. The first sentence stands alone as a title. */
export const faults = {
  VAULT_EXISTS:
    'There is already something in this folder. Nothing was written. Choose another folder, or open the vault that is there.',
  VAULT_NOT_FOUND:
    'There is no vault in this place. Nothing was changed. Check the path, or whether the disk is plugged in.',
  VAULT_FOREIGN:
    'This folder is not a Sanad vault. Nothing in it was touched. Choose the folder whose name ends in .sanad.',
  VAULT_HEADER_DAMAGED:
    'Both copies of this vault’s header are damaged. The archived files are still there and still encrypted. Copy the whole folder before anything else, then use the recovery kit.',
  VAULT_HEADER_ALTERED:
    'This vault’s header was changed by something other than Sanad. It was not opened, and nothing was written. Copy the folder as it is, and compare it with a backup.',
  VAULT_NEWER:
    'This vault was made by a newer version of Sanad. Nothing was changed. Open it with that version or a later one.',
  ERASURE_UNDONE:
    'This vault holds again what two people had erased: a copy was put back, and this medium can’t be written. Nothing was shown or changed. Copy the whole folder to a disk that can be written, and open it there.',
  VAULT_IN_USE:
    'This vault is already open in another window or program. Nothing was changed. Lock it there first, or close that program.',
  VAULT_LOCKED: 'The vault is locked. Everything saved is safe. Open it with your passphrase to go on.',
  VAULT_READ_ONLY:
    'This vault is open for reading only. Everything in it can be read and checked, and nothing can be added. The status line says why.',
  VAULT_DATABASE_DAMAGED:
    'The vault’s ledger can’t be read. The archived files are untouched. Copy the whole folder before anything else, then restore the ledger from a backup.',
  VAULT_DISK_FULL:
    'The disk is full. Everything acknowledged so far is safe. Free some space, then go on: what is missing is named.',
  PASSPHRASE_WRONG:
    'This passphrase doesn’t open the vault. Nothing was changed, and you can try as often as you like.',
  PASSPHRASE_WEAK:
    'This passphrase is too short. Nothing was written. Take at least 10 characters; four or five random words are better.',
  PASSPHRASE_MISSING: 'A passphrase is needed. Nothing was changed. Enter one to go on.',
  OPERATOR_UNKNOWN: 'No one with this operator code works in this vault. Nothing was changed. Check the code.',
  OPERATOR_EXISTS: 'This operator code is already taken in this vault. Nothing was changed. Choose another.',
  RECIPIENT_INVALID:
    'One of the keys is not an age public key. Nothing was written. A public key begins with age1; copy the whole line.',
  RECOVERY_IDENTITY_WRONG:
    'This recovery key doesn’t fit this vault. Nothing was changed. A recovery key begins with AGE-SECRET-KEY-1; check that it is this vault’s own.',
  OBJECT_MISSING:
    'An archived file is not in the vault any more. Its entry and its hash are safe. Look for it in a backup of this folder.',
  OBJECT_DAMAGED:
    'An archived file can’t be read as it was written. Its entry and its hash are safe. Look for an undamaged copy in a backup of this folder.',
  SOURCE_NOT_FOUND: 'There is nothing in this place. Nothing was changed. Check the path, or plug the card in again.',
  SOURCE_UNREADABLE:
    'The file can’t be read. Whatever was archived before is safe. Try the card in another reader, or copy the file elsewhere first.',
  SOURCE_FORBIDDEN:
    'The system doesn’t let this account read it. Whatever was archived before is safe. Allow it (on macOS under Privacy & Security), or import under the account that it belongs to.',
  SOURCE_CHANGED:
    'The file changed while it was being read, so it was not archived. Everything else is safe. Import it again when nothing writes to it.',
  SOURCE_READ_DIFFERENTLY:
    'The medium gave other bytes when it was read again. Both are kept. Keep the medium, and import it again with another reader.',
  ACQUISITION_STATED:
    'There is a statement about where these files came from already. Nothing was changed. Correct that one and say why.',
  SOURCE_EMPTY: 'There are no files here. Nothing was changed. Choose a folder with files in it.',
  COMPANION_UNREADABLE:
    'What this file says of the files beside it can’t be read: it is damaged, too long, or not in its usual form. It is archived, and so are they.',
  ZIP_UNREADABLE:
    'Its files can’t be taken out: the zip is damaged, or made so that it would unfold without end. The zip itself is archived as it is.',
  ZIP_MEMBER_REFUSED:
    'This file of the zip is damaged, encrypted, a link, or has a name that stands twice or leads out of the zip. It stays in the zip, which is archived as it is.',
  OPENING_STOPPED: 'Opening was stopped. Nothing is changed or lost; the next opening begins again.',
  IMPORT_CANCELLED: 'The import was stopped. What was archived until then is safe, and what is missing is named.',
  IMPORT_RUNNING: 'Another import is under way. It goes on, and nothing is lost. Wait for it, or stop it first.',
  FILE_EMPTY:
    'The file is empty: there is not one byte in it. It is archived so. If it was not meant to be, look for another copy of it.',
  METADATA_UNREADABLE: 'The file’s metadata can’t be read. The file itself is archived, unchanged.',
  METADATA_UNSUPPORTED: 'This kind of file is not read for time and place yet. The file itself is archived, unchanged.',
  SOURCE_NOT_A_FILE:
    'This is not a regular file (a link, a device or a pipe), so it was not read. Everything else is archived.',
  METADATA_TIMEOUT:
    'Reading the file’s metadata took too long and was stopped. The file itself is archived, unchanged.',
  PREVIEW_UNSUPPORTED: 'There is no preview for this kind of file. The file itself is archived, unchanged.',
  PREVIEW_FAILED: 'No preview could be made of this file. The file itself is archived, unchanged.',
  PREVIEW_TIMEOUT: 'Making a preview took too long and was stopped. The file itself is archived, unchanged.',
  PREVIEW_TOO_LARGE: 'The picture is too large for a preview. The file itself is archived, unchanged.',
  WORKER_DIED:
    'The file made the part of the program that reads pictures stop. The file itself is archived, unchanged.',
  RECORD_NOT_FOUND: 'This record is not in the vault. Nothing was changed. Go back to the list.',
  RECORD_STALE:
    'Someone saved this record after you opened it. Their version is kept, and yours is still here on the screen. Read theirs, then save yours on top if it still holds.',
  REASON_MISSING: 'A correction needs a reason. Nothing was saved yet. Say in a few words why it changes.',
  FIELD_INVALID: 'Something that was entered can’t be used. Nothing was saved, and what you wrote is still here.',
  CLOCK_NOT_SHOWN:
    'The time that this program shows can’t be read in this picture. Nothing was changed. Photograph the page again: sharp, close, the whole code in the picture.',
  CLOCK_NOT_DATED:
    'This picture doesn’t say when it was taken, or with which camera, so nothing can be compared. Nothing was changed. Take the file straight from the camera.',
  RECORD_WITHDRAWN: 'This was withdrawn before. Nothing was changed.',
  IDENTITY_SEALED:
    'This identity can be read by headquarters alone. It is safe, and nobody can open it on this computer. Ask headquarters.',
  IDENTITY_PASSPHRASE_WRONG:
    'This passphrase doesn’t open the identity. Nothing was changed. It has a passphrase of its own, not the vault’s.',
  LIST_UNREADABLE:
    'This file can’t be read as a list from row {{row}} on. Nothing was taken in. See whether its encoding and what stands between its columns are right, and whether a quotation mark is missing.',
  LIST_NOT_TEXT:
    'This file isn’t text, so it can’t be read as a list. Nothing was taken in. Where it is a workbook, open it in a spreadsheet program, save the sheet as CSV in UTF-8, and take that in.',
  LIST_TOO_WIDE:
    'This file has {{value}} columns, and a list may have {{rule}}. Nothing was taken in. Take out columns that aren’t needed.',
  LIST_COLUMN_MISSING:
    'This file has no column “{{column}}”. Nothing was taken in. Choose the mapping anew for this file.',
  LIST_MAPPING_INCOMPLETE:
    'Something about the columns is still to be said. Nothing was taken in. It has to be clear which column gives a case its title, in which order dates are written, and how certain the cases are.',
  LIST_FAULTY:
    'Row {{row}} can’t become a case, perhaps others neither. Nothing was taken in. Look at the rows with errors: mend the file, or say that they are left out.',
  RECORD_ERASED:
    'This was erased on {{at}}: asked for by {{requester}}, confirmed by {{operator}}. What was there can’t be brought back, and the ledger keeps that it was there.',
  HOLD_NOT_IN_FORCE: 'This legal hold was lifted already. Nothing was changed. Read its history.',
  ERASURE_HELD:
    'This lies under a legal hold, so it can’t be erased. Nothing was changed. Lift the hold first, if whoever asked for it agrees.',
  ERASURE_SECOND_OPERATOR_NEEDED:
    'Erasing takes two people, and only one works in this vault. Nothing was changed. Add a second operator, with a passphrase that only they know.',
  ERASURE_SAME_OPERATOR:
    'Whoever asked for an erasure can’t confirm it. Nothing was changed. Another operator has to, with a passphrase of their own.',
  ERASURE_CHANGED:
    'Something was recorded or handed over since this was shown. Nothing was erased. Look at it again, and ask for it anew.',
  ERASURE_NOT_OPEN: 'This request waits for nobody any more: it was carried out, or taken back. Nothing was changed.',
  ERASURE_BUSY:
    'Something is still running: an import, a hand-over or a check. Nothing was erased. Wait for it, or stop it first.',
  RECORD_CLOSED:
    'This is closed: its use was restricted, or somebody withdrew it from all use. Nothing of it is shown here. Two operators can open it again, with a ground.',
  CONSENT_RULE:
    'This consent can’t be recorded as it is. Field: {{field}}. {{rule}} Given: {{value}}. Nothing was recorded.',
  IDENTITY_NOT_KEPT: 'Who this is, isn’t recorded, so there is nothing to open. Nothing was changed.',
  IDENTITY_KEPT: 'Who this is, is kept already. Nothing was changed. Have it erased first if it is wrong.',
  TESTIMONY_RULE:
    'This testimony can’t be recorded as it is. Field: {{field}}. {{rule}} Given: {{value}}. Nothing was recorded, and what you wrote is still here.',
  CONSENT_EXISTS:
    'There is a consent of this person on record already. Nothing was recorded. Change that one, with a reason.',
  RESTRICTION_NOT_IN_FORCE: 'This restriction was lifted already. Nothing was changed. Read its history.',
  OVERRIDE_NOT_POSSIBLE:
    'On this ground nobody in the archive can decide otherwise, or nothing is kept back. Nothing was recorded. Look at the reasons again.',
  OVERRIDE_SECOND_OPERATOR_NEEDED:
    'To decide otherwise takes two people, and only one works in this vault. Nothing was changed. Add a second operator, with a passphrase that only they know.',
  OVERRIDE_SAME_OPERATOR:
    'Whoever asked for it can’t confirm it. Nothing was changed. Another operator has to, with a passphrase of their own.',
  OVERRIDE_CHANGED:
    'What speaks against it is not any more what was shown. Nothing was changed. Look at it again, and ask for it anew.',
  USE_RULE: 'It can’t be handed over as this: {{field}}. {{rule}} Nothing left.',
  USE_UNANSWERED:
    'People agreed on conditions that have to be answered first: {{questions}}. Nothing left, and nothing was recorded.',
  OVERRIDE_NOT_OPEN: 'This request waits for nobody any more. Nothing was changed.',
  CANONICAL_INVALID: 'The text is not in the ledger’s form. Nothing was changed. Ask for the file again.',
  ENTRY_INVALID: 'A ledger entry is not well formed. Nothing was changed. Verify the vault to see where.',
  DISCLOSURE_INVALID: 'A disclosed field is not well formed. Nothing was changed. Verify the vault to see where.',
  KEY_CHANGES_EXHAUSTED:
    'The signing key of this ledger has changed as often as it can. Everything entered is safe, and the present key goes on signing. Begin a new vault for what comes next.',
  RECEIPT_INVALID:
    'This is not a receipt that can be read. Nothing was changed. Ask for the file again, whole and unaltered.',
  CONTINUATION_NOT_NEEDED:
    'This vault goes on by itself. Nothing was changed. Open it as usual: a new ledger is only for one that was put back from a copy.',
  CONTINUATION_ANSWER_NEEDED:
    'This folder is not where it was last written. Nothing was changed. Say whether it was moved, so that there is no other, or is a copy: a copy goes on in a new ledger.',
  CONTINUATION_NOT_MOVED:
    'More than the place of this folder changed, so its ledger can’t simply go on. Nothing was changed. It can go on in a new ledger, as a copy does.',
  PICTURE_UNREADABLE:
    'This file can’t be read as a picture. Nothing was changed. Bring a photograph or a scan as JPEG, PNG, WebP, TIFF or HEIC, or type what is written beside the code.',
  PICTURE_TOO_LARGE:
    'This picture is too large to look for a code in it. Nothing was changed. Cut it down to the code, or photograph the code again.',
  QR_NOT_FOUND:
    'No QR code was found in this picture. Nothing was changed. Photograph it again from straight ahead, sharp, with all four edges and the white around it; or type what is written beside it.',
  QR_SEVERAL:
    'There is more than one QR code in this picture, and they say different things. Nothing was changed. Bring a picture of one code alone.',
  QR_OTHER_CONTENT:
    'The QR code in this picture holds something else. Nothing was changed. Check that it is the right page.',
  PARTS_DAMAGED:
    'These codes don’t make up what they say they are parts of. Nothing was changed. Photograph all of them again, or bring the file.',
  PARTS_MIXED:
    'This code belongs to something else than the codes that were read before. It was put aside. Bring the missing ones, or begin again.',
  PARTS_MISSING:
    'Not all of these codes are here: {{reason}} missing. Nothing was changed. Bring pictures of those as well.',
  CODES_TOO_MANY: 'This is too long for QR codes. None was written. Carry the file.',
  BROUGHT_UNREADABLE:
    'This file is neither a picture nor a text that Sanad knows. Nothing was changed. Bring the file as it was handed over, or a picture of its QR code.',
  NOTE_INVALID:
    'This is not a checkpoint note. Nothing was changed. Paste the whole note, from its first line to the last signature.',
  SIGNATURE_INVALID: 'A signature doesn’t fit. Nothing was changed. Ask for the note again, from someone who holds it.',
  SPOKEN_CODE_INVALID:
    'This spoken code has a mistake in it. Nothing was changed. Compare it letter by letter: it has 28 characters.',
  POLICY_INVALID:
    'The list of witnesses can’t be used as it stands ({{reason}}). Nothing was checked. Correct it: every line counts.',
  WITNESS_REQUEST_INVALID:
    'This is not a request for a countersignature, or it is damaged. Nothing was signed. Ask for the file again.',
  WITNESS_UNKNOWN:
    'No countersignature here is by a witness that this vault knows. Nothing was recorded. Give the witness’s key along with it.',
  WITNESS_EXISTS:
    'There is something in this folder already. Nothing was written. Choose an empty folder for the witness.',
  WITNESS_NOT_FOUND: 'There is no witness in this folder. Nothing was changed. Choose the folder where it was set up.',
  WITNESS_KEY_EXISTS: 'This vault has a key to countersign with already. Nothing was changed. A witness keeps its key.',
  WITNESS_KEY_MISSING:
    'This vault has no key to countersign with. Nothing was signed. Make one under Witnesses, and hand it to those who will rely on it.',
  WITNESS_OWN_LEDGER:
    'This is a request of this vault itself, or of the ledger that it went on from. Nothing was signed: nobody can be a witness for himself. Bring it to another vault or computer.',
  WITNESS_PUT_BACK:
    'This witness’s folder was copied, put back from an older copy, or moved to another disk. Nothing was countersigned: its memory may lack what it has seen since. If the folder itself was moved and no other copy is in use, say so. Otherwise give this witness up and make a new one.',
  COSIGNATURE_INVALID:
    'This countersigned checkpoint is not one of this ledger as it stands here, or a signature is wrong. Nothing was recorded. Keep the file and find out why.',
  PROOF_IMPOSSIBLE:
    'The ledger never had that size, so nothing can be shown from there. Nothing was written. Compare what the witness holds with this vault.',
  ANCHOR_INVALID:
    'This time stamp vouches for nothing here. It was not recorded. It is damaged, or it was made over something else than a checkpoint of this vault.',
  ANCHOR_AUTHORITY_INVALID:
    'This file holds no root certificate. It was not used, and nothing was changed. Take the authority’s root certificate in PEM form, with those in between where there are any.',
  BLOCK_HEADER_INVALID:
    'This is not a block header. It was not used, and nothing was changed. Give its 80 bytes in hexadecimal, or the Merkle root and the time, joined by @.',
  BUNDLE_NOT_A_BUNDLE:
    'This file is not a Sanad bundle. It was only looked at, not changed. If it should be one, ask for it again: it may have been cut short.',
  BUNDLE_ENCRYPTED: 'This bundle is encrypted. It was not changed. Enter the key or the passphrase that opens it.',
  BUNDLE_KEY_WRONG:
    'This key or passphrase doesn’t open the bundle. It was not changed. Ask whoever made it for whom it was encrypted.',
  BUNDLE_HOSTILE:
    'This bundle is made in a way that could do harm, so it was not opened further. Nothing on this computer was touched.',
  BUNDLE_TOO_LARGE: 'This bundle is larger than Sanad reads. It was not changed, and nothing was written.',
  BUNDLE_NEWER: 'This bundle needs a newer verifier. It was not changed. Use a later version of Sanad.',
  EXPORT_UNPROTECTED:
    'The bundle would leave without encryption. Nothing was written. Choose who can open it, or say expressly that it may be plain.',
  EXPORT_TARGET_EXISTS: 'There is already a file with this name. It was left as it is. Choose another name.',
  EXPORT_TARGET_UNWRITABLE:
    'The bundle can’t be written there. Nothing is left behind, and the vault is unchanged. Choose another place.',
  EXPORT_NOTHING: 'There is nothing that this audience may be given. Nothing was written.',
  WITHHOLDING_UNKNOWN:
    'Something was to be kept back that isn’t there. Nothing was written. Check the number of the entry and the name of the field.',
  WITHHOLDING_REVIEW_PAST:
    'What is kept back is to be looked at again on {{day}}, and that day has passed by this computer’s clock. Nothing was written. Give a day to come, or none.',
  WITHHOLDING_NAMES:
    'The words about what is kept back name {{value}}, who is named nowhere in what this audience is given. Nothing was written. Say what it rests on without that name.',
  TEMPLATE_NAME_TAKEN:
    'There are prepared questions under this name already. Nothing was changed. Change those, or choose another name.',
  RECORDING_NOT_AGREED:
    'This witness, or somebody who speaks in the testimony, said no to being recorded or took their consent back. No microphone was opened. Write down what they say, if they want that.',
  RECORDING_FOR_NOBODY:
    'Nobody is named yet who may hear this person. No microphone was opened. Ask them first who may hear it; if that is nobody, write down what they say.',
  RECORDING_RUNNING:
    'A recording is going on already. It goes on, and nothing is lost. Stop it first, or wait ten seconds if its window is gone.',
  RECORDING_OVER:
    'This recording is not going on any more. What had reached the vault is kept. If it was cut off, it is offered under what needs you.',
  RECORDING_TIED: 'This recording belongs to a testimony already. Nothing was changed. Open it from there.',
  REQUEST_INVALID: 'Something that was entered can’t be used. Nothing was changed, and what you wrote is still here.',
  CALL_UNKNOWN: 'This part of the program doesn’t know what was asked. Nothing was changed. Start Sanad again.',
  NOT_ALLOWED_HERE: 'This can’t be done from here. Nothing was changed.',
  INTERNAL:
    'Something went wrong in the program. Everything that was acknowledged is safe. Try again; if it happens again, lock and start Sanad anew.',
} as const satisfies Record<FaultCode, string>;
