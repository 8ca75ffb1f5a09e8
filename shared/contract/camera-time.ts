import { z } from 'zod';
import { civilTimeFields, offsetsInForce } from '../model/civil-time.ts';
import { measuredClock } from '../model/measured-clock.ts';
import { reason, recordId } from '../model/records.ts';
import { type Calls, call } from './call.ts';
import { instant, nothing, seq } from './scalars.ts';

/** Who did something, and when by this computer. */
const act = z.strictObject({ at: instant, operator: z.string() });
const withdrawal = act.extend({ reason: z.string() }).nullable();

export const measuredClockRecord = z.strictObject({
  id: recordId,
  entry: seq,
  ...measuredClock.shape,
  reason: z.string(),
  measured: act,
  withdrawn: withdrawal,
});
export type MeasuredClockRecord = z.infer<typeof measuredClockRecord>;

export const civilTime = z.strictObject({
  id: recordId,
  entry: seq,
  ...civilTimeFields,
  /** As the time zone database had it; a fixed offset has itself alone. */
  offsets: offsetsInForce,
  /** Versions of the time zone database and of the library that read it. */
  tz: z.string(),
  asserted: act,
  withdrawn: withdrawal,
});
export type CivilTime = z.infer<typeof civilTime>;

/** What the time of capture means by what was recorded later: shown beside it, never in its place. */
export const timeReading = z.discriminatedUnion('basis', [
  z.strictObject({
    basis: z.literal('clock'),
    clock: measuredClockRecord,
    /** By its number, or only by make and model. */
    camera: z.enum(['same', 'model']),
    /** UTC. */
    instant,
  }),
  z.strictObject({
    basis: z.literal('civil time'),
    civil: civilTime,
    place: z.enum(['near', 'not said']),
    /** UTC: one, two where clocks were put back, none where they were put forward over it. */
    instants: z.array(instant).max(2),
  }),
]);
export type TimeReading = z.infer<typeof timeReading>;

export const cameraTimeCalls = {
  /** What the picture of the page says of its camera's clock; nothing is recorded. */
  'clock.read': call(z.strictObject({ item: seq }), measuredClock),
  /** Reads it again and records it. */
  'clock.add': call(z.strictObject({ item: seq, reason }), measuredClockRecord),
  /** Withdrawn ones as well, newest first. */
  'clock.list': call(nothing, z.array(measuredClockRecord)),
  'clock.show': call(z.strictObject({ id: recordId }), measuredClockRecord),
  'clock.withdraw': call(z.strictObject({ id: recordId, reason }), measuredClockRecord),

  'civilTime.add': call(z.strictObject(civilTimeFields), civilTime),
  'civilTime.list': call(nothing, z.array(civilTime)),
  'civilTime.show': call(z.strictObject({ id: recordId }), civilTime),
  'civilTime.withdraw': call(z.strictObject({ id: recordId, reason }), civilTime),
} as const satisfies Calls;
