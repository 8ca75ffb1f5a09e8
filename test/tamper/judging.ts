import type { Outcome } from './attack.ts';
import type { Case } from './scenes.ts';
import type { Brought, Said } from './verifiers.ts';

/** What is wrong with what a verifier said, in words; nothing where it said what it must. */

export const situations = ['alone', 'note', 'code'] as const;
export type Situation = (typeof situations)[number];

export function broughtIn(one: Case, situation: Situation): Brought {
  const witnesses = one.expected.witnesses ?? [];
  if (situation === 'note') return { notes: [one.note], witnesses };
  return situation === 'code' ? { codes: [one.code], witnesses } : { witnesses };
}

/** Verdict and exit status alone: what every verifier must say. */
export function differs(said: Said, expected: Outcome): string | null {
  const { verdict, exitStatus } = said;
  if (verdict === expected.verdict && exitStatus === expected.exit) return null;
  const found = said.findings.map(({ code, seq, path }) => `${code} ${seq ?? ''} ${path ?? ''}`.trim());
  return `says ${verdict}/${exitStatus} in place of ${expected.verdict}/${expected.exit}, finding [${found.slice(0, 8).join(', ')}]`;
}

/** What every verifier must say of exhibits besides: none that was written anew, or may have been, is listed as untouched. */
export function acquits(one: Case, said: Said): string | null {
  const { condemns } = one.expected;
  const acquitted = said.exhibits.find(({ seq, verdict }) => condemns?.(seq) === true && verdict !== 'INVALID');
  return acquitted === undefined ? null : `takes exhibit ${acquitted.seq} for ${acquitted.state} ${acquitted.verdict}`;
}

/** One of the findings that the attack must lead to: an attack that is noticed by what it breaks besides is not noticed. */
export function misses({ expected: { finds } }: Case, said: Said): string | null {
  if (finds.length === 0 || said.findings.some(({ code }) => finds.includes(code))) return null;
  const found = said.findings.map(({ code, seq, path, detail }) => `${code} ${seq ?? ''} ${path ?? ''} ${detail}`);
  return `finds none of ${finds.join(', ')}, but [${found.slice(0, 8).join(', ')}]`;
}

/** All that is asked of our own: what is found, what is named, which exhibits are untouched, which warning is given. */
export function complaints(one: Case, situation: Situation, said: Said, honest: Said): string[] {
  const { expected } = one;
  const wrong = [differs(said, expected[situation]), acquits(one, said), misses(one, said)].filter(
    (text) => text !== null,
  );
  const { at, spares } = expected;
  const found = said.findings.map(({ code, seq, path, detail }) => `${code} ${seq ?? ''} ${path ?? ''} ${detail}`);
  const { seq, path } = at ?? {};
  if (seq !== undefined && !said.findings.some((finding) => finding.seq === seq)) {
    wrong.push(`does not name entry ${seq}, but [${found.slice(0, 8).join(', ')}]`);
  }
  if (path !== undefined && !said.findings.some((finding) => finding.path === path || finding.detail.includes(path))) {
    wrong.push(`does not name ${path}, but [${found.slice(0, 8).join(', ')}]`);
  }
  for (const exhibit of honest.exhibits) {
    if (!spares(exhibit.seq)) continue;
    const now = said.exhibits.find((other) => other.seq === exhibit.seq && other.sha256 === exhibit.sha256);
    if (now?.state !== exhibit.state || now.verdict === 'INVALID') {
      wrong.push(
        `condemns exhibit ${exhibit.seq}: ${exhibit.state} became ${now?.state} ${now?.verdict}, by [${found.slice(0, 8).join(', ')}]`,
      );
      break;
    }
  }
  const warning = situation === 'alone' ? undefined : expected.warns?.[situation];
  if (warning !== undefined && ![...said.warnings, ...said.findings].some(({ code }) => code === warning)) {
    wrong.push(`does not say ${warning}`);
  }
  return wrong;
}
