import { z } from 'zod';

/**
 * What is done to many things in steps: each step is whole and durable, others have their turn in between, and where one of the things is
 * wrong nothing is written. `import.cancel` with the name ends it after the step at hand.
 */
export const named = { job: z.string().min(1).max(64).optional() };

/** Things of which it isn't said because somebody stopped, or because they went meanwhile. */
export const left = z.number().int().nonnegative();

/** Entries that were written, and what is left. */
export const changedInSteps = z.strictObject({ changed: z.number().int().nonnegative(), left });
