import type { ConsentFields, Purpose } from '../../../shared/model/consent.ts';
import type { Involvement, Standing } from '../../../shared/model/persons.ts';
import type { RecordId } from '../../../shared/model/records.ts';
import type { Answer, BasisStated } from '../../../shared/model/stated-use.ts';
import type { GateReasonCode, MaterialClass, OverrideGround, Viewer } from '../../../shared/model/use.ts';

/** What the gate weighs: what bears on a thing, and what it is to be used for. */

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
  /**
   * What was recorded of them was erased: what they agreed to or refused isn't known any more. `used no more`: it
   * is closed inside the archive as well. Absent where it is there.
   */
  readonly erased?: 'shared no more' | 'used no more';
};

export type WeighedConsent = Pick<
  ConsentFields,
  'state' | 'audiences' | 'conditions' | 'anonymise' | 'renew' | 'withdrawal' | 'child'
> & {
  /** The day on which they were asked; null where only the entry says when. */
  readonly asked: string | null;
  /** What was agreed that it may be used for; null where purposes were not asked about apart. */
  readonly purposes: readonly Purpose[] | null;
};

export type Restriction = { readonly viewers: readonly Viewer[]; readonly seq: number };

/** What two people decided for one viewer. */
export type Override = {
  readonly viewer: Viewer;
  readonly ground: OverrideGround;
  /** What spoke against it then: it covers nothing that came after. An order of a court compels, whatever came after. */
  readonly covers: readonly GateReasonCode[];
  /** For one use alone; null: for every use by that viewer. */
  readonly purpose: Purpose | null;
  /** The order of a court that names the thing, where that is the ground. */
  readonly order: RecordId | null;
  readonly seq: number;
};

/** What the rest of the archive says that bears on one thing. */
export type Bearing = {
  readonly classes: readonly MaterialClass[];
  readonly concerned: readonly Concerned[];
  readonly restrictions: readonly Restriction[];
  readonly overrides: readonly Override[];
  /** Entries of the legal holds in force. A hold keeps something as it is; it opens and closes nothing. */
  readonly holds: readonly number[];
};

/** What bears on something that two things bear on. An override for one doesn't open the other. */
export const bothBearings = (a: Bearing, b: Bearing): Bearing => ({
  classes: [...new Set([...a.classes, ...b.classes])],
  concerned: [...a.concerned, ...b.concerned],
  restrictions: [...a.restrictions, ...b.restrictions],
  overrides: [],
  holds: [...a.holds, ...b.holds],
});

export const noBearing: Bearing = { classes: [], concerned: [], restrictions: [], overrides: [], holds: [] };

/** Who is to see something, what for, on what that rests, and what was answered to the conditions that people made. */
export type Use = {
  readonly viewer: Viewer;
  /** Null where somebody only asks who may see something: then it is weighed as whatever those concerned agreed to. */
  readonly purpose: Purpose | null;
  /** Null likewise: then it is weighed as whatever it may rest on. */
  readonly basis: BasisStated | null;
  readonly answers: readonly Answer[];
};

/** Somebody asks who may see something, and states nothing else. Nothing leaves on that. */
export const asking = (viewer: Viewer): Use => ({ viewer, purpose: null, basis: null, answers: [] });
