import type { Ground } from '../../../shared/model/withholding.ts';
import type { OutsideUse } from '../gate/objections.ts';
import { weigh } from '../gate/weigh.ts';
import { type AskedFor, type FieldDecision, type Rule, type Rules, type Subject, textOf } from './field-rules.ts';
import { always, rulesByKind, rulesByType } from './ruled-fields.ts';

/**
 * Which fields of an entry an audience may see: `weigh` says whether it may see the thing at all, the rules here which of its details.
 * Bundles, receipts and the preview of what leaves and stays ask `decide`. It names what may leave; whatever no rule names stays.
 *
 * A bundle hands originals over bit for bit, so what a camera wrote into a file leaves with the file. Where an audience must not
 * learn a position, a file that carries one stays as a whole.
 */

export type Decision = ReadonlyMap<string, FieldDecision>;

/** Names a field without its number: `account.3` is judged as `account.*`, `impact.2.place` as `impact.*.place`. */
const numbered = (name: string): string => name.replace(/\.\d+(?=\.|$)/, '.*');

/** Entries about the archive's own running: what they hold beside the rules above is for those who keep it. */
const ownRunning = ['key', 'custody', 'export', 'anchor', 'erase'];

/** Decides every field of an entry. Where all fields stay, the entry is withheld whole, its body included. */
export function decide(about: Subject, use: OutsideUse): Decision {
  const subject: AskedFor = { ...about, use };
  const names = Object.keys(subject.fields);
  const whole = wholeGround(subject);
  if (whole !== null) return new Map(names.map((name) => [name, whole]));
  const rules = rulesOf(subject);
  const otherwise: Ground = ownRunning.includes(subject.type) ? 'working note' : 'no rule';
  return new Map(
    names.map((name) => {
      const rule = ruleFor(always, name) ?? ruleFor(rules, name);
      return [name, rule === null ? otherwise : rule(subject, use.viewer, name)];
    }),
  );
}

function ruleFor(rules: Rules, name: string): Rule | null {
  const key = numbered(name);
  return Object.hasOwn(rules, key) ? (rules[key] ?? null) : null;
}

function rulesOf({ type, fields }: Subject): Rules {
  if (type !== 'record') return Object.hasOwn(rulesByType, type) ? (rulesByType[type] ?? {}) : {};
  const kind = textOf(fields.kind);
  return Object.hasOwn(rulesByKind, kind) ? (rulesByKind[kind] ?? {}) : {};
}

/** Why an entry stays whole. The history of a record follows what is on record now: an amendment is judged like what it amends. */
function wholeGround({ type, fields, bearing, use, today, endsShown }: AskedFor): FieldDecision {
  if (!Object.hasOwn(rulesByType, type) && type !== 'record') return 'no rule';
  if (type === 'link') return endsShown ? null : 'other end stays';
  const kind = type === 'record' ? textOf(fields.kind) : null;
  if (kind === 'identity') return 'identity';
  if (kind !== null && !Object.hasOwn(rulesByKind, kind)) return 'no rule';
  return weigh(bearing, use, today).ground;
}
