/**
 * The closed list of everything that can go wrong in a way that people are told about. Each code has a sentence in every
 * locale under `faults.<code>`: what happened, what is safe, what to do. Codes are part of the machine interface
 * (`--json`, the bridge): never renamed, only added.
 */
export const faultCodes = [
  // vault
  'VAULT_EXISTS',
  'VAULT_NOT_FOUND',
  'VAULT_FOREIGN',
  'VAULT_HEADER_DAMAGED',
  'VAULT_HEADER_ALTERED',
  'VAULT_NEWER',
  'ERASURE_UNDONE',
  'VAULT_IN_USE',
  'VAULT_LOCKED',
  'VAULT_READ_ONLY',
  'VAULT_DATABASE_DAMAGED',
  'VAULT_DISK_FULL',
  'PASSPHRASE_WRONG',
  'PASSPHRASE_WEAK',
  'PASSPHRASE_MISSING',
  'OPERATOR_UNKNOWN',
  'OPERATOR_EXISTS',
  'RECIPIENT_INVALID',
  'RECOVERY_IDENTITY_WRONG',
  // objects
  'OBJECT_MISSING',
  'OBJECT_DAMAGED',
  // import
  'SOURCE_NOT_FOUND',
  'SOURCE_UNREADABLE',
  'SOURCE_FORBIDDEN',
  'SOURCE_NOT_A_FILE',
  'SOURCE_CHANGED',
  'SOURCE_READ_DIFFERENTLY',
  'SOURCE_EMPTY',
  'COMPANION_UNREADABLE',
  'ZIP_UNREADABLE',
  'ZIP_MEMBER_REFUSED',
  'OPENING_STOPPED',
  'IMPORT_CANCELLED',
  'IMPORT_RUNNING',
  'FILE_EMPTY',
  'METADATA_UNREADABLE',
  'METADATA_UNSUPPORTED',
  'METADATA_TIMEOUT',
  'PREVIEW_UNSUPPORTED',
  'PREVIEW_FAILED',
  'PREVIEW_TIMEOUT',
  'PREVIEW_TOO_LARGE',
  'WORKER_DIED',
  // pictures of codes, and files that people bring
  'PICTURE_UNREADABLE',
  'PICTURE_TOO_LARGE',
  'QR_NOT_FOUND',
  'QR_SEVERAL',
  'QR_OTHER_CONTENT',
  'PARTS_DAMAGED',
  'PARTS_MIXED',
  'PARTS_MISSING',
  'CODES_TOO_MANY',
  'BROUGHT_UNREADABLE',
  // cameras' clocks
  'CLOCK_NOT_SHOWN',
  'CLOCK_NOT_DATED',
  // acquisitions
  'ACQUISITION_STATED',
  // sound recorded here
  'RECORDING_NOT_AGREED',
  'RECORDING_FOR_NOBODY',
  'RECORDING_RUNNING',
  'RECORDING_OVER',
  'RECORDING_TIED',
  // records
  'RECORD_WITHDRAWN',
  'RECORD_NOT_FOUND',
  'RECORD_STALE',
  'TEMPLATE_NAME_TAKEN',
  'REASON_MISSING',
  'FIELD_INVALID',
  'IDENTITY_SEALED',
  'IDENTITY_KEPT',
  'IDENTITY_NOT_KEPT',
  'IDENTITY_PASSPHRASE_WRONG',
  // lists of cases
  'LIST_UNREADABLE',
  'LIST_NOT_TEXT',
  'LIST_TOO_WIDE',
  'LIST_COLUMN_MISSING',
  'LIST_MAPPING_INCOMPLETE',
  'LIST_FAULTY',
  // erasure
  'RECORD_ERASED',
  'HOLD_NOT_IN_FORCE',
  'ERASURE_HELD',
  'ERASURE_SECOND_OPERATOR_NEEDED',
  'ERASURE_SAME_OPERATOR',
  'ERASURE_CHANGED',
  'ERASURE_NOT_OPEN',
  'ERASURE_BUSY',
  // the gate
  'RECORD_CLOSED',
  'CONSENT_RULE',
  'TESTIMONY_RULE',
  'CONSENT_EXISTS',
  'RESTRICTION_NOT_IN_FORCE',
  'OVERRIDE_NOT_POSSIBLE',
  'OVERRIDE_SECOND_OPERATOR_NEEDED',
  'OVERRIDE_SAME_OPERATOR',
  'OVERRIDE_CHANGED',
  'OVERRIDE_NOT_OPEN',
  'USE_RULE',
  'USE_UNANSWERED',
  // ledger format
  'CANONICAL_INVALID',
  'ENTRY_INVALID',
  'DISCLOSURE_INVALID',
  'KEY_CHANGES_EXHAUSTED',
  'RECEIPT_INVALID',
  'CONTINUATION_NOT_NEEDED',
  'CONTINUATION_ANSWER_NEEDED',
  'CONTINUATION_NOT_MOVED',
  'NOTE_INVALID',
  'SIGNATURE_INVALID',
  'SPOKEN_CODE_INVALID',
  'ANCHOR_INVALID',
  'ANCHOR_AUTHORITY_INVALID',
  'BLOCK_HEADER_INVALID',
  // witnesses
  'POLICY_INVALID',
  'WITNESS_REQUEST_INVALID',
  'WITNESS_UNKNOWN',
  'WITNESS_EXISTS',
  'WITNESS_NOT_FOUND',
  'WITNESS_KEY_EXISTS',
  'WITNESS_KEY_MISSING',
  'WITNESS_OWN_LEDGER',
  'WITNESS_PUT_BACK',
  'COSIGNATURE_INVALID',
  'PROOF_IMPOSSIBLE',
  // bundles
  'BUNDLE_NOT_A_BUNDLE',
  'BUNDLE_ENCRYPTED',
  'BUNDLE_KEY_WRONG',
  'BUNDLE_HOSTILE',
  'BUNDLE_TOO_LARGE',
  'BUNDLE_NEWER',
  'EXPORT_UNPROTECTED',
  'EXPORT_TARGET_EXISTS',
  'EXPORT_TARGET_UNWRITABLE',
  'EXPORT_NOTHING',
  'WITHHOLDING_UNKNOWN',
  'WITHHOLDING_REVIEW_PAST',
  'WITHHOLDING_NAMES',
  // boundary
  'REQUEST_INVALID',
  'CALL_UNKNOWN',
  'NOT_ALLOWED_HERE',
  'INTERNAL',
] as const;

export type FaultCode = (typeof faultCodes)[number];

/**
 * Values that a sentence may name. Never evidence content: counts, limits, versions, operator codes, a file's own name; and, of input that
 * breaks a rule, the field, the rule and the value, which go back to whoever gave it.
 */
export type FaultParams = Readonly<Record<string, string | number>>;

/** An expected failure. `message` is for developers and logs and holds no evidence content; people read the locale's sentence. */
export class Fault extends Error {
  readonly code: FaultCode;
  readonly params: FaultParams;

  constructor(code: FaultCode, params: FaultParams = {}, options?: { cause?: unknown }) {
    super(code, options);
    this.name = 'Fault';
    this.code = code;
    this.params = params;
  }
}

/** How a fault crosses a process boundary. */
export type FaultEnvelope = { code: FaultCode; params: FaultParams };

export function toEnvelope(error: unknown): FaultEnvelope {
  if (error instanceof Fault) return { code: error.code, params: error.params };
  return { code: 'INTERNAL', params: {} };
}

export function fromEnvelope(envelope: FaultEnvelope): Fault {
  return new Fault(envelope.code, envelope.params);
}
