import { z } from 'zod';
import type { TestimonyDetail } from '../../shared/contract.ts';
import { recordId } from '../../shared/model/records.ts';
import type { TestimonyFields } from '../../shared/model/testimony.ts';
import { keptWhole } from '../bridge/keeping.ts';

/** What of a testimony can be corrected by itself. */
export const amendable = {
  account: ['paragraphs'],
  consent: ['consent', 'recording'],
  about: ['form', 'recording', 'interview', 'earlier', 'readBack', 'support'],
} as const satisfies Readonly<Record<string, readonly (keyof TestimonyFields)[]>>;
export type Amendable = keyof typeof amendable;

/** A correction of a testimony as it stands on the screen. */
export interface AmendmentDraft {
  readonly id: string;
  readonly what: Amendable;
  /** The newest entry when it was begun. */
  readonly head: number;
  readonly witness: string;
  /** The fields of `amendable`, as far as they can be read: half typed ones are no testimony's yet. */
  readonly change: Readonly<Record<string, unknown>>;
  readonly reason: string;
  /** What it began from; null where that isn't known. */
  readonly base: AmendmentDraft['change'] | null;
}

export function amendmentOf({ id, head, fields }: TestimonyDetail, what: Amendable): AmendmentDraft {
  const change = Object.fromEntries(amendable[what].map((name) => [name, fields[name]]));
  return { id, what, head, witness: fields.witness, change, base: change, reason: '' };
}

const kept = z.object({
  id: recordId,
  what: z.enum(Object.keys(amendable) as [Amendable, ...Amendable[]]),
  head: z.number().int().nonnegative(),
  witness: z.string(),
  change: z.record(z.string(), z.unknown()),
  reason: z.string(),
  base: z.record(z.string(), z.unknown()).nullable().default(null),
});

export const amendmentKeeping = keptWhole<AmendmentDraft>('amendment', kept);

/** Under what a correction is kept: one of a kind for each testimony. */
export const amendmentSubject = (id: string, what: Amendable): string => `${id} ${what}`;
