import { z } from 'zod';
import { remark } from './facility.ts';

export const deviceCategories = [
  'phone',
  'camera',
  'drone',
  'fixed camera',
  'vehicle camera',
  'recorder',
  'computer',
  'card',
  'other',
  'unknown',
] as const;

/** What something was recorded with or kept on. Whose it is stands as a code name, never a name. */
export const deviceFields = z.strictObject({
  title: z.string().trim().min(1).max(300),
  category: z.enum(deviceCategories).default('unknown'),
  maker: z.string().trim().max(200).default(''),
  model: z.string().trim().max(200).default(''),
  serial: z.string().trim().max(200).default(''),
  holder: z.string().trim().max(60).default(''),
  /** By how many seconds its clock was found ahead of the true time (behind: negative), and how that was found. */
  clock: z
    .strictObject({
      ahead: z.number().int().min(-3_155_760_000).max(3_155_760_000),
      found: z.string().trim().max(2_000),
    })
    .nullable()
    .default(null),
  note: remark,
});
