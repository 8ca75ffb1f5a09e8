import { z } from 'zod';
import { purposes } from '../model/consent.ts';
import { thing } from '../model/persons.ts';
import { operatorCode, reason, recordId } from '../model/records.ts';
import {
  exceptionGrounds,
  gateReason,
  materialClasses,
  outcomes,
  overrideGrounds,
  overrideStates,
  restrictionFields,
  viewers,
} from '../model/use.ts';
import { grounds } from '../model/withholding.ts';
import { type Calls, call } from './call.ts';
import { instant, nothing, passphrase } from './scalars.ts';

/** What the gate says about one thing and one viewer. */
const judgement = z.strictObject({
  viewer: z.enum(viewers),
  outcome: z.enum(outcomes),
  ground: z.enum(grounds).nullable(),
  /** Why, the weightiest first: keys of `gateReason.<code>`. */
  reasons: z.array(gateReason),
  /** On which grounds two people can decide otherwise. */
  overridableBy: z.array(z.enum(overrideGrounds)),
});

const override = z.strictObject({
  id: recordId,
  on: thing,
  /** As people know it; empty while it is closed. */
  name: z.string(),
  viewer: z.enum(viewers),
  ground: z.enum(overrideGrounds),
  basis: z.string(),
  /** For one use alone; null: for every use by that viewer. */
  purpose: z.enum(purposes).nullable(),
  /** The order of a court that names it, where that is the ground. */
  order: recordId.nullable(),
  /** What spoke against it when it was asked for. */
  covers: z.array(z.string()),
  state: z.enum(overrideStates),
  requester: z.string(),
  at: instant,
  confirmer: z.string().nullable(),
});
export type Override = z.infer<typeof override>;

const restriction = z.strictObject({
  id: recordId,
  on: thing,
  name: z.string(),
  ...restrictionFields.shape,
  placed: z.strictObject({ at: instant, operator: z.string() }),
  /** Null while it is in force. */
  lifted: z.strictObject({ at: instant, operator: z.string(), reason: z.string() }).nullable(),
});
export type Restriction = z.infer<typeof restriction>;

/** What the gate says about one thing, to everybody it could be shown to. */
export const gateAnswer = z.strictObject({
  on: thing,
  /** As people know it; empty while it is closed. */
  name: z.string(),
  classes: z.array(z.enum(materialClasses)),
  /** Whether it is closed to everybody who works in this archive. */
  closed: z.boolean(),
  judgements: z.array(judgement),
  restrictions: z.array(restriction),
  overrides: z.array(override),
  /** Legal holds in force: what lies under one can't be erased. */
  holds: z.number().int(),
});
export type GateAnswer = z.infer<typeof gateAnswer>;

export const gateCalls = {
  /** For what it would be used, where somebody wants to know that: without it, for whatever those concerned agreed to. */
  'gate.ask': call(z.strictObject({ on: thing, purpose: z.enum(purposes).nullable().default(null) }), gateAnswer),
  /** What it is, whoever agreed to what; in place of what it was marked with. */
  'gate.mark': call(
    z.strictObject({
      on: thing,
      classes: z.array(z.enum(materialClasses)).max(materialClasses.length),
      reason,
    }),
    gateAnswer,
  ),
  'gate.restrict': call(z.strictObject({ on: thing, ...restrictionFields.shape }), gateAnswer),
  'gate.lift': call(z.strictObject({ id: recordId, reason }), gateAnswer),
  'gate.restrictions': call(nothing, z.array(restriction)),

  /** Asks that one viewer may see something that the gate keeps back: the first of two people. Changes nothing yet. */
  'override.request': call(
    z.strictObject({
      on: thing,
      viewer: z.enum(viewers),
      purpose: z.enum(purposes).nullable().default(null),
      ground: z.enum(exceptionGrounds),
      basis: reason,
    }),
    override,
  ),
  /** The second person, with their own passphrase. */
  'override.confirm': call(z.strictObject({ id: recordId, operator: operatorCode, passphrase }), override),
  /** Takes a request back, or ends an exception: one person is enough to be stricter. */
  'override.end': call(z.strictObject({ id: recordId, reason }), override),
  'override.list': call(nothing, z.array(override)),
} as const satisfies Calls;
