import { Fault } from '../faults.ts';
import { paths } from '../ledger/bundle-layout.ts';
import type { Headline } from '../model/report.ts';
import type { PlacedFiles } from './placing.ts';

/** What a report says of something that doesn't open as a bundle. Throws `error` again where a person can do something about it. */
export function headlineOf(error: unknown): Headline {
  if (!(error instanceof Fault)) throw error;
  switch (error.code) {
    case 'BUNDLE_NOT_A_BUNDLE':
      return error.params.reason === 'cut short' ? 'cut short' : 'not a bundle';
    case 'BUNDLE_TOO_LARGE':
      return 'too large';
    default:
      throw error;
  }
}

/** Some zip or folder is no bundle; one that has lost a file still is. */
export function isBundle({ files }: Pick<PlacedFiles, 'files'>): boolean {
  return files.has(paths.bagit) || files.has(paths.entries);
}
