import type { Standing } from '../../../shared/model/persons.ts';
import { proceedings, type Question, topicOf } from '../../../shared/model/stated-use.ts';
import type { GateReason, MaterialClass, Outcome, Viewer } from '../../../shared/model/use.ts';
import type { Audience } from '../../../shared/model/vocabulary.ts';
import type { Authority, Ground } from '../../../shared/model/withholding.ts';
import type { Bearing, Concerned, Use, WeighedConsent } from './bearing.ts';

/** What speaks against showing something, one by one: restrictions, what each person said, what the material is. */

export type Objection = {
  readonly outcome: Exclude<Outcome, 'allowed'>;
  readonly ground: Ground;
  readonly authority: Authority;
  readonly reason: GateReason;
  /** Gives way to an order of a court. */
  readonly orderable: boolean;
  /** What would have to be answered for it to fall; null where no answer helps. */
  readonly question: Question | null;
};

/** A use outside the archive. */
export type OutsideUse = Use & { readonly viewer: Audience };

const rule: Authority = { kind: 'rule' };

export const objection = (
  outcome: Objection['outcome'],
  ground: Ground,
  code: GateReason['code'],
  { person = null, about = null, seq = null }: Partial<GateReason> = {},
  authority: Authority = seq === null ? rule : { kind: 'consent', seq },
): Objection => ({
  outcome,
  ground,
  authority,
  reason: { code, person, about, seq },
  orderable: false,
  question: null,
});

/** What these learn, everybody learns. */
export const publishes = (viewer: Viewer): boolean => viewer === 'media' || viewer === 'public';

const isInProceedings = (viewer: Viewer): boolean => (proceedings as readonly Viewer[]).includes(viewer);

/** Inside the archive nothing is closed but what was restricted for everybody, and what somebody withdrew from all use. */
export function closed({ concerned, restrictions }: Bearing): Objection[] {
  return [
    ...restrictions
      .filter(({ viewers }) => viewers.includes('archive'))
      .map(({ seq }) => objection('needs override', 'restricted', 'closed', { seq }, { kind: 'restriction', seq })),
    ...concerned
      .filter(({ consent }) => consent?.state === 'withdrawn' && consent.withdrawal?.reach === 'all use')
      .map(({ person, seq }) =>
        objection('needs override', 'consent withdrawn', 'withdrawn from all use', { person, seq }),
      ),
    ...concerned
      .filter(({ erased }) => erased === 'used no more')
      .map(({ seq }) => objection('needs override', 'not consented', 'their record was erased', { seq }, rule)),
  ];
}

export function objectionsTo(bearing: Bearing, use: OutsideUse, today: string): Objection[] {
  const { viewer } = use;
  const restricted = bearing.restrictions
    .filter(({ viewers }) => viewers.includes(viewer) || viewers.includes('archive'))
    .map(({ viewers, seq }) =>
      objection(
        'withheld',
        'restricted',
        viewers.includes('archive') ? 'closed' : 'restricted',
        { seq },
        { kind: 'restriction', seq },
      ),
    );
  const personal = bearing.concerned.flatMap((concerned) => objectionsOf(concerned, use, today));
  return [...restricted, ...personal, ...byClass(bearing, viewer)];
}

export const cannotBeAsked = (standing: Standing, consent: WeighedConsent | null): boolean =>
  consent === null ? standing === 'dead' : consent.state === 'cannot be asked';

/** What one person's word, or its absence, says against it. */
function objectionsOf(
  { person, standing, majority, child, consent, seq, erased }: Concerned,
  use: OutsideUse,
  today: string,
): Objection[] {
  const where = { person, seq };
  const orderable = isInProceedings(use.viewer);
  // They may have refused it: as strict as the strictest that was said.
  if (erased !== undefined)
    return [{ ...objection('withheld', 'not consented', 'their record was erased', { seq }, rule), orderable }];
  if (cannotBeAsked(standing, consent)) return againstUnasked(where, use);
  switch (consent?.state) {
    case undefined:
    case 'not asked':
      return [objection('needs override', 'not consented', 'not asked', where)];
    case 'refused':
      return [{ ...objection('withheld', 'not consented', 'refused', where), orderable }];
    case 'withdrawn':
      return [{ ...objection('withheld', 'consent withdrawn', 'withdrawn', where), orderable }];
    case 'cannot be asked':
      return [];
    case 'given':
      break;
  }
  const given = consent as WeighedConsent;
  if (!given.audiences.includes(use.viewer))
    return [{ ...objection('withheld', 'other audience', 'agreed to others only', where), orderable }];
  return [
    ...againstPurpose(where, given, use).map((each) => ({ ...each, orderable })),
    ...conditionsAgainst({ person, child, majority, seq }, given, use, today),
  ];
}

/** Nobody consented: proceedings may see it, but not on the strength of a consent that doesn't exist. */
function againstUnasked(where: Pick<GateReason, 'person' | 'seq'>, { viewer, basis }: OutsideUse): Objection[] {
  if (publishes(viewer) || viewer === 'partner')
    return [objection('needs override', 'not consented', 'can’t be asked, and it would be published', where)];
  switch (basis?.kind) {
    case 'consent':
      return [objection('needs override', 'not consented', 'no consent to rely on', where)];
    case 'court order':
      return [objection('needs override', 'not consented', 'not named in the order', where)];
    default:
      return [];
  }
}

/** Somebody agreed to this audience, but perhaps not to what it is to be used for. */
function againstPurpose(
  where: Pick<GateReason, 'person' | 'seq'>,
  { purposes }: WeighedConsent,
  { purpose }: OutsideUse,
): Objection[] {
  if (purpose === null || purposes === null || purposes.includes(purpose)) return [];
  if (purposes.length === 0)
    return [objection('needs override', 'other purpose', 'purpose was not asked', { ...where, about: purpose })];
  return [objection('withheld', 'other purpose', 'agreed to other purposes', { ...where, about: purpose })];
}

/** What somebody who agreed made it depend on. */
function conditionsAgainst(
  { person, child, majority, seq }: Pick<Concerned, 'person' | 'child' | 'majority' | 'seq'>,
  given: WeighedConsent,
  { viewer }: OutsideUse,
  today: string,
): Objection[] {
  const where = { person, seq };
  const { noDeathPenalty, askAgain, notStates, words } = given.conditions;
  const again: Objection[] = [];
  if (given.renew !== null && given.renew <= today)
    again.push(objection('needs override', 'consent ended', 'has to be renewed', { ...where, about: given.renew }));
  if (child && majority !== null && majority <= today && (given.asked === null || given.asked < majority))
    again.push(objection('needs override', 'consent ended', 'came of age', { ...where, about: majority }));
  // Whoever corrects a record to “not a child” has asked nobody.
  if (!child && given.child !== null)
    again.push(objection('needs override', 'consent ended', 'agreed as a child', where));
  if (askAgain)
    again.push({ ...condition('asked to be asked again', where), question: question(`asked again ${seq}`, person) });
  if (noDeathPenalty && !publishes(viewer))
    again.push({ ...condition('not where death threatens', where), question: question('death penalty', null) });
  for (const state of notStates) {
    const against = condition('not to this state', { ...where, about: state });
    // What is published reaches every state.
    if (publishes(viewer)) again.push({ ...against, outcome: 'withheld' });
    else again.push({ ...against, question: question(`state ${state}`, null, { state }) });
  }
  if (words.trim() !== '')
    again.push({
      ...condition('in their own words', where),
      question: question(`own words ${seq}`, person, { words }),
    });
  return again;
}

const condition = (code: GateReason['code'], where: Partial<GateReason>): Objection =>
  objection('needs override', 'condition of consent', code, where);

const question = (
  key: string,
  person: string | null,
  { state = null, words = null }: Partial<Pick<Question, 'state' | 'words'>> = {},
): Question => ({ key, topic: topicOf(key), person, state, words });

const groundOfClass = {
  patient: 'medical confidence',
  child: 'child',
  remains: 'remains',
  'sexual violence': 'sexual violence',
  'working site': 'exact place',
  'medical confidence': 'medical confidence',
} as const satisfies Record<MaterialClass, Ground>;

/** Classes that a consent of everybody concerned opens to whom they agreed. */
const openedByConsent: readonly MaterialClass[] = ['patient', 'child', 'sexual violence', 'medical confidence'];

/** What the material is, whoever agreed to what. A position alone is a matter of fields: see `bundle/gate.ts`. */
function byClass({ classes, concerned }: Bearing, viewer: Audience): Objection[] {
  const all = new Set<MaterialClass>([...classes, ...concerned.flatMap(classesOf)]);
  const everybodyAgreed = concerned.length > 0 && concerned.every(({ consent }) => consent?.state === 'given');
  return [...all].sort().flatMap((each): Objection[] => {
    const ground = groundOfClass[each];
    if (publishes(viewer)) return [objection('needs override', ground, 'class is not published', { about: each })];
    if (each === 'remains')
      return viewer === 'partner' ? [objection('needs override', ground, 'class needs consent', { about: each })] : [];
    if (each === 'working site')
      return viewer === 'defence'
        ? [objection('needs override', ground, 'class stays from the other side', { about: each })]
        : [];
    if (!openedByConsent.includes(each) || everybodyAgreed) return [];
    if (viewer === 'defence')
      return [objection('needs override', ground, 'class stays from the other side', { about: each })];
    return isInProceedings(viewer) && each !== 'sexual violence' && each !== 'child'
      ? []
      : [objection('needs override', ground, 'class needs consent', { about: each })];
  });
}

function classesOf({ standing, child, as }: Concerned): MaterialClass[] {
  return [
    ...(standing === 'patient' ? (['patient'] as const) : []),
    ...(standing === 'dead' && as.includes('shown') ? (['remains'] as const) : []),
    ...(child ? (['child'] as const) : []),
  ];
}
