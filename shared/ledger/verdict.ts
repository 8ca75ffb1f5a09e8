/** How good a ledger is, from worst to best. */
export const verdicts = ['INVALID', 'DIVERGED', 'UNANCHORED', 'CONSISTENT', 'WITNESSED'] as const;

/**
 * `INVALID`: something does not fit. `DIVERGED`: the reviewer holds a signed note of another history. `UNANCHORED`: it fits
 * together, and nothing outside vouches for it. `CONSISTENT`: it agrees with what the reviewer held before. `WITNESSED`: a
 * witness whom the reviewer trusts has countersigned it.
 */
export type Verdict = (typeof verdicts)[number];

export function worse(a: Verdict, b: Verdict): Verdict {
  return verdicts.indexOf(a) <= verdicts.indexOf(b) ? a : b;
}
