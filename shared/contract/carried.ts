import { z } from 'zod';
import { MAX_PARTS } from '../paper/parts.ts';
import { type Calls, call } from './call.ts';
import { source } from './scalars.ts';

export const carriedCalls = {
  /**
   * Reads what somebody carried here, a text file or pictures of its QR codes, together with the parts that were read before (base64).
   * It says nothing of what the text means.
   */
  'carried.read': call(
    z.strictObject({ source, parts: z.array(z.string().max(8_192)).max(MAX_PARTS).default([]) }),
    z.discriminatedUnion('state', [
      z.strictObject({ state: z.literal('whole'), text: z.string() }),
      z.strictObject({
        state: z.literal('parts'),
        parts: z.array(z.string()),
        /** Numbers of the parts that are there, from 1. */
        have: z.array(z.number().int()),
        of: z.number().int(),
      }),
    ]),
  ),
} as const satisfies Calls;
