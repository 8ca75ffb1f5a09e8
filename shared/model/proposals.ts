import { z } from 'zod';

/** What the program proposes, and what it rests on. A person decides; nothing is entered by itself. */

/** How the instant of an item is known: its file says so, a measured clock or a stated civil time gives it, or its wall clock is all there is. */
export const timeBases = ['written', 'gps', 'format', 'clock', 'civil time', 'wall clock'] as const;
export type TimeBasis = (typeof timeBases)[number];

/** Why something is listed apart: it may belong to the others, and may not. */
export const doubts = [
  'zone not known',
  'readings differ',
  'time flagged',
  'sent then',
  'place flagged',
  'place coarse',
  'no position',
] as const;
export type Doubt = (typeof doubts)[number];

/** How far apart two may be that belong together, in minutes and in metres. */
export const nearness = {
  minutes: z.number().int().min(1).max(10_080).default(120),
  metres: z.number().int().min(10).max(20_000).default(300),
} as const;
