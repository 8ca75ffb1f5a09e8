import { z } from 'zod';

/**
 * Bytes that a screen shows or takes, by relative address: `resource/thumb/<item>`, `resource/view/<item>`,
 * `resource/original/<item>` (a recording to play, with ranges, or a text), `resource/download/<token>` (a bundle leaving through the browser).
 */
export const resourceAddress = z.union([
  z.string().regex(/^(thumb|view|original)\/\d{1,16}$/),
  z.string().regex(/^download\/[0-9a-f]{32}$/),
]);
