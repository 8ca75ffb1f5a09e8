/** Lets work hold bytes in memory up to a bound, first come, first served. One piece larger than the bound goes alone. */
export interface ByteBudget {
  /** Resolves when there is room; the function it gives returns the room, once. */
  take(bytes: number): Promise<() => void>;
}

export function createByteBudget(limit: number): ByteBudget {
  let held = 0;
  const waiting: { bytes: number; admit: () => void }[] = [];
  const fits = (bytes: number) => held === 0 || held + bytes <= limit;
  const admitNext = () => {
    for (let next = waiting[0]; next !== undefined && fits(next.bytes); next = waiting[0]) {
      waiting.shift();
      held += next.bytes;
      next.admit();
    }
  };
  return {
    take(bytes) {
      let returned = false;
      const giveBack = () => {
        if (returned) return;
        returned = true;
        held -= bytes;
        admitNext();
      };
      return new Promise((resolve) => {
        waiting.push({ bytes, admit: () => resolve(giveBack) });
        admitNext();
      });
    },
  };
}
