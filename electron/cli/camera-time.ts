import type { CivilTime, MeasuredClockRecord, TimeReading } from '../../shared/contract.ts';
import { cameraName } from '../../shared/model/camera-name.ts';
import { type MeasuredClock, measuredWithin } from '../../shared/model/measured-clock.ts';

/** What is printed of cameras' clocks and civil times, and of what an item's time means by them. */

/** `3 min 12 s ahead`; days and hours too, where a clock was never set. */
export function aheadInWords(seconds: number): string {
  if (seconds === 0) return 'right';
  const whole = Math.abs(seconds);
  const parts = [
    [Math.floor(whole / 86_400), 'd'],
    [Math.floor(whole / 3_600) % 24, 'h'],
    [Math.floor(whole / 60) % 60, 'min'],
    [whole % 60, 's'],
  ] as const;
  const words = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}`);
  return `${words.join(' ')} ${seconds > 0 ? 'ahead' : 'behind'}`;
}

const cameraOf = ({ camera, serial }: MeasuredClock) =>
  [cameraName(camera), serial === null ? '' : `(${serial})`].filter(Boolean).join(' ');

export const measurementLines = (clock: MeasuredClock): string[] => [
  `Camera     ${cameraOf(clock)}`,
  `Its clock  ${clock.wall}${clock.offset ?? ' (offset unknown)'}`,
  `The page   ${clock.shown}`,
  `The clock  ${aheadInWords(clock.ahead)}${clock.offset === null ? ' of UTC, its time zone included' : ''}, within ${measuredWithin} s`,
];

export const clockLines = (clock: MeasuredClockRecord): string[] => [
  `${clock.id}  ${cameraOf(clock)}: ${aheadInWords(clock.ahead)}${clock.offset === null ? ' of UTC' : ''} on ${clock.shown}`,
  `        from item ${clock.item}, by ${clock.measured.operator} on ${clock.measured.at}, entry ${clock.entry}: ${clock.reason}`,
  ...withdrawnLines(clock),
];

const withdrawnLines = ({ withdrawn }: MeasuredClockRecord | CivilTime): string[] =>
  withdrawn === null ? [] : [`        withdrawn ${withdrawn.at} by ${withdrawn.operator}: ${withdrawn.reason}`];

export const civilTimeLines = (civil: CivilTime): string[] => [
  `${civil.id}  ${civil.where}, ${civil.from} to ${civil.to}: ${civil.zone}${civil.control === '' ? '' : ` (held by ${civil.control})`}`,
  `        ${civil.offsets.map(({ since, offset }, place) => (place === 0 ? offset : `${offset} from ${since}`)).join(', ')} by ${civil.tz}`,
  `        ${civil.says}: ${civil.reason}; entered by ${civil.asserted.operator}, entry ${civil.entry}`,
  ...(civil.incident === null ? [] : [`        for items of incident ${civil.incident} alone`]),
  ...(civil.around === null
    ? []
    : [`        within ${civil.around.kilometres} km of ${civil.around.latitude}, ${civil.around.longitude}`]),
  ...withdrawnLines(civil),
];

export function readingLines(readings: readonly TimeReading[]): string[] {
  return readings.map((reading) => {
    if (reading.basis === 'clock') {
      const { clock, camera, instant } = reading;
      const sure = camera === 'same' ? 'this camera’s' : 'a clock of this make and model:';
      return `Means      ${instant} if ${sure} clock was ${aheadInWords(clock.ahead)}${clock.offset === null ? ' of UTC' : ''} as on ${clock.shown} (entry ${clock.entry})`;
    }
    const { civil, instants } = reading;
    const when = instants.length === 0 ? 'no time that there was' : instants.join(' or ');
    return `Means      ${when}, asserted: ${civil.zone} in ${civil.where} (${civil.says}, entry ${civil.entry})`;
  });
}
