import type { Conflict, Refused } from '../../../../shared/model/metadata.ts';
import type { CapturePosition } from '../../../../shared/model/position.ts';
import { sunOver } from '../../../../shared/model/sun.ts';
import type { CaptureTime } from '../../../../shared/model/time.ts';
import { numberOf, type RawTags } from './tags.ts';

/** What a picture says of its place, held against what it says of time and light. No value here names the place. */
export function placeConflicts(
  tags: RawTags,
  captured: CaptureTime | null,
  position: CapturePosition | null,
  refused: readonly Refused[],
): Conflict[] {
  const hemisphere = hemisphereInDoubt(captured, position, refused);
  const daylight = daylightImpossible(tags, captured, position);
  return [hemisphere, daylight].filter((conflict) => conflict !== null);
}

/** Degrees of longitude from the middle of a zone of civil time: China's reaches furthest, 45°; nothing is 60° off. */
const outsideAnyZone = 60;
const wellWithinZone = 37.5;
const apart = (a: number, b: number) => Math.abs(((a - b + 540) % 360) - 180);

/**
 * A coordinate without its reference could lie on either side. One whose reference is wrong shows where the offset from UTC belongs to the same
 * meridian on the other side of Greenwich (a fault of ProofMode, its issue 122).
 */
function hemisphereInDoubt(
  captured: CaptureTime | null,
  position: CapturePosition | null,
  refused: readonly Refused[],
): Conflict | null {
  const missing = refused.filter(({ name, reason }) => reason === 'reference missing' && name.includes('GPSL'));
  if (missing.length > 0)
    return { kind: 'hemisphere in doubt', values: { missing: missing.map(({ name }) => `${name}Ref`).join(', ') } };
  if (captured === null || captured.offset === null || captured.offset === 'Z' || position === null) return null;
  const [hours = 0, minutes = 0] = captured.offset.slice(1).split(':').map(Number);
  const meridian = (captured.offset.startsWith('-') ? -15 : 15) * (hours + minutes / 60);
  const longitude = Number(position.longitude);
  if (apart(longitude, meridian) <= outsideAnyZone || apart(-longitude, meridian) > wellWithinZone) return null;
  return { kind: 'hemisphere in doubt', values: { offset: captured.offset, reference: longitude < 0 ? 'W' : 'E' } };
}

/** Exposure value at ISO 100 from which a scene is lit by day: overcast is 12, streets and stages at night are 9 at most (ANSI PH2.7). */
const daylightFrom = 12;
/** End of civil twilight, in degrees; from there on a scene has a hundredth of that light. */
const nightBelow = -6;

/** Log2 of aperture squared over exposure time, at ISO 100 (CIPA DC-008, annex C); `null` where flash lit the scene or the file doesn't say. */
function exposureValue(tags: RawTags): number | null {
  const [aperture, seconds, flash] = ['FNumber', 'ExposureTime', 'Flash'].map((tag) =>
    numberOf(tags.get(`ExifIFD:${tag}`)),
  );
  const sensitivity = numberOf(tags.get('ExifIFD:ISO'));
  // Bit 0 of Flash: fired.
  if (flash == null || (flash & 1) === 1) return null;
  const value = Math.log2(((aperture ?? 0) ** 2 / (seconds ?? 0)) * (100 / (sensitivity ?? 0)));
  return Number.isFinite(value) ? value : null;
}

function daylightImpossible(
  tags: RawTags,
  captured: CaptureTime | null,
  position: CapturePosition | null,
): Conflict | null {
  const sun = sunOver(captured, position);
  const exposure = exposureValue(tags);
  if (sun === null || exposure === null || exposure < daylightFrom || sun.elevation >= nightBelow) return null;
  return {
    kind: 'daylight impossible',
    values: { sun: `${Math.round(sun.elevation)}°`, exposure: `EV ${exposure.toFixed(1)}`, clock: sun.clock },
  };
}
