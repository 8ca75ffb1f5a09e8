import { z } from 'zod';
import type { Claim } from '../../shared/contract.ts';
import { type ClaimFields, claimFields } from '../../shared/model/claim.ts';
import { recordId } from '../../shared/model/records.ts';
import { keptWhole } from '../bridge/keeping.ts';

/** Where a claim comes from. */
export const sourceKinds = ['testimony', 'item', 'organisation', 'words'] as const;
export type SourceKind = (typeof sourceKinds)[number];

/** What a source says, as it stands on the screen. */
export interface ClaimDraft {
  /** The claim that is corrected; null for a new one. */
  readonly id: string | null;
  readonly head: number | null;
  readonly fields: ClaimFields;
  readonly kind: SourceKind;
  readonly reason: string;
}

const blank = (incident: string): ClaimFields => ({
  ...{ incident, about: 'when', says: '', when: null, place: null, count: null, works: null },
  ...{ item: null, testimony: null, paragraph: null, organisation: null, source: '' },
  ...{ origin: null, root: '', against: [], rests: false, withdrawn: false },
});

const kindOf = ({ item, testimony, organisation, source }: ClaimFields): SourceKind => {
  if (item !== null) return 'item';
  if (organisation !== null) return 'organisation';
  return testimony === null && source !== '' ? 'words' : 'testimony';
};

export const claimBegun = (incident: string, claim: Claim | null): ClaimDraft => ({
  id: claim?.id ?? null,
  head: claim?.head ?? null,
  fields: claim?.fields ?? blank(incident),
  kind: claim === null ? 'testimony' : kindOf(claim.fields),
  reason: '',
});

/** Half a value, and text that ends in a space, are none of the claim's yet. */
const half = z.string();
const value = z.looseObject({}).nullable();
const kept = z
  .object({
    id: recordId.nullable(),
    head: z.number().int().nonnegative().nullable(),
    fields: claimFields.extend({ says: half, source: half, root: half, when: value, place: value, count: value }),
    kind: z.enum(sourceKinds),
    reason: half,
  })
  .transform((draft) => draft as ClaimDraft);

export const claimKeeping = keptWhole<ClaimDraft>('claim', kept);

/** Under what it is kept: one for each claim that is corrected, and one for a new one of each case. */
export const claimSubject = (incident: string, claim: Claim | null): string => claim?.id ?? `new ${incident}`;
