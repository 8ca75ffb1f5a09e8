import type { z } from 'zod';

/** What a call takes and gives. Requests and answers are parsed with these at the boundary. */
export type Call = { input: z.ZodType; output: z.ZodType };
export type Calls = Readonly<Record<string, Call>>;

export const call = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O) =>
  ({ input, output }) satisfies Call;
