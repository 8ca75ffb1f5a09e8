import { z } from 'zod';
import { seq } from './scalars.ts';

/** Another item whose picture looks like this one's: smaller, compressed anew, or the next of a series. Which came first is not said. */
export const likeItem = z.strictObject({
  seq,
  name: z.string(),
  size: z.number().int(),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  /** Whether its file says when it was taken. */
  dated: z.boolean(),
  /** In how many of 64 bits the two pictures differ. */
  apart: z.number().int().min(0).max(64),
});
export type LikeItem = z.infer<typeof likeItem>;
