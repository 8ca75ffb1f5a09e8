import { keptChosen } from '../kit/choosing.ts';
import { forgetFocus, type Kept } from '../kit/kept.ts';

/** Under this a visit of the gallery keeps which item one is on. */
export const keptCurrent = 'current';
const goneOn = 'gone on';

/** From what was opened in the gallery another was gone on to: whoever comes back is on that. */
export function goOnTo(seq: number, gallery: Kept): void {
  gallery
    .set(goneOn, true)
    .set(keptCurrent, seq)
    .set(keptChosen, new Set([seq]));
  forgetFocus(gallery);
}

/** Whether another was gone on to since the gallery was left; told once. */
export const wasGoneOn = (gallery: Kept): boolean => gallery.delete(goneOn);
