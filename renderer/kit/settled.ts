import { useEffect, useState } from 'react';

/** After the last key, so that a word is looked for and not each of its letters. */
const settleMs = 120;

/** What was asked, once it stayed the same for a moment. */
export function useSettled<T>(asked: T): T {
  const [settled, settle] = useState(asked);
  useEffect(() => {
    const timer = setTimeout(() => settle(asked), settleMs);
    return () => clearTimeout(timer);
  }, [asked]);
  return settled;
}
