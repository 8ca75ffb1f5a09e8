/**
 * At most `count` findings, in their order: of every code the first comes before a second of any, so that a thousand of one kind never hide
 * the one of another that caused them.
 */
export function foremost<Found extends { readonly code: string }>(
  findings: readonly Found[],
  count: number,
): readonly Found[] {
  if (findings.length <= count) return findings;
  const seen = new Map<string, number>();
  return findings
    .map((finding, place) => {
      const rank = seen.get(finding.code) ?? 0;
      seen.set(finding.code, rank + 1);
      return { finding, place, rank };
    })
    .sort((a, b) => a.rank - b.rank)
    .slice(0, count)
    .sort((a, b) => a.place - b.place)
    .map(({ finding }) => finding);
}
