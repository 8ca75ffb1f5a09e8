import type { EntryFound } from '../../shared/bundle/bundle-verification.ts';
import type { Json } from '../../shared/ledger/canonical.ts';
import type { VerificationReport } from '../../shared/model/report.ts';
import type { Given } from './given.ts';

/** What the page asks of its worker. One worker checks one bundle; `id` says which answer belongs to which question. */
export type Question =
  | { readonly ask: 'check'; readonly size: number; readonly given: Given }
  | { readonly ask: 'entries'; readonly id: number; readonly from: number; readonly to: number }
  | { readonly ask: 'picture'; readonly id: number; readonly sha256: string };

/** What the worker asked the page for: bytes of the file, null where the browser did not hand them over. */
export type Handed = { readonly hand: number; readonly bytes: Uint8Array<ArrayBuffer> | null };

/** Why a file could not even be looked at. */
export type Refusal = 'encrypted' | 'unreadable';

export type Answer =
  /** Not an answer: the page reads for the worker, because WebKit lets no worker of a page from disk read a file. */
  | { readonly say: 'read'; readonly id: number; readonly offset: number; readonly length: number }
  | { readonly say: 'progress'; readonly done: number; readonly total: number }
  | { readonly say: 'report'; readonly report: VerificationReport; readonly refusal: Refusal | null }
  | { readonly say: 'entries'; readonly id: number; readonly entries: readonly ShownEntry[] }
  | { readonly say: 'picture'; readonly id: number; readonly bytes: Uint8Array<ArrayBuffer> | null };

/** One entry as it is listed. `fields` is null where nothing is shown, or where the readable copy is not what was entered. */
export type ShownEntry = {
  readonly seq: number;
  readonly found: EntryFound;
  readonly fields: readonly (readonly [name: string, value: Json])[] | null;
};
