import { useState } from 'react';

/** How much larger than whole, and where its middle is moved to, in parts of the frame's width and height. */
export interface View {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

const step = 1.5;
const largest = 12;
const whole: View = { scale: 1, x: 0, y: 0 };

/** Keeps the picture over its frame: the larger it is, the further it can be moved. */
export function within({ scale, x, y }: View): View {
  const most = (scale - 1) / 2;
  const clamp = (value: number) => Math.min(most, Math.max(-most, value));
  return { scale, x: clamp(x), y: clamp(y) };
}

/**
 * The same picture `factor` times as large, around a point that stays where it is.
 *
 * `at`: the point in parts of the frame, from its middle (-0.5 to 0.5).
 */
export function scaled(view: View, factor: number, at: { readonly x: number; readonly y: number }): View {
  const scale = Math.min(largest, Math.max(1, view.scale * factor));
  const by = scale / view.scale;
  return within({ scale, x: at.x - (at.x - view.x) * by, y: at.y - (at.y - view.y) * by });
}

const middle = { x: 0, y: 0 };

/** One view that several pictures share. */
export function useView() {
  const [view, setView] = useState(whole);
  return {
    ...view,
    isWhole: view.scale === 1,
    larger: () => setView((now) => scaled(now, step, middle)),
    smaller: () => setView((now) => scaled(now, 1 / step, middle)),
    whole: () => setView(whole),
    scaleAt: (factor: number, at: { readonly x: number; readonly y: number }) =>
      setView((now) => scaled(now, factor, at)),
    moveBy: (x: number, y: number) => setView((now) => within({ ...now, x: now.x + x, y: now.y + y })),
  };
}
