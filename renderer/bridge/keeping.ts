import type { z } from 'zod';
import type { DraftName } from '../../shared/model/drafts.ts';

/** What of a draft the vault keeps while it is locked. */
export interface Keeping<T extends object> {
  readonly name: DraftName;
  /** Whether there is anything worth coming back to. */
  begun(draft: T, blank: T): boolean;
  /** As JSON, without what may not be kept: a passphrase, who a witness is. */
  keep(draft: T): unknown;
  /** The draft again, `null` where this is none that this version of Sanad understands. */
  revive(kept: unknown): T | null;
}

/** What is kept whole: begun where anything differs from how it opened, and revived where it is of this shape. */
export const keptWhole = <T extends object>(name: DraftName, shape: z.ZodType<T>): Keeping<T> => ({
  name,
  begun: (draft, opened) => JSON.stringify(draft) !== JSON.stringify(opened),
  keep: (draft) => draft,
  revive: (stored) => shape.safeParse(stored).data ?? null,
});
