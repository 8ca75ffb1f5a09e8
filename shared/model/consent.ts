import { z } from 'zod';
import { day, isMinorOn, type PersonFields } from './persons.ts';
import { type Audience, audiences } from './vocabulary.ts';

/**
 * What was explained before somebody was asked. From the informed-consent elements that PHR, IIIM and the Eurojust–ICC guidelines
 * for civil society organisations (2022) have in common; `court keeps it` is the one that can't be made up for afterwards.
 */
export const explainedTopics = [
  'who we are',
  'purpose',
  'intended uses',
  'who will see it',
  'how it is kept',
  'risks and benefits',
  'limits of confidentiality',
  'may refuse',
  'may withdraw',
  'court keeps it',
  'recording',
] as const;
export type ExplainedTopic = (typeof explainedTopics)[number];

/** What it may be used for. */
export const purposes = [
  'criminal case',
  'fact-finding',
  'other legal claim',
  'public reporting',
  'advocacy',
  'protection and aid',
  'research',
] as const;
export type Purpose = (typeof purposes)[number];

/** What is to be taken out before anybody outside sees it. */
export const anonymisedParts = ['name', 'photo', 'voice', 'location', 'family'] as const;
export type AnonymisedPart = (typeof anonymisedParts)[number];

/** `cannot be asked`: the dead, the unconscious, passers-by whom nobody knows. What is known of their wishes stands apart. */
export const personConsentStates = ['given', 'refused', 'not asked', 'cannot be asked', 'withdrawn'] as const;
export type PersonConsentState = (typeof personConsentStates)[number];

/** How consent was expressed. */
export const consentWays = [
  'spoken',
  'signed',
  'thumbprint',
  'recorded',
  'through an interpreter',
  'in writing',
] as const;

/** How far a withdrawal reaches. Erasing is asked for apart, by two people. */
export const withdrawalReaches = ['sharing', 'all use'] as const;
export type WithdrawalReach = (typeof withdrawalReaches)[number];

const words = z.string().trim().max(5_000);

export const consentFields = z.strictObject({
  state: z.enum(personConsentStates),
  /** The day on which they were asked, or on which it was found that they can't be. */
  asked: day,
  explained: z.array(z.enum(explainedTopics)).max(explainedTopics.length),
  audiences: z.array(z.enum(audiences)).max(audiences.length),
  purposes: z.array(z.enum(purposes)).max(purposes.length),
  conditions: z.strictObject({
    /** Not in a case that can end in a sentence of death. */
    noDeathPenalty: z.boolean(),
    /** To be asked again before each use. */
    askAgain: z.boolean(),
    /** States whose authorities must not get it: ISO 3166-1 alpha-2. */
    notStates: z.array(z.string().regex(/^[A-Z]{2}$/, 'SY')).max(50),
    /** In the person's sense, in words. */
    words,
  }),
  anonymise: z.array(z.enum(anonymisedParts)).max(anonymisedParts.length),
  obtained: z.strictObject({
    /** Who asked: an operator's code, a role; no name. */
    by: z.string().trim().max(300),
    how: z.array(z.enum(consentWays)).max(consentWays.length),
    /** Who was there: a role, no name. */
    witness: z.string().trim().max(300),
  }),
  /** Sound or picture of the person, asked apart from everything else. */
  recording: z.enum(['agreed', 'refused', 'not asked']),
  /** For a child: what it said itself, and what those said who are responsible for it. Null for whoever is of age. */
  child: z
    .strictObject({
      assent: z.enum(['given', 'refused', 'not asked']),
      guardian: z.enum(['agreed', 'refused', 'not asked', 'none there']),
    })
    .nullable(),
  /** To be asked again on this day; from then on the consent carries nothing new. */
  renew: day.nullable(),
  /** What is known of the wishes of whoever can't be asked, and from whom. */
  wishes: words,
  withdrawal: z.strictObject({ on: day, reach: z.enum(withdrawalReaches), how: z.enum(consentWays), words }).nullable(),
});
export type ConsentFields = z.infer<typeof consentFields>;

/** Audiences that keep what they are given for good: files of proceedings. */
export const keepsForGood: readonly Audience[] = ['court', 'un_mechanism', 'defence'];

/** What must have been explained before any consent counts. */
export const alwaysExplained = [
  'purpose',
  'who will see it',
  'may refuse',
  'may withdraw',
] as const satisfies readonly ExplainedTopic[];

/** Rules that hold between the fields of a consent, by the field that breaks one: keys of `consentRule.<rule>`. */
export const consentRules = [
  'explain first',
  'explain that a court keeps it',
  'name an audience',
  'say who asked and how',
  'a child’s assent',
  'those responsible for a child',
  'the dead can’t be asked',
  'say what is known of their wishes',
  'nobody can have agreed',
  'withdrawn needs a withdrawal',
] as const;
export type ConsentRule = (typeof consentRules)[number];

/** The first rule that is broken, with the field that breaks it; null where all hold. */
export function brokenConsentRule(
  fields: ConsentFields,
  person: Pick<PersonFields, 'standing' | 'child' | 'majority'>,
): { field: string; rule: ConsentRule } | null {
  const { state, explained, audiences: to, obtained, child, wishes, withdrawal } = fields;
  if ((state === 'withdrawn') !== (withdrawal !== null))
    return { field: 'withdrawal', rule: 'withdrawn needs a withdrawal' };
  if (person.standing === 'dead' && state !== 'cannot be asked')
    return { field: 'state', rule: 'the dead can’t be asked' };
  if (state === 'cannot be asked') {
    if (wishes === '') return { field: 'wishes', rule: 'say what is known of their wishes' };
    if (to.length > 0) return { field: 'audiences', rule: 'nobody can have agreed' };
  }
  if (state !== 'given') return null;
  if (!alwaysExplained.every((topic) => explained.includes(topic)))
    return { field: 'explained', rule: 'explain first' };
  if (to.length === 0) return { field: 'audiences', rule: 'name an audience' };
  if (to.some((audience) => keepsForGood.includes(audience)) && !explained.includes('court keeps it'))
    return { field: 'explained', rule: 'explain that a court keeps it' };
  if (obtained.by === '' || obtained.how.length === 0) return { field: 'obtained', rule: 'say who asked and how' };
  // CRC art. 5 and 12: those responsible for a child agree, and the child itself is heard; neither stands for the other.
  if (isMinorOn(person, fields.asked)) {
    if (child?.assent !== 'given') return { field: 'child', rule: 'a child’s assent' };
    if (child.guardian === 'refused' || child.guardian === 'not asked')
      return { field: 'child', rule: 'those responsible for a child' };
  }
  return null;
}

/** What a bundle's recipient was told about a withdrawal, and what they answered. */
export const noticeFields = z.strictObject({
  /** The export's entry. */
  export: z.number().int().nonnegative(),
  told: day,
  how: z.string().trim().min(1).max(300),
  /** Empty while there is none. */
  answer: words,
});
