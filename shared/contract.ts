import { z } from 'zod';
import { batch, batchFlags } from './contract/batches.ts';
import { likeItem } from './contract/likeness.ts';
import { MAX_PROOF_LENGTH } from './ledger/tlog-proof.ts';
import { refusals } from './ledger/witness-answer.ts';
import { actions } from './model/actions.ts';
import { anchorView, timeBounds } from './model/anchors.ts';
import { draftNames } from './model/drafts.ts';
import { beacon } from './model/entries.ts';
import { conflict, metadata } from './model/metadata.ts';
import { capturePosition } from './model/position.ts';
import { receiptReport } from './model/receipt.ts';
import {
  assertionFields,
  codeName,
  identity,
  incidentFields,
  linkKinds,
  operatorCode,
  reason,
  recordId,
  testimonyFields,
} from './model/records.ts';
import { requirements, verificationReport } from './model/report.ts';
import { captureTime } from './model/time.ts';
import { audiences } from './model/vocabulary.ts';

/**
 * Every call between a face of Sanad (window, browser, command line) and its core: the one list. Types are derived from
 * these schemas, requests are parsed with them at the boundary, and a capability that is not here does not exist.
 */

const seq = z.number().int().nonnegative();
const hex64 = z.string().regex(/^[0-9a-f]{64}$/);
const path = z.string().min(1).max(4_096);
const passphrase = z.string().min(1).max(1_024);
/** Instant as written in an entry's `at.wall`, UTC. */
const instant = z.string();
const nothing = z.strictObject({});

export const vaultState = z.strictObject({
  path: z.string(),
  name: z.string(),
  ledger: hex64,
  operator: operatorCode,
  operators: z.array(operatorCode),
  /** Headquarters' (or the vault's own recovery) public age keys. */
  recipients: z.array(z.string()),
  /** True where at least one recipient was imported: identities are then sealed to headquarters alone. */
  headquarters: z.boolean(),
  readOnly: z.boolean(),
  /** Why it opened read-only, `null` when it did not. */
  readOnlyReason: z
    .enum([
      'behind its last checkpoint',
      'differs from its last checkpoint',
      'last checkpoint is missing',
      'medium is read-only',
    ])
    .nullable(),
  training: z.boolean(),
  entries: z.number().int(),
  items: z.number().int(),
  incidents: z.number().int(),
  testimonies: z.number().int(),
  checkpoint: z.strictObject({ size: z.number().int(), at: instant }).nullable(),
  /** How many entries nothing outside this vault vouches for. */
  unvouched: z.number().int(),
});
export type VaultState = z.infer<typeof vaultState>;

const importProblem = z.strictObject({ name: z.string(), code: z.string() });
export const importSummary = z.strictObject({
  job: z.string(),
  acquisition: seq.nullable(),
  listed: z.number().int(),
  archived: z.number().int(),
  /** How many of the archived files are pictures, by their content. */
  pictures: z.number().int(),
  /** Same bytes already here from another place: recorded again, stored once. */
  duplicates: z.number().int(),
  /** Same bytes already here from the very same place: nothing to do. */
  alreadyHere: z.number().int(),
  failed: z.array(importProblem),
  missing: z.array(z.string()),
  withoutMetadata: z.array(importProblem),
  withoutPreview: z.array(importProblem),
  /** Of everything these sources brought, now and before where an import was finished. */
  flags: batchFlags,
  cancelled: z.boolean(),
  bytes: z.number(),
  mayRemoveSource: z.boolean(),
});
export type ImportSummary = z.infer<typeof importSummary>;

export const interruptedImport = z.strictObject({
  acquisition: seq,
  at: instant,
  source: z.string(),
  listed: z.number().int(),
  archived: z.array(z.string()),
  missing: z.array(z.string()),
});
export type InterruptedImport = z.infer<typeof interruptedImport>;

export const itemSummary = z.strictObject({
  seq,
  name: z.string(),
  type: z.string(),
  size: z.number().int(),
  sha256: hex64,
  /** Day of capture `YYYY-MM-DD` in the camera's own wall time; `null` when the file says nothing. */
  day: z.string().nullable(),
  captured: captureTime.nullable(),
  positioned: z.boolean(),
  conflicts: z.number().int(),
  /** Pixel size as displayed (after orientation); `null` when unknown. */
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  /** Length of video or sound; `null` for everything else, and where the file doesn't say. */
  seconds: z.number().nonnegative().nullable(),
  /** Of a document; `null` for everything else, and where it doesn't say. */
  pages: z.number().int().nonnegative().nullable(),
  preview: z.boolean(),
  incidents: z.number().int(),
});
export type ItemSummary = z.infer<typeof itemSummary>;

/** One line of something's history: who did what, when, in which entry. */
export const historyLine = z.strictObject({
  seq,
  leaf: hex64,
  at: instant,
  operator: z.string(),
  type: z.string(),
  /** What happened: a key of `history.<action>` in the locales. */
  action: z.enum(actions),
  reason: z.string().nullable(),
  /** For corrections: each changed field with the value before and after, as text; `null` where there was none. */
  changes: z.array(z.strictObject({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
});
export type HistoryLine = z.infer<typeof historyLine>;

export const assertion = z.strictObject({
  seq,
  id: recordId,
  field: z.enum(assertionFields),
  value: z.string(),
  reason: z.string(),
  operator: z.string(),
  at: instant,
});

export const itemDetail = z.strictObject({
  summary: itemSummary,
  originalPath: z.string(),
  fileModified: z.string().nullable(),
  acquisition: seq,
  archivedAt: instant,
  operator: z.string(),
  metadata: metadata.nullable(),
  metadataProblem: z.string().nullable(),
  previewProblem: z.string().nullable(),
  conflicts: z.array(conflict),
  position: capturePosition.nullable(),
  assertions: z.array(assertion),
  duplicates: z.array(seq),
  /** Other files whose picture looks like this one. */
  alike: z.array(likeItem),
  incidents: z.array(z.strictObject({ id: recordId, title: z.string(), link: recordId })),
  history: z.array(historyLine),
  leaf: hex64,
  /** Between which times it was archived, and because of what. */
  bounds: timeBounds,
});
export type ItemDetail = z.infer<typeof itemDetail>;

export const incidentSummary = z.strictObject({
  id: recordId,
  title: z.string(),
  facility: z.string(),
  when: z.string(),
  place: z.string(),
  attackTypes: z.array(z.string()),
  items: z.number().int(),
  testimonies: z.number().int(),
  /** First linked pictures' item numbers, for the card. */
  cover: z.array(seq),
});
export type IncidentSummary = z.infer<typeof incidentSummary>;

export const testimonySummary = z.strictObject({
  id: recordId,
  witness: z.string(),
  language: z.string(),
  consent: z.string(),
  audiences: z.array(z.string()),
  incident: z.strictObject({ id: recordId, title: z.string() }).nullable(),
  paragraphs: z.number().int(),
  at: instant,
});
export type TestimonySummary = z.infer<typeof testimonySummary>;

export const incidentDetail = z.strictObject({
  id: recordId,
  /** The newest entry of this record: a save names it, so that two people's edits never overwrite one another. */
  head: seq,
  fields: incidentFields,
  items: z.array(z.strictObject({ link: recordId, reason: z.string(), item: itemSummary })),
  testimonies: z.array(testimonySummary),
  history: z.array(historyLine),
});
export type IncidentDetail = z.infer<typeof incidentDetail>;

export const testimonyDetail = z.strictObject({
  id: recordId,
  head: seq,
  fields: testimonyFields,
  /** How the witness's identity is kept: not recorded, for headquarters alone, or behind a passphrase of its own. */
  identity: z.enum(['none', 'headquarters', 'passphrase']),
  history: z.array(historyLine),
});
export type TestimonyDetail = z.infer<typeof testimonyDetail>;

export const ledgerLine = z.strictObject({
  seq,
  leaf: hex64,
  at: instant,
  operator: z.string(),
  type: z.string(),
  /**
   * Key of `story.<action>` in the locales, and the values its sentence may use: `name` (file, title, code name or
   * operator), `item` (file name), `count`, `audience`, `recipient`.
   */
  action: z.enum(actions),
  values: z.record(z.string(), z.string()),
  bytes: z.number().int(),
  /** Between which times it was recorded, and because of what. */
  bounds: timeBounds,
});
export type LedgerLine = z.infer<typeof ledgerLine>;

export const checkpointView = z.strictObject({
  size: z.number().int(),
  root: hex64,
  note: z.string(),
  spoken: z.string(),
  at: instant,
});
export type CheckpointView = z.infer<typeof checkpointView>;

/** What would leave and what would stay, for one audience, before anything leaves. Grounds are keys of `ground.<key>`. */
export const exportPreview = z.strictObject({
  audience: z.enum(audiences),
  items: z.number().int(),
  bytes: z.number(),
  incidents: z.number().int(),
  testimonies: z.number().int(),
  leaves: z.array(z.strictObject({ what: z.string(), count: z.number().int() })),
  stays: z.array(z.strictObject({ what: z.string(), count: z.number().int(), ground: z.string() })),
});
export type ExportPreview = z.infer<typeof exportPreview>;

export const protection = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('recipients'), to: z.array(z.string()).min(1).max(50) }),
  z.strictObject({ kind: z.literal('passphrase'), passphrase }),
  z.strictObject({ kind: z.literal('plain') }),
]);
export type Protection = z.infer<typeof protection>;

/** A path on this computer (window, command line), or a stream that the face hands in or takes away (browser). */
const target = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('path'), path }),
  z.strictObject({ kind: z.literal('download') }),
]);
const source = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('path'), path }),
  z.strictObject({ kind: z.literal('upload'), upload: z.string() }),
]);

export const exportResult = z.strictObject({
  entry: seq,
  items: z.number().int(),
  bytes: z.number(),
  /** SHA-256 of the file handed over (encrypted where it is), to read out; `null` until a download has been taken. */
  sha256: hex64.nullable(),
  path: z.string().nullable(),
  resource: z.string().nullable(),
  name: z.string(),
});
export type ExportResult = z.infer<typeof exportResult>;

/** JSON text that the screens wrote and alone understand, in characters at most. */
export const longestDraft = 1_048_576;

/** Root certificates (PEM) and Bitcoin blocks (80 bytes in hex, or `root@time`) that the person at hand trusts. */
const trustedForAnchors = {
  authorities: z.array(z.string().max(2_000_000)).max(20).optional(),
  headers: z.array(z.string().max(200)).max(1_000).optional(),
};

/** Whose countersignatures count for the person at hand, and what is enough. A policy file, or keys and how many of them. */
const trustedWitnesses = {
  policy: z.string().max(65_536).optional(),
  witnesses: z.array(z.string().max(300)).max(100).optional(),
  quorum: z.number().int().min(1).max(100).optional(),
  require: z.enum(requirements).optional(),
};

type Call = { input: z.ZodType; output: z.ZodType };
const call = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O) => ({ input, output }) satisfies Call;

export const contract = {
  'app.about': call(
    nothing,
    z.strictObject({
      version: z.string(),
      face: z.enum(['desktop', 'browser', 'terminal']),
      /** Where a new vault goes unless a person says otherwise. */
      folder: z.string(),
      separator: z.string(),
    }),
  ),

  'vault.create': call(
    z.strictObject({
      path,
      operator: operatorCode,
      passphrase,
      /** Headquarters' public age keys (`age1…`). Where there is none a recovery key is made and returned once. */
      recipients: z.array(z.string().max(200)).max(20),
      training: z.boolean().default(false),
    }),
    z.strictObject({ state: vaultState, recoveryKey: z.string().nullable() }),
  ),
  'vault.open': call(
    z.strictObject({
      path,
      earlier: z.number().int().min(1).max(999).optional(),
      operator: operatorCode.optional(),
      passphrase,
    }),
    vaultState,
  ),
  /**
   * Goes on in a new ledger where the vault opens read-only because a copy was put back. The new ledger says that it continues the old
   * one, which is kept beside and can be read with `earlier` of `vault.open`.
   */
  'vault.continue': call(z.strictObject({ path, operator: operatorCode.optional(), passphrase }), vaultState),
  'vault.recover': call(
    z.strictObject({ path, identity: z.string().max(200), operator: operatorCode, passphrase }),
    vaultState,
  ),
  'vault.lock': call(nothing, nothing),
  /** `null` when no vault is open. */
  'vault.state': call(nothing, vaultState.nullable()),
  'vault.addOperator': call(z.strictObject({ operator: operatorCode, passphrase }), vaultState),

  'import.start': call(
    z.strictObject({ sources: z.array(source).min(1).max(10_000), job: z.string().max(64) }),
    importSummary,
  ),
  'import.cancel': call(z.strictObject({ job: z.string() }), nothing),
  'import.interrupted': call(nothing, z.array(interruptedImport)),
  /** What was taken in and has flags, the newest first. */
  'import.flagged': call(z.strictObject({ limit: z.number().int().min(1).max(50).default(3) }), z.array(batch)),
  /** Goes on with an interrupted import from the same source. */
  'import.resume': call(z.strictObject({ acquisition: seq, job: z.string().max(64) }), importSummary),

  'item.list': call(
    z.strictObject({
      filter: z.enum(['all', 'no incident', 'conflicts', 'no position']).default('all'),
      offset: z.number().int().nonnegative().default(0),
      limit: z.number().int().min(1).max(500).default(200),
    }),
    z.strictObject({
      total: z.number().int(),
      counts: z.strictObject({
        all: z.number(),
        noIncident: z.number(),
        conflicts: z.number(),
        noPosition: z.number(),
      }),
      items: z.array(itemSummary),
    }),
  ),
  'item.get': call(z.strictObject({ seq }), itemDetail),
  'item.assert': call(
    z.strictObject({ item: seq, field: z.enum(assertionFields), value: z.string().trim().min(1).max(5_000), reason }),
    itemDetail,
  ),

  'incident.list': call(nothing, z.array(incidentSummary)),
  'incident.get': call(z.strictObject({ id: recordId }), incidentDetail),
  'incident.create': call(z.strictObject({ fields: incidentFields, items: z.array(seq).max(10_000) }), incidentDetail),
  'incident.amend': call(z.strictObject({ id: recordId, head: seq, fields: incidentFields, reason }), incidentDetail),
  'incident.link': call(
    z.strictObject({
      id: recordId,
      items: z.array(seq).min(1).max(10_000),
      kind: z.enum(linkKinds),
      reason: z.string().max(2_000),
    }),
    incidentDetail,
  ),
  'incident.unlink': call(z.strictObject({ id: recordId, link: recordId, reason }), incidentDetail),

  'testimony.list': call(nothing, z.array(testimonySummary)),
  'testimony.get': call(z.strictObject({ id: recordId }), testimonyDetail),
  'testimony.create': call(
    z.strictObject({
      fields: testimonyFields,
      identity: identity.nullable(),
      /** Only where no headquarters key is set: the identity's own passphrase. */
      identityPassphrase: passphrase.nullable(),
    }),
    testimonyDetail,
  ),
  'testimony.amend': call(
    z.strictObject({ id: recordId, head: seq, fields: testimonyFields, reason }),
    testimonyDetail,
  ),
  'testimony.identity': call(z.strictObject({ id: recordId, passphrase }), identity),
  'testimony.suggestCodeName': call(nothing, codeName),

  /** What this operator began and hasn't saved, `null` where nothing was. */
  'draft.get': call(
    z.strictObject({ name: z.enum(draftNames) }),
    z.strictObject({ value: z.string().max(longestDraft).nullable() }),
  ),
  /** Never with a passphrase or a witness's identity in it: screens leave those out. `null` removes it. */
  'draft.set': call(
    z.strictObject({ name: z.enum(draftNames), value: z.string().max(longestDraft).nullable() }),
    nothing,
  ),

  'ledger.list': call(
    z.strictObject({
      offset: z.number().int().nonnegative().default(0),
      limit: z.number().int().min(1).max(500).default(100),
    }),
    z.strictObject({
      total: z.number().int(),
      lines: z.array(ledgerLine),
      checkpoints: z.array(z.strictObject({ size: z.number().int(), at: instant })),
    }),
  ),
  'ledger.checkpoint': call(nothing, checkpointView),

  /** Goes on with a fresh signing key at once; locking does it by itself when it is due. */
  'ledger.changeKey': call(nothing, checkpointView),

  /** What to hand to a time-stamp authority (a request), or to `ots stamp` (the checkpoint's text), base64. */
  'anchor.request': call(
    z.strictObject({ from: z.enum(['authority', 'calendar']).default('authority') }),
    z.strictObject({ size: z.number().int(), digest: hex64, bytes: z.string(), name: z.string() }),
  ),
  /** Judges a reply, a proof or a public random value, and records it. `request`: the request that the reply answers, base64. */
  'anchor.add': call(
    z.strictObject({
      anchor: z.discriminatedUnion('kind', [
        z.strictObject({
          kind: z.literal('file'),
          bytes: z.string().max(180_000),
          request: z.string().max(4_096).nullable().default(null),
        }),
        z.strictObject({ kind: z.literal('beacon'), ...beacon.shape }),
      ]),
      ...trustedForAnchors,
    }),
    z.strictObject({ entry: seq, anchor: anchorView }),
  ),
  'anchor.list': call(z.strictObject(trustedForAnchors), z.strictObject({ anchors: z.array(anchorView) })),

  /** A membership receipt for one entry, a C2SP tlog-proof. `audience` null: it does not show which file the entry names. */
  'ledger.receipt': call(
    z.strictObject({ seq, audience: z.enum(audiences).nullable() }),
    z.strictObject({
      entry: seq,
      size: z.number().int(),
      showsFile: z.boolean(),
      keys: z.array(z.string()),
      text: z.string(),
    }),
  ),

  /** A checkpoint and its proof for a witness that holds `from` entries; `null`: what the only witness of this vault holds. */
  'witness.request': call(
    z.strictObject({ from: z.number().int().nonnegative().nullable().default(null) }),
    z.strictObject({ request: z.string(), size: z.number().int(), from: z.number().int(), name: z.string() }),
  ),
  /** What the witness answered; `witness` is the verifier key of one that is new to this vault. */
  'witness.accept': call(
    z.strictObject({ answer: z.string().max(200_000), witness: z.string().max(300).nullable().default(null) }),
    z.discriminatedUnion('outcome', [
      z.strictObject({
        outcome: z.literal('kept'),
        size: z.number().int(),
        witnesses: z.array(z.strictObject({ name: z.string(), time: z.number().int() })),
        unvouched: z.number().int(),
      }),
      z.strictObject({
        outcome: z.literal('refused'),
        refusal: z.enum(refusals),
        held: z.number().int(),
        /** How the checkpoint that the witness holds stands to this ledger. */
        standing: z.enum(['none', 'agrees', 'larger', 'differs']),
      }),
    ]),
  ),
  'witness.list': call(
    nothing,
    z.array(z.strictObject({ name: z.string(), key: z.string(), size: z.number().int(), time: z.number().int() })),
  ),

  'bundle.preview': call(z.strictObject({ audience: z.enum(audiences) }), exportPreview),
  'bundle.export': call(
    z.strictObject({
      audience: z.enum(audiences),
      /** To whom it is given, in words; stands in the ledger and in the bundle's last entry. */
      recipient: z.string().trim().max(300),
      protection,
      target,
      job: z.string().max(64),
    }),
    exportResult,
  ),

  'verify.vault': call(
    z.strictObject({
      job: z.string().max(64),
      notes: z.array(z.string().max(65_536)).max(100).default([]),
      ...trustedForAnchors,
      ...trustedWitnesses,
    }),
    verificationReport,
  ),
  'verify.receipt': call(
    z.strictObject({
      receipt: z.string().max(MAX_PROOF_LENGTH),
      /** The entry's line, where the receipt does not carry it. */
      entry: z.string().max(2_048).nullable().default(null),
      /** SHA-256 of the file that the entry is said to name. */
      exhibit: hex64.nullable().default(null),
      /** Verifier keys of the ledger, and of witnesses, that the reviewer trusts. */
      keys: z.array(z.string().max(400)).max(100).default([]),
      witnesses: z.array(z.string().max(400)).max(100).default([]),
      notes: z.array(z.string().max(65_536)).max(100).default([]),
    }),
    receiptReport,
  ),
  'verify.bundle': call(
    z.strictObject({
      source,
      /** An age identity (`AGE-SECRET-KEY-1…`) or a passphrase, where the bundle is encrypted. */
      identity: z.string().max(4_096).nullable(),
      passphrase: passphrase.nullable(),
      /** Checkpoint notes and spoken codes of this ledger that the reviewer holds. */
      notes: z.array(z.string().max(65_536)).max(100).default([]),
      job: z.string().max(64),
      ...trustedForAnchors,
      ...trustedWitnesses,
      /** False: neither compare with the checkpoints kept here nor keep any. */
      known: z.boolean().optional(),
    }),
    verificationReport,
  ),
} as const satisfies Record<string, Call>;

export type Contract = typeof contract;
export type CallName = keyof Contract;
export type CallInput<N extends CallName> = z.input<Contract[N]['input']>;
export type CallRequest<N extends CallName> = z.output<Contract[N]['input']>;
export type CallOutput<N extends CallName> = z.output<Contract[N]['output']>;

/** What core tells without being asked. */
export const coreEvent = z.discriminatedUnion('event', [
  z.strictObject({
    event: z.literal('progress'),
    job: z.string(),
    kind: z.enum(['import', 'export', 'verify']),
    phase: z.enum(['listing', 'copying', 'checking', 'writing', 'done']),
    done: z.number().int(),
    total: z.number().int(),
    bytesDone: z.number(),
    bytesTotal: z.number(),
    secondsLeft: z.number().nullable(),
    /** Name of the file at hand: shown, never logged. */
    current: z.string().nullable(),
  }),
  z.strictObject({
    event: z.literal('changed'),
    what: z.enum(['vault', 'items', 'incidents', 'testimonies', 'ledger']),
  }),
  /** A browser has taken a whole bundle away: only now its digest is known. */
  z.strictObject({ event: z.literal('taken'), resource: z.string(), sha256: hex64 }),
  z.strictObject({ event: z.literal('locked') }),
]);
export type CoreEvent = z.infer<typeof coreEvent>;

/**
 * Bytes that a screen shows or takes, by relative address: `resource/thumb/<item>`, `resource/view/<item>`,
 * `resource/original/<item>` (a recording to play, with ranges, or a text),
 * `resource/download/<token>` (a bundle leaving through the browser).
 */
export const resourceAddress = z.union([
  z.string().regex(/^(thumb|view|original)\/\d{1,16}$/),
  z.string().regex(/^download\/[0-9a-f]{32}$/),
]);
