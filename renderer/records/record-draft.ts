import { z } from 'zod';
import type { RecordDetail } from '../../shared/contract.ts';
import { type EnteredKind, enteredKinds } from '../../shared/model/kinds.ts';
import { keptWhole } from '../bridge/keeping.ts';
import { kindParts } from './kind-parts.ts';
import { blankValues, type Values } from './parts.ts';

/** A record as it is being written, or a correction of one. */
export interface RecordDraft {
  readonly kind: EnteredKind;
  readonly id: string | null;
  /** For a new one: the facility that it belongs to. */
  readonly facility: string | null;
  /** The newest entry when the correction was begun; `null` for a new record. */
  readonly head: number | null;
  /** What the correction began from. */
  readonly base: Values | null;
  readonly fields: Values;
  readonly reason: string;
}

export const newRecord = (kind: EnteredKind, facility: string | null): RecordDraft => ({
  ...{ kind, id: null, facility },
  head: null,
  base: null,
  fields: { ...blankValues(kindParts[kind]), ...(facility === null ? {} : { facility }) },
  reason: '',
});

export const correctionOf = ({ kind, id, head, fields }: RecordDetail): RecordDraft => ({
  ...{ kind, id, facility: null },
  ...{ head, base: fields, fields, reason: '' },
});

const kept = z.object({
  kind: z.enum(enteredKinds as readonly [EnteredKind, ...EnteredKind[]]),
  id: z.string().nullable(),
  facility: z.string().nullable(),
  head: z.number().int().nonnegative().nullable(),
  base: z.record(z.string(), z.unknown()).nullable().catch(null),
  fields: z.record(z.string(), z.unknown()),
  reason: z.string(),
});

export const recordKeeping = keptWhole<RecordDraft>('record', kept);

/** Under what a draft is kept: one for each record that is corrected, and one for a new one of its kind and facility. */
export const recordSubject = (kind: EnteredKind, id: string | null, facility: string | null): string =>
  id ?? `new ${kind} ${facility ?? ''}`;
