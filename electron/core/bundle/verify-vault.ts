import { type GivenForAnchors, nothingGiven } from '../../../shared/anchors/given.ts';
import { noReviewer, type Reviewer } from '../../../shared/bundle/reviewer.ts';
import type { VerificationReport } from '../../../shared/model/report.ts';
import type { OpenVault } from '../vault/vault.ts';
import type { JobSettings } from './progress.ts';
import { VaultVerification } from './vault-verification.ts';

/**
 * Verifies the open vault against itself: every entry, checkpoint and disclosure of the database, and every object read again and
 * hashed. Writes nothing. Throws VAULT_LOCKED when it is stopped, VAULT_DATABASE_DAMAGED where the database cannot be read.
 */
export function verifyVault(
  vault: OpenVault,
  notes: readonly string[],
  settings: JobSettings = {},
  forAnchors: GivenForAnchors = nothingGiven,
  reviewer: Reviewer = noReviewer,
): Promise<VerificationReport> {
  return new VaultVerification(vault, settings, forAnchors, reviewer).run(notes);
}
