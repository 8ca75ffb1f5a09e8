import { judgeCarried } from '../../../shared/anchors/carried.ts';
import { type GivenForAnchors, nothingGiven } from '../../../shared/anchors/given.ts';
import { BundleVerification } from '../../../shared/bundle/bundle-verification.ts';
import { headlineOf, isBundle } from '../../../shared/bundle/opening.ts';
import { couldNotRun } from '../../../shared/bundle/report.ts';
import { noReviewer, type Reviewer } from '../../../shared/bundle/reviewer.ts';
import type { VerificationReport } from '../../../shared/model/report.ts';
import { shippedRoots } from '../anchors/shipped-roots.ts';
import { stampPrimitives } from '../anchors/stamp-primitives.ts';
import type { AgeKeys } from '../vault/age.ts';
import { type BundleSource, type Container, openContainer } from './container.ts';
import { platform } from './platform.ts';
import type { JobSettings } from './progress.ts';

/**
 * Verifies a bundle: container and manifest, entries, checkpoints, disclosures, objects, and the reviewer's notes and spoken codes
 * against it. Every file is gone through once, nothing is unpacked. Whatever the bundle holds, the answer is a report.
 * Throws only what a person at the keyboard can do something about: SOURCE_NOT_FOUND, SOURCE_UNREADABLE, BUNDLE_ENCRYPTED,
 * BUNDLE_KEY_WRONG, and VAULT_LOCKED when it is stopped.
 */
export async function verifyBundle(
  source: BundleSource,
  keys: AgeKeys,
  notes: readonly string[],
  settings: JobSettings = {},
  forAnchors: GivenForAnchors = nothingGiven,
  reviewer: Reviewer = noReviewer,
): Promise<VerificationReport> {
  let container: Container;
  try {
    container = await openContainer(source, keys);
  } catch (error) {
    return couldNotRun('bundle', headlineOf(error));
  }
  try {
    if (!isBundle(container)) return couldNotRun('bundle', 'not a bundle');
    return await new BundleVerification(
      platform,
      container,
      settings,
      judgeCarried(stampPrimitives, forAnchors, shippedRoots),
      reviewer,
    ).run(notes);
  } finally {
    await container.close();
  }
}
