import { z } from 'zod';
import type { PersonDetail } from '../../shared/contract.ts';
import { type ConsentFields, consentFields } from '../../shared/model/consent.ts';
import { isMinorOn, type PersonFields } from '../../shared/model/persons.ts';
import { keptWhole } from '../bridge/keeping.ts';

/** What somebody says when they are asked, as it stands on the screen. */
export interface ConsentDraft {
  readonly person: string;
  readonly code: string;
  /** The newest entry of what they said before when this was begun; null where they were never asked. */
  readonly head: number | null;
  readonly fields: ConsentFields;
  /** As typed: codes of states, and the day on which to ask again. */
  readonly states: string;
  readonly renew: string;
  /** Why what they said before is changed. */
  readonly reason: string;
}

const unanswered = { assent: 'not asked', guardian: 'not asked' } as const;

/**
 * Nothing is answered before it is asked. What was said before is shown to be changed, except where they took it back or the day came on
 * which they are to be asked again: then it has to be explained and answered anew.
 */
export function emptyConsent(person: PersonDetail, operator: string, today: string): ConsentDraft {
  const { id, fields, consent, due } = person;
  const common = { person: id, code: fields.code, head: consent?.head ?? null, reason: '' };
  if (consent !== null) {
    const before = consent.fields;
    const again = before.state === 'withdrawn' || due?.isPast === true;
    const anew: Partial<ConsentFields> = again ? { state: 'not asked', explained: [], renew: null, child: null } : {};
    const said: ConsentFields = { ...before, ...anew, asked: today, withdrawal: null };
    return { ...common, fields: said, states: before.conditions.notStates.join(' '), renew: said.renew ?? '' };
  }
  const fresh: ConsentFields = {
    state: fields.standing === 'dead' ? 'cannot be asked' : 'not asked',
    asked: today,
    explained: [],
    audiences: [],
    purposes: [],
    conditions: { noDeathPenalty: false, askAgain: false, notStates: [], words: '' },
    anonymise: [],
    obtained: { by: operator, how: [], witness: '' },
    recording: 'not asked',
    child: null,
    renew: null,
    wishes: '',
    withdrawal: null,
  };
  return { ...common, fields: fresh, states: '', renew: '' };
}

/** What is recorded of the draft: who agreed to nothing names no audience, and only a child is asked as one. */
export function saidIn({ fields, states, renew }: ConsentDraft, person: PersonFields): ConsentFields {
  const day = renew.trim();
  return {
    ...fields,
    asked: fields.asked.trim(),
    audiences: fields.state === 'given' ? fields.audiences : [],
    renew: day === '' ? null : day,
    child: isMinorOn(person, fields.asked.trim()) ? (fields.child ?? unanswered) : null,
    conditions: {
      ...fields.conditions,
      notStates: states
        .toUpperCase()
        .split(/[\s,]+/)
        .filter((each) => each !== ''),
    },
  };
}

/** Half a day, and text that ends in a space, are none of the consent's yet. */
const half = z.string();
const { conditions, obtained } = consentFields.shape;
const kept = z.object({
  person: half,
  code: half,
  head: z.number().int().nonnegative().nullable(),
  fields: consentFields.extend({
    asked: half,
    renew: half.nullable(),
    wishes: half,
    conditions: conditions.extend({ words: half }),
    obtained: obtained.extend({ by: half, witness: half }),
  }),
  states: half,
  renew: half,
  reason: half,
});

export const consentKeeping = keptWhole<ConsentDraft>('consent', kept);
