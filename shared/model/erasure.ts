import { z } from 'zod';
import { reason, recordId } from './records.ts';

/** Why something is erased: keys of `erasureGround.<ground>`. A closed list, because words of one's own would say who it was about. */
export const erasureGrounds = [
  'witness asked',
  'consent withdrawn',
  'danger to a person',
  'unlawfully obtained',
  'retention ended',
  'entered by mistake',
] as const;
export type ErasureGround = (typeof erasureGrounds)[number];

const seq = z.number().int().nonnegative();

/** Fields that stay when all of an entry is erased: when, who, what kind, which record and what it belonged to, what it corrects. */
export const skeletonFields: ReadonlySet<string> = new Set([
  ...['at', 'carried', 'type', 'operator', 'kind', 'id', 'amends'],
  ...['testimony', 'item'],
]);

/**
 * What can be erased: all about a witness, who a witness is, one archived file with what was read of it and said about it, or what is
 * recorded of a person. That something concerns somebody stays, as a link that leads to nothing: else it would be open to everybody.
 */
export const erasureTarget = z.discriminatedUnion('what', [
  z.strictObject({ what: z.literal('testimony'), id: recordId }),
  z.strictObject({ what: z.literal('identity'), id: recordId }),
  z.strictObject({ what: z.literal('person'), id: recordId }),
  z.strictObject({ what: z.literal('item'), seq }),
]);
export type ErasureTarget = z.infer<typeof erasureTarget>;

/** What a legal hold can lie on. On a case it covers what belongs to the case; on a person, what is recorded of them and what they told. */
export const holdTarget = z.discriminatedUnion('what', [
  z.strictObject({ what: z.literal('testimony'), id: recordId }),
  z.strictObject({ what: z.literal('incident'), id: recordId }),
  z.strictObject({ what: z.literal('item'), seq }),
  z.strictObject({ what: z.literal('person'), id: recordId }),
]);
export type HoldTarget = z.infer<typeof holdTarget>;

const isDay = (text: string) => !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);

/** `record` of kind `hold`, beside what it lies on. `until` ends nothing by itself: a clock that is wrong must lift no hold. */
export const holdFields = z.strictObject({
  /** Who asked for it: a court, a prosecutor, a mechanism. */
  authority: z.string().trim().min(1).max(300),
  basis: reason,
  until: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/, '2016-04-27')
    .refine(isDay)
    .nullable(),
});

/** Where a request for an erasure stands. `changed`: what it would erase is not any more what was asked for. */
export const requestStates = ['open', 'changed', 'withdrawn', 'done'] as const;
