import type { BundleProgress } from '../../../shared/bundle/progress.ts';

export type { BundleProgress };

/** What every long piece of work on bundles is given. */
export type JobSettings = {
  readonly onProgress?: (progress: BundleProgress) => void;
  /** Aborted when the vault locks. */
  readonly signal?: AbortSignal;
};
