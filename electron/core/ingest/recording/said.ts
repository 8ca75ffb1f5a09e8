import type { Recording } from '../../../../shared/model/recording.ts';
import type { RawTag } from '../metadata/tags.ts';

/** What a reader of ours makes of a recording. `recording` where it also tells tracks and length; a library does for the other formats. */
export type Said = { readonly tags: readonly RawTag[]; readonly recording?: Recording };

/** Seconds as `Recording` has them; `null` for what can't be a length. */
export const secondsText = (seconds: number | null): string | null =>
  seconds === null || !(seconds >= 0 && seconds < 1e9) ? null : String(Number(seconds.toFixed(3)));
