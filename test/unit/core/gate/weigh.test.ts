import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  asking,
  type Bearing,
  type Concerned,
  noBearing,
  type WeighedConsent,
} from '../../../../electron/core/gate/bearing.ts';
import { weigh as weighFor } from '../../../../electron/core/gate/weigh.ts';
import { personConsentStates, purposes } from '../../../../shared/model/consent.ts';
import { involvements, standings } from '../../../../shared/model/persons.ts';
import {
  gateReasonCodes,
  materialClasses,
  overrideGrounds,
  type Viewer,
  viewers,
} from '../../../../shared/model/use.ts';
import { type Audience, audiences } from '../../../../shared/model/vocabulary.ts';

const today = '2026-11-23';
/** Whoever asks who may see something, and states nothing else. */
const weigh = (bearing: Bearing, viewer: Viewer, day: string) => weighFor(bearing, asking(viewer), day);

const consent = (changes: Partial<WeighedConsent> = {}): WeighedConsent => ({
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

const somebody = (changes: Partial<Concerned> = {}): Concerned => ({
  person: 'person-1',
  standing: 'witness',
  child: false,
  majority: null,
  as: ['shown'],
  consent: consent(),
  seq: 7,
  ...changes,
});

const about = (...concerned: Concerned[]): Bearing => ({ ...noBearing, concerned });
const outcome = (bearing: Bearing, viewer: Viewer) => weigh(bearing, viewer, today).outcome;
const conditions = (changes: Partial<WeighedConsent['conditions']>) =>
  consent({ conditions: { noDeathPenalty: false, askAgain: false, notStates: [], words: '', ...changes } });

describe('what concerns nobody', () => {
  it.each(viewers)('may be seen by %s, and that says so', (viewer) => {
    expect(weigh(noBearing, viewer, today)).toMatchObject({
      outcome: 'allowed',
      reasons: [{ code: viewer === 'archive' ? 'not closed' : 'nobody is concerned' }],
    });
  });
});

describe('whoever was asked', () => {
  it('is shown to those they agreed to, and to nobody else', () => {
    const bearing = about(somebody({ consent: consent({ audiences: ['court', 'partner'] }) }));
    const allowed = audiences.filter((audience) => outcome(bearing, audience) === 'allowed');
    expect(allowed).toEqual(['court', 'partner']);
  });

  it('and said no, is overridden by nobody but a court, and there in proceedings alone', () => {
    const refused = about(somebody({ consent: consent({ state: 'refused' }) }));
    expect(weigh(refused, 'court', today).overridableBy).toEqual(['court order to hand over']);
    expect(weigh(refused, 'media', today)).toMatchObject({ outcome: 'withheld', overridableBy: [] });
  });

  it('under a condition, is shown only when two people say that it is met', () => {
    const judgement = weigh(about(somebody({ consent: conditions({ noDeathPenalty: true }) })), 'court', today);
    expect(judgement).toMatchObject({ outcome: 'needs override', ground: 'condition of consent' });
    expect(outcome(about(somebody({ consent: conditions({ noDeathPenalty: true }) })), 'media')).toBe('allowed');
    expect(outcome(about(somebody({ consent: conditions({ askAgain: true }) })), 'media')).toBe('needs override');
  });

  it('can’t be overridden on the ground that a condition is met, where nobody made one', () => {
    const grounds = (consent: WeighedConsent | null) =>
      weigh(about(somebody({ consent })), 'court', today).overridableBy;
    expect(grounds(conditions({ askAgain: true }))).toContain('the condition is met');
    expect(grounds(null)).not.toContain('the condition is met');
    expect(grounds(null)).toContain('the person was asked again');
  });

  it('and excluded a state, is not published at all: what is published reaches every state', () => {
    const bearing = about(somebody({ consent: conditions({ notStates: ['SY'] }) }));
    expect([outcome(bearing, 'court'), outcome(bearing, 'public')]).toEqual(['needs override', 'withheld']);
  });

  it.each([
    ['has to be renewed', { consent: consent({ renew: '2026-11-23' }) }],
    ['came of age', { child: true, majority: '2026-11-01', standing: 'witness' as const }],
  ])('%s: nothing more leaves until they are asked again', (code, changes) => {
    const judgement = weigh(about(somebody(changes)), 'court', today);
    expect(judgement).toMatchObject({ outcome: 'needs override', ground: 'consent ended' });
    expect(judgement.reasons.map((reason) => reason.code)).toContain(code);
  });

  it('came of age and was asked since, has answered for themselves', () => {
    const asked = consent({ asked: '2026-11-02' });
    expect(outcome(about(somebody({ child: true, majority: '2026-11-01', consent: asked })), 'court')).toBe('allowed');
    expect(outcome(about(somebody({ child: true, majority: '2026-11-03', consent: asked })), 'court')).not.toBe(
      'allowed',
    );
  });

  it('agreed as a child, is not of age because somebody corrects the record: they have to be asked', () => {
    const asChild = consent({ child: { assent: 'given', guardian: 'agreed' } });
    const judgement = weigh(about(somebody({ child: false, consent: asChild })), 'court', today);
    expect(judgement).toMatchObject({ outcome: 'needs override', ground: 'consent ended' });
    expect(judgement.reasons.map(({ code }) => code)).toEqual(['agreed as a child']);
  });

  it('is asked again only from that day on', () => {
    expect(outcome(about(somebody({ consent: consent({ renew: '2026-11-24' }) })), 'court')).toBe('allowed');
  });
});

describe('whoever can’t be asked', () => {
  it.each([
    ['the dead', somebody({ standing: 'dead', consent: null, as: ['named'] })],
    ['a bystander', somebody({ standing: 'bystander', consent: consent({ state: 'cannot be asked', audiences: [] }) })],
  ])('%s may be shown in proceedings, and is not made public', (_who, person) => {
    expect(outcome(about(person), 'court')).toBe('allowed');
    expect(outcome(about(person), 'public')).toBe('needs override');
    expect(outcome(about(person), 'partner')).toBe('needs override');
  });

  it('is never taken to have agreed', () => {
    const { reasons } = weigh(about(somebody({ standing: 'dead', consent: null, as: ['named'] })), 'court', today);
    expect(reasons.map(({ code }) => code)).toEqual(['can’t be asked']);
  });
});

describe('classes of material', () => {
  it('the face of a child is not published, whoever agreed', () => {
    expect(outcome({ ...about(somebody({ child: true })), classes: [] }, 'media')).toBe('needs override');
  });

  it.each(materialClasses)('%s is not published without two people', (each) => {
    expect(outcome({ ...noBearing, classes: [each] }, 'public')).toBe('needs override');
  });

  it('sexual violence needs the consent of those concerned, also for a court', () => {
    const bearing: Bearing = { ...noBearing, classes: ['sexual violence'] };
    expect(outcome(bearing, 'court')).toBe('needs override');
    expect(outcome({ ...bearing, concerned: [somebody()] }, 'court')).toBe('allowed');
  });
});

describe('what is restricted', () => {
  it('stays from those it was restricted for, and no two people change that', () => {
    const bearing: Bearing = { ...noBearing, restrictions: [{ viewers: ['defence'], seq: 9 }] };
    expect(weigh(bearing, 'defence', today)).toMatchObject({
      outcome: 'withheld',
      authority: { kind: 'restriction', seq: 9 },
      overridableBy: [],
    });
    expect(outcome(bearing, 'court')).toBe('allowed');
  });

  it('for the archive itself is closed to everybody', () => {
    const bearing: Bearing = { ...noBearing, restrictions: [{ viewers: ['archive'], seq: 9 }] };
    expect(viewers.map((viewer) => outcome(bearing, viewer))).not.toContain('allowed');
  });
});

describe('an exception', () => {
  const withheld = about(somebody({ consent: null }));
  const exception = {
    viewer: 'court',
    ground: 'the person was asked again',
    covers: ['not asked'],
    purpose: null,
    order: null,
    seq: 12,
  } as const;

  it('lets its viewer see it, says so, and lets nobody else', () => {
    const bearing = { ...withheld, overrides: [exception] };
    expect(weigh(bearing, 'court', today).reasons[0]).toMatchObject({ code: 'overridden', seq: 12 });
    expect(outcome(bearing, 'un_mechanism')).toBe('needs override');
  });

  it('covers nothing that came after it', () => {
    const later = about(somebody({ consent: conditions({ askAgain: true }) }));
    expect(outcome({ ...later, overrides: [exception] }, 'court')).toBe('needs override');
  });
});

const day = fc.constantFrom('2020-01-01', '2026-11-23', '2030-01-01');
const anyConsent = fc.record({
  state: fc.constantFrom(...personConsentStates),
  audiences: fc.subarray([...audiences]),
  purposes: fc.option(fc.subarray([...purposes])),
  conditions: fc.record({
    noDeathPenalty: fc.boolean(),
    askAgain: fc.boolean(),
    notStates: fc.subarray(['SY', 'RU']),
    words: fc.constantFrom('', 'in their words'),
  }),
  anonymise: fc.subarray(['name', 'photo', 'voice', 'location', 'family'] as const),
  renew: fc.option(day),
  withdrawal: fc.option(
    fc.record({
      on: day,
      reach: fc.constantFrom('sharing', 'all use'),
      how: fc.constant('spoken'),
      words: fc.constant(''),
    }),
  ),
}) as fc.Arbitrary<WeighedConsent>;
const anybody = fc.record({
  person: fc.constant('person-1'),
  standing: fc.constantFrom(...standings),
  child: fc.boolean(),
  majority: fc.option(day),
  as: fc.subarray([...involvements]),
  consent: fc.option(anyConsent),
  seq: fc.nat(),
}) as fc.Arbitrary<Concerned>;
const anything = fc.record({
  classes: fc.subarray([...materialClasses]),
  concerned: fc.array(anybody, { maxLength: 3 }),
  restrictions: fc.array(fc.record({ viewers: fc.subarray([...viewers]), seq: fc.nat() }), { maxLength: 2 }),
  overrides: fc.array(
    fc.record({
      viewer: fc.constantFrom(...viewers),
      ground: fc.constantFrom(...overrideGrounds),
      covers: fc.subarray([...gateReasonCodes]),
      purpose: fc.option(fc.constantFrom(...purposes)),
      order: fc.option(fc.constantFrom('a'.repeat(32), 'b'.repeat(32))),
      seq: fc.nat(),
    }),
    { maxLength: 2 },
  ),
  holds: fc.array(fc.nat(), { maxLength: 2 }),
}) as fc.Arbitrary<Bearing>;

describe('whatever bears on a thing', () => {
  it('there is a reason for every outcome, and a ground where it stays', () => {
    fc.assert(
      fc.property(anything, fc.constantFrom(...viewers), (bearing, viewer) => {
        const { outcome: said, ground, reasons, overridableBy } = weigh(bearing, viewer, today);
        expect(reasons.length).toBeGreaterThan(0);
        expect(ground === null).toBe(said === 'allowed');
        expect(overridableBy.length > 0).toBe(said === 'needs override');
      }),
    );
  });

  it('one more person, class or restriction never lets more be seen', () => {
    fc.assert(
      fc.property(anything, anybody, fc.constantFrom(...audiences), (bearing, person, audience: Audience) => {
        const before = outcome({ ...bearing, overrides: [] }, audience);
        // Somebody who agreed can open what a class keeps back; nobody else can.
        fc.pre(before !== 'allowed' && person.consent?.state !== 'given');
        const more = { ...bearing, overrides: [], concerned: [...bearing.concerned, person] };
        expect(outcome(more, audience)).not.toBe('allowed');
      }),
    );
  });

  it('without an exception, a refusal or withdrawal lets nobody outside see it', () => {
    fc.assert(
      fc.property(
        anything,
        anybody,
        fc.constantFrom('refused', 'withdrawn'),
        fc.constantFrom(...audiences),
        (bearing, person, state, audience) => {
          const no = { ...person, consent: { ...consent(), state } as WeighedConsent };
          const all = { ...bearing, overrides: [], concerned: [...bearing.concerned, no] };
          expect(outcome(all, audience)).not.toBe('allowed');
        },
      ),
    );
  });
});
