import { type GivenPolicy, givenPolicy } from '../../shared/ledger/policy.ts';
import type { Requirement } from '../../shared/model/report.ts';

/** Whom a person trusts, as it stands in the fields. Kept nowhere: it is brought to each check anew. */
export interface TrustedTimes {
  /** Certificates in PEM, one after another. */
  readonly roots: string;
  /** Bitcoin blocks, one a line. */
  readonly blocks: string;
}
export interface Trusted extends TrustedTimes {
  /** Keys of witnesses one a line, or a policy. */
  readonly witnesses: string;
  readonly quorum: string;
  readonly require: Requirement | 'anything';
}

export const noTimes: TrustedTimes = { roots: '', blocks: '' };
export const nobody: Trusted = { ...noTimes, witnesses: '', quorum: '', require: 'anything' };

/** As the contract takes it; nothing is named where nothing was brought. */
export function asTimes({ roots, blocks }: TrustedTimes): { authorities?: string[]; headers?: string[] } {
  const headers = blocks
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return { ...(roots.trim() === '' ? {} : { authorities: [roots] }), ...(headers.length === 0 ? {} : { headers }) };
}

export function asTrusted(trusted: Trusted): ReturnType<typeof asTimes> & {
  policy?: string;
  witnesses?: string[];
  quorum?: number;
  require?: Requirement;
} {
  const number = trusted.quorum.trim();
  const given: GivenPolicy = givenPolicy(trusted.witnesses, /^\d{1,3}$/.test(number) ? Number(number) : null);
  return {
    ...asTimes(trusted),
    ...(given.policy === undefined ? {} : { policy: given.policy }),
    ...(given.witnesses === undefined ? {} : { witnesses: [...given.witnesses] }),
    ...(given.quorum === undefined ? {} : { quorum: given.quorum }),
    ...(trusted.require === 'anything' ? {} : { require: trusted.require }),
  };
}

/** What was there with what stands in files, each on lines of its own. */
export function joined(before: string, added: readonly string[]): string {
  return [before, ...added]
    .map((each) => each.trim())
    .filter((each) => each !== '')
    .join('\n');
}
