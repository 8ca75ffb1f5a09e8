/** Which of many checkpoints are kept where not all can be: the newer the denser, so that a fork is told wherever it begins. */

/**
 * At most `limit` (2 or more) of `all`, by rising size. The smallest and the largest stay; of the others those go first that leave the
 * smallest gap for how far they lie below the largest. Of several with one size the ones that stand first and last in `all` stay longest.
 */
export function spread<T extends { readonly size: number }>(all: readonly T[], limit: number): T[] {
  const kept = [...all].sort((a, b) => a.size - b.size);
  const largest = kept.at(-1)?.size ?? 0;
  while (kept.length > limit) {
    let least = Number.POSITIVE_INFINITY;
    let at = 1;
    for (let index = 1; index < kept.length - 1; index++) {
      const [before, one, after] = [kept[index - 1], kept[index], kept[index + 1]];
      if (before === undefined || one === undefined || after === undefined) continue;
      const gap = (after.size - before.size) / (largest - one.size + 1);
      if (gap < least) [least, at] = [gap, index];
    }
    kept.splice(at, 1);
  }
  return kept;
}
