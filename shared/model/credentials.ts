import { z } from 'zod';

/**
 * What came of Content Credentials (C2PA) that a file carries. `bytes match`: what was signed is what the file holds, whoever signed
 * it; `faulty`: the file was changed after that, or the credentials are damaged or expired (`failures`, codes of the C2PA
 * specification); `not validated here`: they are there, and no more is known.
 */
export const credentialsOutcomes = ['bytes match', 'faulty', 'not validated here'] as const;

export const credentials = z.strictObject({
  /** Length and hash of the manifest store as the file holds it, which is archived with the file. */
  bytes: z.number().int().positive(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** The program that says it made them, where that looks like a product's name. */
  generator: z.string().max(200).nullable(),
  manifests: z.number().int().nonnegative().nullable(),
  outcome: z.enum(credentialsOutcomes),
  failures: z.array(z.string().max(100)).max(20),
});
export type Credentials = z.infer<typeof credentials>;
