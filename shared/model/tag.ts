import { z } from 'zod';

/** A word or two by which people find things again: theirs, from no closed list. Spaces in a row are one. */
export const tagText = z
  .string()
  .transform((text) => text.trim().replaceAll(/\s+/g, ' '))
  .pipe(z.string().min(1).max(60));
