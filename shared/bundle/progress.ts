import { Fault } from '../faults.ts';

/**
 * How far an export or a verification is. `checking`: originals or files are read and compared, `done` counts them. `writing`: bytes are
 * handed over.
 */
export type BundleProgress = {
  readonly phase: 'checking' | 'writing' | 'done';
  readonly done: number;
  readonly total: number;
  readonly bytesDone: number;
  readonly bytesTotal: number;
};

/** What every long piece of work on bundles is given. */
export type JobSettings = {
  readonly onProgress?: (progress: BundleProgress) => void;
  /** Aborted when the vault locks: an AbortSignal, of which no more is needed than this. */
  readonly signal?: { readonly aborted: boolean };
};

/** Throws VAULT_LOCKED once the work is to stop. */
export function stopWhenLocked(signal: JobSettings['signal']): void {
  if (signal?.aborted) throw new Fault('VAULT_LOCKED');
}
