import { z } from 'zod';
import { named, remark } from './facility.ts';

/** Ours. Whether an armed group belongs to whom is for an attribution to say, with its basis. */
export const organisationCategories = [
  'health provider',
  'humanitarian',
  'donor',
  'united nations',
  'state body',
  'armed force',
  'armed group',
  'monitoring',
  'media',
  'court',
  'other',
  'unknown',
] as const;

export const organisationFields = z.strictObject({
  names: z.array(named).min(1).max(30),
  category: z.enum(organisationCategories).default('unknown'),
  note: remark,
});
