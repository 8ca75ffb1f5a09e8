import type { CivilTime, MeasuredClockRecord } from '../../../shared/contract/camera-time.ts';
import { instantsOf, isInPeriod, liesAround } from '../../../shared/model/civil-time.ts';
import { instantByClock, sameCamera } from '../../../shared/model/measured-clock.ts';
import type { Conflict } from '../../../shared/model/metadata.ts';
import type { Doubt, TimeBasis } from '../../../shared/model/proposals.ts';
import { captureTime } from '../../../shared/model/time.ts';
import { civilTimeOf } from '../camera-time/civil-times.ts';
import { clockOf } from '../camera-time/clock-record.ts';
import { listRecords } from '../records/recording.ts';
import type { OpenVault } from '../vault/vault.ts';

/** When and where an item was made, as far as it can be held against others; and what is doubtful in it. */
export interface Moment {
  readonly seq: number;
  readonly latitude: string | null;
  readonly longitude: string | null;
  /** Seconds since 1970 in UTC; `null` where that can't be known. */
  readonly instant: number | null;
  /** Seconds of its wall clock, as if that were UTC; `null` where its clock shows no local time. */
  readonly wall: number;
  readonly isLocal: boolean;
  readonly offset: string | null;
  readonly basis: TimeBasis;
  readonly doubts: readonly Doubt[];
  /** The source that it came from and the camera; empty where it doesn't say which. */
  readonly camera: string;
}

export interface MomentRow {
  readonly seq: number;
  readonly captured: string;
  readonly latitude: string | null;
  readonly longitude: string | null;
  readonly error: string | null;
  readonly acquisition: number;
  readonly make: string | null;
  readonly model: string | null;
  readonly serial: string | null;
}

/** What stands about cameras' clocks and about the time kept in places, and holds for every case. */
export interface Standing {
  readonly clocks: readonly MeasuredClockRecord[];
  readonly civil: readonly CivilTime[];
}

export function standingIn(vault: OpenVault): Standing {
  const of = (kind: 'clock' | 'civil time') => listRecords(vault, kind).filter(({ state }) => state.withdrawn !== true);
  return {
    clocks: of('clock').map((record) => clockOf(vault, record)),
    civil: of('civil time')
      .map((record) => civilTimeOf(vault, record))
      .filter(({ incident }) => incident === null),
  };
}

/** Flags that make a time or a place doubtful. */
const doubtOfFlag: Partial<Record<Conflict['kind'], Doubt>> = {
  'gps and clock disagree': 'time flagged',
  'captured after acquisition': 'time flagged',
  'daylight impossible': 'time flagged',
  'hemisphere in doubt': 'place flagged',
};
export const doubtfulFlags = Object.keys(doubtOfFlag) as readonly Conflict['kind'][];

const secondsOf = (text: string): number => Date.parse(text) / 1_000;

/**
 * @param flags what is flagged in it @param isSent whether it says that it was made in the very minute in which it was sent
 * @param metres how exactly a place has to be known
 */
export function momentOf(
  row: MomentRow,
  { clocks, civil }: Standing,
  { flags, isSent, metres }: { flags: readonly Conflict['kind'][]; isSent: boolean; metres: number },
): Moment {
  const captured = captureTime.parse(JSON.parse(row.captured));
  const device = { serial: row.serial, lensSerial: null, from: [] };
  const measured = clocks.flatMap((clock) => {
    const instant = sameCamera(clock, row, device) === null ? null : instantByClock(clock, captured);
    return instant === null ? [] : [instant];
  });
  const position =
    row.latitude === null || row.longitude === null
      ? null
      : { latitude: row.latitude, longitude: row.longitude, altitude: null, errorMetres: null };
  const kept = civil.flatMap((stated) => {
    const where = position === null ? null : { ...position, direction: null, gpsTime: null, from: [] };
    const applies = isInPeriod(captured, stated) && liesAround(where, stated.around) !== 'elsewhere';
    return applies ? instantsOf(captured.wall, stated.offsets) : [];
  });
  const said = new Set(measured.length > 0 ? measured : kept);
  const own = captured.offset === null ? null : secondsOf(`${captured.wall}${captured.offset}`);
  const reading = said.size === 1 ? secondsOf([...said][0] as string) : null;
  const basis: TimeBasis =
    reading !== null
      ? measured.length > 0
        ? 'clock'
        : 'civil time'
      : captured.offsetBasis === 'unknown'
        ? 'wall clock'
        : captured.offsetBasis;
  const instant = reading ?? own;
  const doubts = new Set<Doubt>();
  if (instant === null) doubts.add('zone not known');
  if (said.size > 1) doubts.add('readings differ');
  if (isSent) doubts.add('sent then');
  if (position === null) doubts.add('no position');
  else if (row.error !== null && Number(row.error) > metres) doubts.add('place coarse');
  for (const flag of flags) {
    const doubt = doubtOfFlag[flag];
    // A measured clock answers what GPS and the clock disagree about.
    if (doubt !== undefined && !(flag === 'gps and clock disagree' && basis === 'clock')) doubts.add(doubt);
  }
  const camera = [row.make, row.model].filter((part) => part !== null).join(' ');
  return {
    seq: row.seq,
    latitude: row.latitude,
    longitude: row.longitude,
    instant,
    wall: secondsOf(`${captured.wall}Z`),
    isLocal: captured.offsetBasis !== 'format',
    offset: captured.offset,
    basis,
    doubts: [...doubts],
    camera: camera === '' ? '' : `${row.acquisition} ${camera} ${row.serial ?? ''}`,
  };
}
