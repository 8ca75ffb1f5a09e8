/**
 * What may be used for what, as a specification: every class of material, audience, purpose, legal basis, answer of the person concerned, legal
 * hold and order of a court, together. What keeps something back stands below as a table in the words of the rules; the gate is held against it.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Bearing,
  type Concerned,
  noBearing,
  type Override,
  type Use,
  type WeighedConsent,
} from '../../../../electron/core/gate/bearing.ts';
import { weigh } from '../../../../electron/core/gate/weigh.ts';
import { type Purpose, purposes } from '../../../../shared/model/consent.ts';
import { type LegalBasis, legalBases } from '../../../../shared/model/legal-bases.ts';
import {
  type BasisStated,
  basesFor,
  brokenUseRule,
  meetsCondition,
  proceedings,
  purposesOf,
} from '../../../../shared/model/stated-use.ts';
import { type MaterialClass, materialClasses } from '../../../../shared/model/use.ts';
import { type Audience, audiences } from '../../../../shared/model/vocabulary.ts';
import { metBy } from '../../../fixtures/uses.ts';

const today = '2026-11-23';
const [order, otherOrder] = ['a'.repeat(32), 'b'.repeat(32)];

const agreed = (changes: Partial<WeighedConsent> = {}): WeighedConsent => ({
  state: 'given',
  audiences: [...audiences],
  purposes: [...purposes],
  conditions: { noDeathPenalty: false, askAgain: false, notStates: [], words: '' },
  anonymise: [],
  renew: null,
  withdrawal: null,
  asked: '2016-05-01',
  child: null,
  ...changes,
});
const unless = (changes: Partial<WeighedConsent['conditions']>): WeighedConsent => {
  const given = agreed();
  return { ...given, conditions: { ...given.conditions, ...changes } };
};

/** What the one person concerned said. */
const consents = {
  'agreed to everything': agreed(),
  'agreed to a court alone': agreed({ audiences: ['court'] }),
  'agreed to a criminal case alone': agreed({ purposes: ['criminal case'] }),
  'agreed, and was not asked what for': agreed({ purposes: [] }),
  'agreed in a testimony, where purposes are not asked about apart': agreed({ purposes: null }),
  'agreed, but to no sentence of death': unless({ noDeathPenalty: true }),
  'agreed, but not to one state': unless({ notStates: ['SY'] }),
  'agreed, and is to be asked before each use': unless({ askAgain: true }),
  'agreed on a condition in their own words': unless({ words: 'not by post' }),
  'agreed until yesterday': agreed({ renew: '2026-11-22' }),
  'was not asked': null,
  'said no': agreed({ state: 'refused' }),
  'took it back': agreed({ state: 'withdrawn' }),
  'can’t be asked': agreed({ state: 'cannot be asked', audiences: [] }),
} as const satisfies Record<string, WeighedConsent | null>;
type Said = keyof typeof consents;

/** No order; one for this audience; one for this audience while handing over rests on another; one for another audience. */
const orders = ['none', 'relied on', 'not relied on', 'for somebody else'] as const;

type Case = {
  readonly material: MaterialClass | 'nothing special';
  readonly audience: Audience;
  readonly purpose: Purpose;
  readonly basis: LegalBasis;
  readonly said: Said;
  readonly hold: boolean;
  readonly order: (typeof orders)[number];
};

function* everyCase(): Generator<Case> {
  for (const audience of audiences)
    for (const purpose of purposesOf[audience])
      for (const basis of basesFor(audience, purpose))
        for (const said of Object.keys(consents) as Said[])
          for (const material of ['nothing special', ...materialClasses] as const)
            for (const hold of [false, true])
              for (const which of orders) {
                if (which === 'relied on' && basis !== 'court order') continue;
                yield { material, audience, purpose, basis, said, hold, order: which };
              }
}

const isPublished = ({ audience }: Case) => audience === 'media' || audience === 'public';
const isInProceedings = ({ audience }: Case) => (proceedings as readonly Audience[]).includes(audience);
const hasAgreed = ({ said }: Case) => consents[said]?.state === 'given';
/** Whoever agreed to others, or to another use, has no condition to be weighed. */
const agreedToThis = (one: Case) =>
  hasAgreed(one) && !(one.said === 'agreed to a court alone' && one.audience !== 'court');

/** Who can open it: whoever answers the question, two people of the archive, a court in proceedings, nobody. */
type OpenTo = 'an answer' | 'two people' | 'a court' | 'nobody';
const rules: readonly { readonly rule: string; readonly openTo: OpenTo; keepsBack(one: Case): boolean }[] = [
  { rule: 'a refusal holds', openTo: 'a court', keepsBack: ({ said }) => said === 'said no' },
  { rule: 'a withdrawal holds', openTo: 'a court', keepsBack: ({ said }) => said === 'took it back' },
  { rule: 'only those named get it', openTo: 'a court', keepsBack: (one) => hasAgreed(one) && !agreedToThis(one) },
  {
    rule: 'it is used for nothing else than was agreed',
    openTo: 'a court',
    keepsBack: ({ said, purpose }) => said === 'agreed to a criminal case alone' && purpose !== 'criminal case',
  },
  {
    rule: 'whoever was not asked has not agreed',
    openTo: 'two people',
    keepsBack: ({ said }) => said === 'was not asked',
  },
  {
    rule: 'whoever was not asked about uses has not agreed to one',
    openTo: 'two people',
    keepsBack: ({ said }) => said === 'agreed, and was not asked what for',
  },
  {
    rule: 'what ended has to be renewed',
    openTo: 'two people',
    keepsBack: ({ said }) => said === 'agreed until yesterday',
  },
  {
    rule: 'whoever can’t be asked is shown in proceedings alone',
    openTo: 'two people',
    keepsBack: (one) => one.said === 'can’t be asked' && !isInProceedings(one),
  },
  {
    rule: 'nothing rests on a consent that doesn’t exist, or on an order that doesn’t name it',
    openTo: 'two people',
    keepsBack: (one) =>
      one.said === 'can’t be asked' && isInProceedings(one) && (one.basis === 'consent' || one.basis === 'court order'),
  },
  {
    rule: 'no sentence of death',
    openTo: 'an answer',
    keepsBack: (one) => one.said === 'agreed, but to no sentence of death' && !isPublished(one),
  },
  {
    rule: 'not to that state',
    openTo: 'an answer',
    keepsBack: (one) => one.said === 'agreed, but not to one state' && !isPublished(one),
  },
  {
    rule: 'what is published reaches every state',
    openTo: 'nobody',
    keepsBack: (one) => one.said === 'agreed, but not to one state' && isPublished(one),
  },
  {
    rule: 'asked before each use',
    openTo: 'an answer',
    keepsBack: ({ said }) => said === 'agreed, and is to be asked before each use',
  },
  {
    rule: 'a condition in somebody’s own words',
    openTo: 'an answer',
    keepsBack: ({ said }) => said === 'agreed on a condition in their own words',
  },
  {
    rule: 'what needs care is not published',
    openTo: 'two people',
    keepsBack: (one) => one.material !== 'nothing special' && isPublished(one),
  },
  {
    rule: 'remains are for proceedings',
    openTo: 'two people',
    keepsBack: ({ material, audience }) => material === 'remains' && audience === 'partner',
  },
  {
    rule: 'where people still work stays from the other side',
    openTo: 'two people',
    keepsBack: ({ material, audience }) => material === 'working site' && audience === 'defence',
  },
  {
    rule: 'patients, children, sexual violence and medical confidence need consent outside proceedings, and from the other side',
    openTo: 'two people',
    keepsBack: (one) =>
      ['patient', 'child', 'sexual violence', 'medical confidence'].includes(one.material) &&
      !hasAgreed(one) &&
      (one.audience === 'partner' || one.audience === 'defence'),
  },
  {
    rule: 'a child and sexual violence need consent in proceedings too',
    openTo: 'two people',
    keepsBack: (one) =>
      (one.material === 'child' || one.material === 'sexual violence') && !hasAgreed(one) && isInProceedings(one),
  },
];

const basisOf = ({ basis, order: which }: Case): BasisStated => {
  if (basis === 'consent') return { kind: basis };
  if (basis === 'court order') return { kind: basis, order: which === 'relied on' ? order : otherOrder };
  return { kind: basis, words: 'training' };
};

function orderIn({ order: which, audience }: Case): Override[] {
  if (which === 'none') return [];
  const viewer = which === 'for somebody else' ? (audience === 'court' ? 'un_mechanism' : 'court') : audience;
  return [{ viewer, ground: 'court order to hand over', covers: [], purpose: null, order, seq: 20 }];
}

const person = (consent: WeighedConsent | null): Concerned => ({
  person: 'person-1',
  standing: 'witness',
  child: false,
  majority: null,
  as: ['shown'],
  consent,
  seq: 7,
});

const bearingOf = (one: Case): Bearing => ({
  ...noBearing,
  classes: one.material === 'nothing special' ? [] : [one.material],
  concerned: [person(consents[one.said])],
  overrides: orderIn(one),
  holds: one.hold ? [30] : [],
});
const usedIn = (one: Case): Use => ({
  viewer: one.audience,
  purpose: one.purpose,
  basis: basisOf(one),
  answers: [],
});

function specified(one: Case): { outcome: string; byCourtAlone: boolean; asks: boolean } {
  const back = one.order === 'relied on' ? [] : rules.filter(({ keepsBack }) => keepsBack(one));
  const open = (to: OpenTo) => back.filter(({ openTo }) => openTo === to).length;
  if (back.length === 0) return { outcome: 'allowed', byCourtAlone: false, asks: false };
  const asks = open('an answer') === back.length;
  if (open('nobody') > 0 || (open('a court') > 0 && !isInProceedings(one)))
    return { outcome: 'withheld', byCourtAlone: false, asks };
  return { outcome: 'needs override', byCourtAlone: open('a court') > 0, asks };
}

describe('every use of everything', () => {
  it('comes out as the rules say, with a reason, whatever is held', () => {
    let cases = 0;
    for (const one of everyCase()) {
      cases++;
      const { outcome, reasons, overridableBy, questions } = weigh(bearingOf(one), usedIn(one), today);
      const byCourtAlone = overridableBy.length === 1 && overridableBy[0] === 'court order to hand over';
      const found = { ...one, outcome, byCourtAlone, asks: questions.length > 0 };
      const expected = { ...one, ...specified(one) };
      // A plain comparison first: an assertion for each of these cases takes longer than all the rest.
      if (JSON.stringify(found) !== JSON.stringify(expected)) expect(found).toEqual(expected);
      if (reasons.length === 0) expect({ ...one, reasons }).not.toMatchObject({ reasons: [] });
      const says = reasons.some(({ code }) => code === 'held');
      if (says !== one.hold) expect({ ...one, says }).toMatchObject({ says: one.hold });
    }
    expect(cases).toBeGreaterThan(30_000);
  });

  it('a condition is met only by the answer that meets it; what isn’t known is not met', () => {
    for (const one of everyCase()) {
      if (one.material !== 'nothing special' || one.hold || one.order !== 'none') continue;
      const { questions } = weigh(bearingOf(one), usedIn(one), today);
      if (questions.length === 0) continue;
      const met = metBy(questions);
      expect(weigh(bearingOf(one), { ...usedIn(one), answers: met }, today).outcome).toBe('allowed');
      for (const word of ['yes', 'no', 'not known'] as const) {
        const said = met.map((each) => ({ ...each, answer: word }));
        if (said.every(meetsCondition)) continue;
        const judged = weigh(bearingOf(one), { ...usedIn(one), answers: said }, today);
        expect({ outcome: judged.outcome, asks: judged.questions.length }).toEqual({
          outcome: 'needs override',
          asks: 0,
        });
      }
    }
  });

  it('an answer about a consent doesn’t hold for a later one', () => {
    const bearing = { ...noBearing, concerned: [person(unless({ askAgain: true }))] };
    const use: Use = { viewer: 'court', purpose: 'criminal case', basis: { kind: 'consent' }, answers: [] };
    const answers = metBy(weigh(bearing, use, today).questions);
    const later = { ...bearing, concerned: [{ ...person(unless({ askAgain: true })), seq: 99 }] };
    expect(weigh(later, { ...use, answers }, today).questions.map(({ key }) => key)).toEqual(['asked again 99']);
  });

  it('an order opens no restriction', () => {
    const use: Use = { viewer: 'court', purpose: 'criminal case', basis: { kind: 'court order', order }, answers: [] };
    const override: Override = {
      viewer: 'court',
      ground: 'court order to hand over',
      covers: [],
      purpose: null,
      order,
      seq: 20,
    };
    const bearing = { ...noBearing, overrides: [override], restrictions: [{ viewers: ['court'] as const, seq: 4 }] };
    expect(weigh(bearing, use, today)).toMatchObject({ outcome: 'withheld', ground: 'restricted' });
  });

  it('an order hands over what somebody asked to have taken out, and says by which it was opened', () => {
    const override: Override = {
      viewer: 'court',
      ground: 'court order to hand over',
      covers: [],
      purpose: null,
      order,
      seq: 20,
    };
    const bearing = { ...noBearing, concerned: [person(agreed({ anonymise: ['photo'] }))], overrides: [override] };
    const use: Use = { viewer: 'court', purpose: 'criminal case', basis: { kind: 'court order', order }, answers: [] };
    expect(weigh(bearing, use, today)).toMatchObject({ outcome: 'allowed', anonymise: [], order: 20 });
    expect(weigh(bearing, { ...use, basis: { kind: 'consent' } }, today)).toMatchObject({
      anonymise: ['photo'],
      order: null,
    });
  });

  it('an exception for one use opens no other', () => {
    const override: Override = {
      ...{ viewer: 'court', ground: 'the person was asked again', covers: ['not asked'], order: null, seq: 9 },
      purpose: 'criminal case',
    };
    const bearing = { ...noBearing, concerned: [person(null)], overrides: [override] };
    const use = { viewer: 'court', basis: { kind: 'consent' }, answers: [] } as const;
    expect(weigh(bearing, { ...use, purpose: 'criminal case' }, today).outcome).toBe('allowed');
    expect(weigh(bearing, { ...use, purpose: 'fact-finding' }, today).outcome).toBe('needs override');
  });
});

describe('what is stated', () => {
  it.each(audiences)('for %s has a purpose, and each purpose a basis', (audience) => {
    for (const purpose of purposesOf[audience]) expect(basesFor(audience, purpose)).toContain('consent');
  });

  it('names what would be possible where a purpose or a basis doesn’t fit', () => {
    const stated = { audience: 'media', purpose: 'criminal case', basis: { kind: 'consent' }, answers: [] } as const;
    expect(brokenUseRule(stated)).toEqual({
      field: 'purpose',
      rule: 'this audience has no such purpose',
      value: 'criminal case',
      expected: ['public reporting', 'advocacy'],
    });
    const legal = { ...stated, purpose: 'advocacy', basis: { kind: 'legal claims', words: 'claim 7' } } as const;
    expect(brokenUseRule(legal)).toMatchObject({ field: 'basis', rule: 'not on this basis', value: 'legal claims' });
  });

  it('an answer that opens something says on what it rests', () => {
    const stated = { audience: 'court', purpose: 'criminal case', basis: { kind: 'consent' } } as const;
    const said = (answer: 'yes' | 'no', rests: string) => ({
      ...stated,
      answers: [{ question: 'death penalty', answer, rests }],
    });
    expect(brokenUseRule(said('no', ' '))).toMatchObject({ field: 'answers', value: 'death penalty' });
    expect(brokenUseRule(said('yes', ''))).toBeNull();
    expect(brokenUseRule(said('no', 'letter 7'))).toBeNull();
  });
});

/** How open something is: more is more open. */
const openness = (bearing: Bearing, use: Use): number =>
  ['withheld', 'needs override', 'allowed'].indexOf(weigh(bearing, use, today).outcome);

const anyConsent = fc.constantFrom(...Object.values(consents));
const anyPerson = fc.record({
  person: fc.constant('person-1'),
  standing: fc.constantFrom('witness', 'patient', 'dead', 'bystander'),
  child: fc.boolean(),
  majority: fc.constantFrom(null, '2026-11-01', '2031-01-01'),
  as: fc.constant(['shown']),
  consent: anyConsent,
  seq: fc.integer({ min: 1, max: 20 }),
}) as fc.Arbitrary<Concerned>;
const anyOverride = fc.record({
  viewer: fc.constantFrom(...audiences),
  ground: fc.constant('court order to hand over'),
  covers: fc.constant([]),
  purpose: fc.constant(null),
  order: fc.constantFrom(order, otherOrder),
  seq: fc.nat(),
}) as fc.Arbitrary<Override>;
const anyBearing = fc.record({
  classes: fc.subarray([...materialClasses]),
  concerned: fc.array(anyPerson, { maxLength: 3 }),
  restrictions: fc.array(fc.record({ viewers: fc.subarray([...audiences]), seq: fc.nat() }), { maxLength: 1 }),
  overrides: fc.array(anyOverride, { maxLength: 2 }),
  holds: fc.array(fc.nat(), { maxLength: 2 }),
}) as fc.Arbitrary<Bearing>;
const anyUse: fc.Arbitrary<Use> = fc
  .tuple(fc.constantFrom(...audiences), fc.constantFrom(...purposes), fc.constantFrom(...legalBases))
  .map(([viewer, purpose, kind]) => ({
    viewer,
    purpose,
    basis: kind === 'consent' ? { kind } : kind === 'court order' ? { kind, order } : { kind, words: 'training' },
    answers: [],
  }));

/** The same people, of whom one says less than before. */
const sayingLess = (bearing: Bearing, less: (consent: WeighedConsent) => WeighedConsent): Bearing => ({
  ...bearing,
  concerned: bearing.concerned.map((each, index) =>
    index === 0 && each.consent !== null ? { ...each, consent: less(each.consent) } : each,
  ),
});

describe('more refusal never opens more', () => {
  const narrower: readonly [string, (consent: WeighedConsent, use: Use) => WeighedConsent][] = [
    ['a refusal', (consent) => ({ ...consent, state: 'refused' })],
    ['a withdrawal', (consent) => ({ ...consent, state: 'withdrawn' })],
    [
      'one audience less',
      (consent, { viewer }) => ({ ...consent, audiences: consent.audiences.filter((each) => each !== viewer) }),
    ],
    [
      'one purpose less',
      (consent, { purpose }) => ({
        ...consent,
        purposes: (consent.purposes ?? purposes).filter((each) => each !== purpose),
      }),
    ],
    [
      'no sentence of death',
      (consent) => ({ ...consent, conditions: { ...consent.conditions, noDeathPenalty: true } }),
    ],
    ['one state more', (consent) => ({ ...consent, conditions: { ...consent.conditions, notStates: ['SY', 'RU'] } })],
    ['asked before each use', (consent) => ({ ...consent, conditions: { ...consent.conditions, askAgain: true } })],
    [
      'a condition in words',
      (consent) => ({ ...consent, conditions: { ...consent.conditions, words: 'not at night' } }),
    ],
    ['a day that has passed', (consent) => ({ ...consent, renew: '2026-11-22' })],
  ];

  it.each(narrower)('%s', (_what, less) => {
    fc.assert(
      fc.property(anyBearing, anyUse, (bearing, use) => {
        const before = openness(bearing, use);
        expect(
          openness(
            sayingLess(bearing, (consent) => less(consent, use)),
            use,
          ),
        ).toBeLessThanOrEqual(before);
      }),
    );
  });

  it('one more restriction, or one more person who said no', () => {
    fc.assert(
      fc.property(anyBearing, anyUse, anyPerson, (bearing, use, person) => {
        const before = openness(bearing, use);
        const restricted = { ...bearing, restrictions: [...bearing.restrictions, { viewers: [use.viewer], seq: 1 }] };
        expect(openness(restricted, use)).toBeLessThanOrEqual(before);
        const no = { ...person, consent: agreed({ state: 'refused' }) };
        expect(openness({ ...bearing, concerned: [...bearing.concerned, no] }, use)).toBeLessThanOrEqual(before);
      }),
    );
  });

  it('a legal hold changes nothing of what may be seen', () => {
    fc.assert(
      fc.property(anyBearing, anyUse, (bearing, use) => {
        expect(openness({ ...bearing, holds: [1, 2] }, use)).toBe(openness({ ...bearing, holds: [] }, use));
      }),
    );
  });

  it('saying what it is for and on what it rests never opens more than saying nothing', () => {
    fc.assert(
      fc.property(anyBearing, anyUse, (bearing, use) => {
        const unsaid = openness(bearing, { ...use, purpose: null, basis: null });
        expect(openness(bearing, use)).toBeLessThanOrEqual(unsaid);
      }),
    );
  });

  it('an order for somebody else, or that nothing rests on, opens nothing', () => {
    fc.assert(
      fc.property(anyBearing, anyUse, anyOverride, (bearing, use, override) => {
        fc.pre(use.basis?.kind !== 'court order' || override.order !== order || override.viewer !== use.viewer);
        const without = openness(bearing, use);
        expect(openness({ ...bearing, overrides: [...bearing.overrides, override] }, use)).toBe(without);
      }),
    );
  });
});
