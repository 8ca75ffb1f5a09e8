import { z } from 'zod';
import { claimFields, claimTopics, enteredClaim } from '../model/claim.ts';
import { takenBackOfClaim } from '../model/later-accounts.ts';
import { knowledgeBases, reason, recordId } from '../model/records.ts';
import { type Calls, call } from './call.ts';
import { instant, seq } from './scalars.ts';

/** Who or what a claim comes from, by what people call it. */
const claimSource = z.discriminatedUnion('what', [
  z.strictObject({ what: z.literal('item'), seq, name: z.string() }),
  z.strictObject({
    what: z.literal('testimony'),
    id: recordId,
    witness: z.string(),
    paragraph: z.number().nullable(),
    /** How the witness knows what that paragraph says, and who told them; null where no paragraph is named, or it isn't there any more. */
    basis: z.enum(knowledgeBases).nullable(),
    toldBy: z.string().nullable(),
  }),
  z.strictObject({ what: z.literal('organisation'), id: recordId, title: z.string() }),
  z.strictObject({ what: z.literal('words'), text: z.string() }),
]);
export type ClaimSource = z.infer<typeof claimSource>;

/** How a claim stopped standing: with what its witness took back, or because it was entered by mistake. */
export const waysLost = [...takenBackOfClaim, 'withdrawn'] as const;
export type WayLost = (typeof waysLost)[number];

const claim = z.strictObject({
  id: recordId,
  head: seq,
  fields: claimFields,
  source: claimSource,
  at: instant,
  operator: z.string(),
  /** Other claims about the same that go back to the same first source. */
  shares: z.array(recordId),
  /** Claims that can't hold together with it: by their values, or because a person says so. */
  against: z.array(z.strictObject({ claim: recordId, by: z.enum(['value', 'person']) })),
  /** What the witness took back of what it comes from; null where they took nothing of it back. */
  takenBack: z.enum(takenBackOfClaim).nullable(),
  /** The nearest claim that it is taken from, through however many, that the witness took back or that was withdrawn; null where all stand. */
  lostOrigin: z.strictObject({ claim: recordId, how: z.enum(waysLost) }).nullable(),
});
export type Claim = z.infer<typeof claim>;

const table = z.strictObject({
  /** In the order in which they were entered. */
  claims: z.array(claim),
  topics: z.array(
    z.strictObject({
      about: z.enum(claimTopics),
      claims: z.array(recordId),
      /** First sources: two that repeat a third are one. */
      roots: z.number().int(),
      rests: z.array(recordId),
    }),
  ),
  /** Entered by mistake, and not in the table. */
  withdrawn: z.number().int(),
});
export type ClaimsTable = z.infer<typeof table>;

export const claimCalls = {
  /** All that is claimed about one incident, with the claim just entered in it. */
  'claim.table': call(z.strictObject({ incident: recordId }), table),
  'claim.add': call(enteredClaim, z.strictObject({ id: recordId, table })),
  'claim.amend': call(
    z.strictObject({ id: recordId, head: seq, fields: enteredClaim, reason }),
    z.strictObject({ id: recordId, table }),
  ),
} as const satisfies Calls;
