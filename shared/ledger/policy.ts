/**
 * Whose cosignatures a reviewer accepts, and how many: a policy in the line format of C2SP tlog-policy.
 *
 *     witness <name> <verifier key>
 *     group <name> any|all|<number> <member> …      members are witnesses and groups named above
 *     quorum <name>|none
 */
import { Fault } from '../faults.ts';
import { equalBytes } from './bytes.ts';
import { formatVerifierKey, type NoteKey, readVerifierKey, SIGNATURE_COSIGNATURE_V1 } from './note.ts';
import type { Primitives } from './primitives.ts';

/** What has to have cosigned: one witness, or enough members of a group. */
export type Quorum = { readonly witness: number } | { readonly least: number; readonly members: readonly Quorum[] };

export type WitnessPolicy = {
  /** Each key once. A quorum names them by their place here. */
  readonly witnesses: readonly NoteKey[];
  /** Null where nothing is accepted as a quorum: no ledger is ever WITNESSED under such a policy. */
  readonly quorum: Quorum | null;
};

const MAX_POLICY_LENGTH = 64 * 1024;
/** Witnesses and groups together: a policy is written by people. */
const MAX_NAMES = 200;

export const NO_WITNESSES: WitnessPolicy = { witnesses: [], quorum: null };

/** `least` of these witnesses, 1 ≤ least ≤ how many there are. Throws POLICY_INVALID. */
export function policyOf(witnesses: readonly NoteKey[], least = 1): WitnessPolicy {
  if (witnesses.length === 0 && least === 1) return NO_WITNESSES;
  if (!Number.isSafeInteger(least) || least < 1 || least > witnesses.length) throw invalid('quorum');
  requireDistinct(witnesses);
  return { witnesses, quorum: { least, members: witnesses.map((_key, witness) => ({ witness })) } };
}

/** Throws POLICY_INVALID for anything that is not exactly a policy: nobody may rely on a line that was passed over. */
export function readPolicy(primitives: Primitives, text: string): WitnessPolicy {
  if (text.length > MAX_POLICY_LENGTH) throw invalid('size');
  const witnesses: NoteKey[] = [];
  const named = new Map<string, Quorum>();
  let quorum: Quorum | null | undefined;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const words = line.replace(/#.*$/, '').trim().split(/\s+/);
    const [keyword = '', name = '', ...rest] = words;
    const wrong = (): Fault => invalid(`line ${index + 1}`);
    if (keyword === '') continue;
    if (keyword === 'quorum') {
      if (quorum !== undefined || name === '' || rest.length > 0) throw wrong();
      const found = named.get(name);
      if (found === undefined && name !== 'none') throw wrong();
      quorum = found ?? null;
      continue;
    }
    if (name === '' || name === 'none' || named.has(name) || named.size >= MAX_NAMES || quorum !== undefined)
      throw wrong();
    if (keyword === 'witness') {
      const [key] = rest;
      if (key === undefined || rest.length !== 1) throw wrong();
      named.set(name, { witness: witnesses.length });
      witnesses.push(readWitnessKey(primitives, key));
    } else if (keyword === 'group') {
      const [count = '', ...names] = rest;
      const members = names.map((member) => named.get(member));
      if (new Set(names).size !== names.length || !members.every((member) => member !== undefined)) throw wrong();
      named.set(name, { least: leastOf(count, members.length) ?? raise(wrong()), members });
    } else {
      throw wrong();
    }
  }
  if (quorum === undefined) throw invalid('quorum');
  requireDistinct(witnesses);
  return { witnesses, quorum };
}

/** The number of witnesses that a policy asks for, where it names nothing but that: no groups within groups. */
export function leastOfAll({ witnesses, quorum }: WitnessPolicy): number | null {
  if (quorum === null || witnesses.length === 0) return null;
  if ('witness' in quorum) return witnesses.length === 1 ? 1 : null;
  const named = new Set(quorum.members.map((member) => ('witness' in member ? member.witness : -1)));
  return !named.has(-1) && named.size === witnesses.length ? quorum.least : null;
}

/** The lines of a policy that asks for so many of its witnesses. Throws POLICY_INVALID for one with groups within groups. */
export function formatPolicy(policy: WitnessPolicy): string {
  const least = leastOfAll(policy);
  if (least === null) throw invalid('groups');
  const names = policy.witnesses.map((_key, index) => `w${index + 1}`);
  return [
    ...policy.witnesses.map((key, index) => `witness ${names[index]} ${formatVerifierKey(key)}`),
    `group trusted ${least} ${names.join(' ')}`,
    'quorum trusted',
    '',
  ].join('\n');
}

/** A witness's verifier key: of the type for cosignatures, because no ledger's key vouches for itself. Throws POLICY_INVALID. */
export function readWitnessKey(primitives: Primitives, text: string): NoteKey {
  let key: NoteKey;
  try {
    key = readVerifierKey(primitives, text.trim());
  } catch (error) {
    if (error instanceof Fault) throw invalid('verifier key');
    throw error;
  }
  if (key.type !== SIGNATURE_COSIGNATURE_V1) throw invalid('not a witness’s key');
  return key;
}

/** Whose countersignatures count, as a person says it: the text of a policy, or keys and how many of them; neither trusts nobody. */
export type GivenPolicy = {
  readonly policy?: string | undefined;
  readonly witnesses?: readonly string[] | undefined;
  readonly quorum?: number | undefined;
};

/** Throws POLICY_INVALID. */
export function readGivenPolicy(
  primitives: Primitives,
  { policy, witnesses = [], quorum }: GivenPolicy,
): WitnessPolicy {
  if (policy !== undefined) {
    // Two ways of saying whom to trust would leave open which one counted.
    if (witnesses.length > 0 || quorum !== undefined) throw invalid('policy and keys');
    return readPolicy(primitives, policy);
  }
  if (witnesses.length === 0 && quorum === undefined) return NO_WITNESSES;
  return policyOf(
    witnesses.map((key) => readWitnessKey(primitives, key)),
    quorum ?? 1,
  );
}

/** What a person typed into one field: a policy where a line begins like one, else a key on each line. */
export function givenPolicy(text: string, quorum: number | null): GivenPolicy {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  if (lines.some((line) => /^(witness|group|quorum)\s/.test(line))) return { policy: text };
  const witnesses = lines.filter((line) => line !== '' && !line.startsWith('#'));
  if (witnesses.length === 0) return {};
  return quorum === null ? { witnesses } : { witnesses, quorum };
}

/**
 * The size below which the policy is met. `sizes`: for each witness the largest tree of this ledger that it cosigned, 0 for none:
 * whoever cosigned a tree vouches for all that it begins with.
 */
export function quorumSize({ quorum }: WitnessPolicy, sizes: readonly number[]): number {
  if (quorum === null) return 0;
  // Groups may share members: each is worked out once.
  const known = new Map<Quorum, number>();
  const sizeOf = (part: Quorum): number => {
    const before = known.get(part);
    if (before !== undefined) return before;
    // The size that `least` members reach is the one in that place from above.
    const size =
      'witness' in part
        ? (sizes[part.witness] ?? 0)
        : (part.members.map(sizeOf).sort((a, b) => b - a)[part.least - 1] ?? 0);
    known.set(part, size);
    return size;
  };
  return sizeOf(quorum);
}

function leastOf(count: string, members: number): number | null {
  const least = count === 'any' ? 1 : count === 'all' ? members : /^[1-9]\d{0,2}$/.test(count) ? Number(count) : 0;
  return least >= 1 && least <= members ? least : null;
}

/** One witness under two names would count twice. */
function requireDistinct(witnesses: readonly NoteKey[]): void {
  for (const [index, { publicKey }] of witnesses.entries()) {
    if (witnesses.slice(0, index).some((other) => equalBytes(other.publicKey, publicKey))) throw invalid('a key twice');
  }
}

function invalid(reason: string): Fault {
  return new Fault('POLICY_INVALID', { reason });
}

function raise(error: Error): never {
  throw error;
}
