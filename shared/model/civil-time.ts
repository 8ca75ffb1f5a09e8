import { z } from 'zod';
import { metresApart } from './distance.ts';
import { instantText } from './measured-clock.ts';
import type { CapturePosition } from './position.ts';
import { reason, recordId } from './records.ts';
import type { CaptureTime } from './time.ts';

/**
 * What time clocks showed at a place during a period, as somebody states it: in a war two administrations can keep two times in one town. What
 * a camera wrote without an offset can be read with it, labelled as asserted; nothing is filled in by itself.
 */

/** An IANA name, or a fixed offset from UTC. */
const fixedOffset = /^[+-](0\d|1[0-4]):[0-5]\d$/;
export const isFixedOffset = (zone: string): boolean => fixedOffset.test(zone);

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, '2016-04-27');
const degrees = z.string().regex(/^-?\d{1,3}(\.\d{1,9})?$/, '36.20343');

/** What a person states. Days are local and inclusive. */
export const civilTimeFields = {
  /** The place in words, and who held it. */
  where: z.string().trim().min(1).max(300),
  control: z.string().trim().max(300),
  zone: z.string().trim().min(1).max(60),
  from: day,
  to: day,
  /** Who says so, and how they know. */
  says: z.string().trim().min(1).max(500),
  reason,
  /** The one case whose items it is about; `null` for all. */
  incident: recordId.nullable(),
  /** Only what was taken within so many kilometres of a point, or doesn't say where; `null` for everywhere. */
  around: z
    .strictObject({ latitude: degrees, longitude: degrees, kilometres: z.number().int().min(1).max(1_000) })
    .nullable(),
} as const;

/** The offsets from UTC of the zone in that period, as the time zone database had them when it was stated: each from an instant on. */
export const offsetsInForce = z
  .array(z.strictObject({ since: z.string(), offset: z.string().regex(/^[+-]\d{2}:\d{2}$/, '+03:00') }))
  .min(1)
  .max(200);
export type OffsetsInForce = z.infer<typeof offsetsInForce>;

const secondsOf = (text: string): number => Date.parse(text) / 1_000;

/**
 * The instants in UTC that a wall time can mean under the offsets in force: one, two where a clock was put back, none where it was put
 * forward over that time.
 */
export function instantsOf(wall: string, offsets: OffsetsInForce): string[] {
  return offsets.flatMap(({ since, offset }, place) => {
    const instant = secondsOf(`${wall}${offset}`);
    const next = offsets[place + 1];
    // The first holds from ever on: the period's own bounds are days of the wall clock.
    const begun = place === 0 || instant >= secondsOf(since);
    return begun && (next === undefined || instant < secondsOf(next.since)) ? [instantText(instant)] : [];
  });
}

/** Whether a capture time lies in the period and leaves open which offset it has. */
export function isInPeriod(captured: CaptureTime, period: { readonly from: string; readonly to: string }): boolean {
  const taken = captured.wall.slice(0, 10);
  return captured.offset === null && taken >= period.from && taken <= period.to;
}

/** Where a picture lies to what is stated about a place: near it, elsewhere, or it doesn't say. */
export function liesAround(
  position: CapturePosition | null,
  around: z.infer<typeof civilTimeFields.around>,
): 'near' | 'elsewhere' | 'not said' {
  if (position === null || around === null) return 'not said';
  return metresApart(position, around) <= around.kilometres * 1_000 ? 'near' : 'elsewhere';
}
