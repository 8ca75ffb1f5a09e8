import type { AnonymisedPart, ConsentFields } from '../../../shared/model/consent.ts';
import type { Involvement, Standing } from '../../../shared/model/persons.ts';
import {
  type GateReason,
  type GateReasonCode,
  type MaterialClass,
  type Outcome,
  type OverrideGround,
  overrideGrounds,
  type Viewer,
} from '../../../shared/model/use.ts';
import type { Audience } from '../../../shared/model/vocabulary.ts';
import type { Authority, Ground } from '../../../shared/model/withholding.ts';

/**
 * The gate's judgement: whether somebody may see something that is about people. One pure function, asked for every view, search and
 * export. It looks at what the material is, who is to see it, what each person concerned agreed to, and what was restricted or
 * overridden since. Which single fields of an entry leave is decided on top of it by `bundle/gate.ts`.
 */

/** A person whom the material concerns, with the newest consent on record. */
export type Concerned = {
  /** The code name. */
  readonly person: string;
  readonly standing: Standing;
  readonly child: boolean;
  readonly majority: string | null;
  /** What the material has to do with them. */
  readonly as: readonly Involvement[];
  /** Null where nobody asked yet. */
  readonly consent: WeighedConsent | null;
  /** The entry in which that stands, or the person's own. */
  readonly seq: number;
};

export type WeighedConsent = Pick<
  ConsentFields,
  'state' | 'audiences' | 'conditions' | 'anonymise' | 'renew' | 'withdrawal'
>;

export type Restriction = { readonly viewers: readonly Viewer[]; readonly seq: number };
/** What two people decided for one viewer. It covers what spoke against it then, and nothing that came after. */
export type Override = {
  readonly viewer: Viewer;
  readonly ground: OverrideGround;
  readonly covers: readonly GateReasonCode[];
  readonly seq: number;
};

/** What the rest of the archive says that bears on one thing. */
export type Bearing = {
  readonly classes: readonly MaterialClass[];
  readonly concerned: readonly Concerned[];
  readonly restrictions: readonly Restriction[];
  readonly overrides: readonly Override[];
};

export const noBearing: Bearing = { classes: [], concerned: [], restrictions: [], overrides: [] };

export type Judgement = {
  readonly outcome: Outcome;
  /** Null where it is allowed. */
  readonly ground: Ground | null;
  readonly authority: Authority;
  /** Why, the weightiest first. Never empty. */
  readonly reasons: readonly GateReason[];
  /** What is to be taken out for this viewer. */
  readonly anonymise: readonly AnonymisedPart[];
  /** On which grounds two people can decide otherwise. */
  readonly overridableBy: readonly OverrideGround[];
};

/** One thing that speaks against showing it. */
type Objection = {
  readonly outcome: Exclude<Outcome, 'allowed'>;
  readonly ground: Ground;
  readonly authority: Authority;
  readonly reason: GateReason;
  /** Gives way to an order of a court. */
  readonly orderable: boolean;
};

const rule: Authority = { kind: 'rule' };

const objection = (
  outcome: Objection['outcome'],
  ground: Ground,
  code: GateReason['code'],
  { person = null, about = null, seq = null }: Partial<GateReason> = {},
  authority: Authority = seq === null ? rule : { kind: 'consent', seq },
): Objection => ({ outcome, ground, authority, reason: { code, person, about, seq }, orderable: false });

/** What these learn, everybody learns. */
export const publishes = (viewer: Viewer): boolean => viewer === 'media' || viewer === 'public';

/** Proceedings, in which both sides and the bench read. */
const proceedings: readonly Viewer[] = ['court', 'un_mechanism', 'defence'];

/** `today`: `YYYY-MM-DD`, for dates from which somebody has to be asked again. */
export function weigh(bearing: Bearing, viewer: Viewer, today: string): Judgement {
  const objections = viewer === 'archive' ? closed(bearing) : objectionsTo(bearing, viewer, today);
  const anonymise = viewer === 'archive' ? [] : anonymised(bearing);
  const overrides = bearing.overrides.filter((each) => each.viewer === viewer);
  const left = objections.filter((each) => !overrides.some((override) => lifts(override, each)));
  const first = left.find(({ outcome }) => outcome === 'withheld') ?? left[0];
  if (first === undefined) {
    const reasons = [
      ...whyAllowed(bearing, objections, overrides, viewer),
      ...anonymise.map((about): GateReason => ({ code: 'anonymity asked', person: null, about, seq: null })),
    ];
    return { outcome: 'allowed', ground: null, authority: rule, reasons, anonymise, overridableBy: [] };
  }
  const reasons = [first, ...left.filter((each) => each !== first)].map(({ reason }) => reason);
  const overridableBy = overrideGrounds.filter((ground) => left.every((each) => opensTo(ground, each)));
  const outcome = overridableBy.length > 0 ? 'needs override' : 'withheld';
  const { ground, authority } = first;
  return { outcome, ground, authority, reasons, anonymise, overridableBy };
}

/** Whether a ground can count against an objection. A refusal gives way to an order of a court alone, and there in proceedings only. */
function opensTo(ground: OverrideGround, { outcome, orderable }: Objection): boolean {
  return outcome === 'needs override' || (orderable && ground === 'court order to hand over');
}

const lifts = (override: Override, objection: Objection): boolean =>
  override.covers.includes(objection.reason.code) && opensTo(override.ground, objection);

function whyAllowed(
  { concerned }: Bearing,
  objections: readonly Objection[],
  overrides: readonly Override[],
  viewer: Viewer,
): GateReason[] {
  if (objections.length > 0) {
    const overridden = overrides.map(
      ({ seq, ground }): GateReason => ({ code: 'overridden', person: null, about: ground, seq }),
    );
    return [...overridden, ...objections.map(({ reason }) => reason)];
  }
  if (viewer === 'archive') return [{ code: 'not closed', person: null, about: null, seq: null }];
  const agreed = concerned.filter(({ consent }) => consent?.state === 'given');
  const unasked = concerned.filter(({ consent, standing }) => cannotBeAsked(standing, consent));
  const reasons = [
    ...agreed.map(({ person, seq }): GateReason => ({ code: 'agreed to this audience', person, about: null, seq })),
    ...unasked.map(({ person, seq }): GateReason => ({ code: 'can’t be asked', person, about: null, seq })),
  ];
  return reasons.length > 0 ? reasons : [{ code: 'nobody is concerned', person: null, about: null, seq: null }];
}

/** Inside the archive nothing is closed but what was restricted for everybody, and what somebody withdrew from all use. */
function closed({ concerned, restrictions }: Bearing): Objection[] {
  return [
    ...restrictions
      .filter(({ viewers }) => viewers.includes('archive'))
      .map(({ seq }) => objection('needs override', 'restricted', 'closed', { seq }, { kind: 'restriction', seq })),
    ...concerned
      .filter(({ consent }) => consent?.state === 'withdrawn' && consent.withdrawal?.reach === 'all use')
      .map(({ person, seq }) =>
        objection('needs override', 'consent withdrawn', 'withdrawn from all use', { person, seq }),
      ),
  ];
}

function objectionsTo(bearing: Bearing, viewer: Audience, today: string): Objection[] {
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
  const personal = bearing.concerned.flatMap((concerned) => objectionsOf(concerned, viewer, today));
  return [...restricted, ...personal, ...byClass(bearing, viewer)];
}

const cannotBeAsked = (standing: Standing, consent: WeighedConsent | null): boolean =>
  consent === null ? standing === 'dead' : consent.state === 'cannot be asked';

/** What one person's word, or its absence, says against it. */
function objectionsOf(
  { person, standing, majority, child, consent, seq }: Concerned,
  viewer: Audience,
  today: string,
): Objection[] {
  const where = { person, seq };
  const orderable = proceedings.includes(viewer);
  if (cannotBeAsked(standing, consent)) {
    return publishes(viewer) || viewer === 'partner'
      ? [objection('needs override', 'not consented', 'can’t be asked, and it would be published', where)]
      : [];
  }
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
  if (!given.audiences.includes(viewer))
    return [{ ...objection('withheld', 'other audience', 'agreed to others only', where), orderable }];
  return conditionsAgainst({ person, child, majority, seq }, given, viewer, today);
}

/** What somebody who agreed made it depend on. */
function conditionsAgainst(
  { person, child, majority, seq }: Pick<Concerned, 'person' | 'child' | 'majority' | 'seq'>,
  given: WeighedConsent,
  viewer: Audience,
  today: string,
): Objection[] {
  const where = { person, seq };
  const { noDeathPenalty, askAgain, notStates } = given.conditions;
  const again: Objection[] = [];
  if (given.renew !== null && given.renew <= today)
    again.push(objection('needs override', 'consent ended', 'has to be renewed', { ...where, about: given.renew }));
  if (child && majority !== null && majority <= today)
    again.push(objection('needs override', 'consent ended', 'came of age', { ...where, about: majority }));
  if (askAgain) again.push(objection('needs override', 'condition of consent', 'asked to be asked again', where));
  if (noDeathPenalty && !publishes(viewer))
    again.push(objection('needs override', 'condition of consent', 'not where death threatens', where));
  if (notStates.length > 0) {
    // What is published reaches every state.
    const outcome = publishes(viewer) ? 'withheld' : 'needs override';
    const about = { ...where, about: notStates.join(', ') };
    again.push(objection(outcome, 'condition of consent', 'not to this state', about));
  }
  return again;
}

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
    return proceedings.includes(viewer) && each !== 'sexual violence' && each !== 'child'
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

/** What anybody concerned wants taken out before an outsider sees it, of what is in there of them. */
function anonymised({ concerned }: Bearing): AnonymisedPart[] {
  const parts = concerned.flatMap(({ consent, as }) =>
    (consent?.anonymise ?? []).filter((part) => {
      if (part === 'photo') return as.includes('shown');
      if (part === 'voice') return as.includes('heard') || as.includes('told by');
      return true;
    }),
  );
  return [...new Set(parts)].sort();
}
