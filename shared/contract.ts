import type { z } from 'zod';
import { acquisitionCalls } from './contract/acquisition.ts';
import { anchorCalls } from './contract/anchor.ts';
import { bundleCalls } from './contract/bundle.ts';
import type { Calls } from './contract/call.ts';
import { cameraTimeCalls } from './contract/camera-time.ts';
import { carriedCalls } from './contract/carried.ts';
import { caseListCalls } from './contract/case-list.ts';
import { caseTableCalls } from './contract/case-table.ts';
import { checkpointCalls } from './contract/checkpoint.ts';
import { claimCalls } from './contract/claim.ts';
import { custodyCalls } from './contract/custody.ts';
import { draftCalls } from './contract/draft.ts';
import { erasureCalls } from './contract/erasure.ts';
import { gateCalls } from './contract/gate.ts';
import { importCalls } from './contract/import.ts';
import { incidentCalls } from './contract/incident.ts';
import { itemCalls } from './contract/item.ts';
import { ledgerCalls } from './contract/ledger.ts';
import { orderCalls } from './contract/order.ts';
import { personCalls } from './contract/person.ts';
import { personReportCalls } from './contract/person-report.ts';
import { proposalCalls } from './contract/proposal.ts';
import { recordCalls } from './contract/record.ts';
import { recordingCalls } from './contract/recording.ts';
import { searchCalls } from './contract/search.ts';
import { tagCalls } from './contract/tag.ts';
import { templateCalls } from './contract/template.ts';
import { testimonyCalls } from './contract/testimony.ts';
import { vaultCalls } from './contract/vault.ts';
import { verifyCalls } from './contract/verify.ts';
import { witnessCalls } from './contract/witness.ts';

/**
 * Every call between a face of Sanad (window, browser, command line) and its core: the one list. Types are derived from
 * these schemas, requests are parsed with them at the boundary, and a capability that is not here does not exist.
 */
export const contract = {
  ...vaultCalls,
  ...importCalls,
  ...acquisitionCalls,
  ...itemCalls,
  ...cameraTimeCalls,
  ...incidentCalls,
  ...caseListCalls,
  ...caseTableCalls,
  ...templateCalls,
  ...claimCalls,
  ...tagCalls,
  ...testimonyCalls,
  ...proposalCalls,
  ...recordCalls,
  ...recordingCalls,
  ...personCalls,
  ...personReportCalls,
  ...gateCalls,
  ...orderCalls,
  ...custodyCalls,
  ...searchCalls,
  ...draftCalls,
  ...erasureCalls,
  ...ledgerCalls,
  ...checkpointCalls,
  ...anchorCalls,
  ...witnessCalls,
  ...carriedCalls,
  ...bundleCalls,
  ...verifyCalls,
} as const satisfies Calls;

export type Contract = typeof contract;
export type CallName = keyof Contract;
export type CallInput<N extends CallName> = z.input<Contract[N]['input']>;
export type CallRequest<N extends CallName> = z.output<Contract[N]['input']>;
export type CallOutput<N extends CallName> = z.output<Contract[N]['output']>;

export type {
  AcquisitionDetail,
  AcquisitionTaken,
} from './contract/acquisition.ts';
export type { ExportPreview, ExportResult, Protection } from './contract/bundle.ts';
export type { CivilTime, MeasuredClockRecord, TimeReading } from './contract/camera-time.ts';
export type { ListSurvey } from './contract/case-list.ts';
export type { Claim, ClaimSource, ClaimsTable } from './contract/claim.ts';
export { longestDraft } from './contract/draft.ts';
export type { ErasurePlan, ErasureRequest, Hold } from './contract/erasure.ts';
export type { CoreEvent } from './contract/event.ts';
export type { GateAnswer, Override, Restriction } from './contract/gate.ts';
export type { HistoryLine } from './contract/history.ts';
export { type ImportSummary, type InterruptedImport, importSummary } from './contract/import.ts';
export type { IncidentDetail, IncidentSummary } from './contract/incident.ts';
export type { ItemDetail, ItemSummary } from './contract/item.ts';
export type { LaterAccount } from './contract/later-account.ts';
export type { CheckpointView, LedgerLine } from './contract/ledger.ts';
export type { Order } from './contract/order.ts';
export type { PersonDetail, PersonSummary } from './contract/person.ts';
export type { PersonReport } from './contract/person-report.ts';
export type { FacilityCandidate, NeighbouringCase, ProposedGroup } from './contract/proposal.ts';
export type { NamedRecord, RecordDetail, RecordLine, Relation } from './contract/record.ts';
export type { SoundRecording, Transcript, TranscriptLine, UnfinishedRecording } from './contract/recording.ts';
export { resourceAddress } from './contract/resource.ts';
export type { SavedSearch, SearchAnswer, SearchHit, SearchQuery } from './contract/search.ts';
export type { AcquisitionStatement } from './contract/statement.ts';
export type { TestimonyDetail, TestimonySummary } from './contract/testimony.ts';
export type { VaultState } from './contract/vault.ts';
export type { WithholdingChoice } from './contract/withholding.ts';
