import type { TimeReading } from '../../../shared/contract/camera-time.ts';
import { instantsOf, isInPeriod, liesAround } from '../../../shared/model/civil-time.ts';
import { instantByClock, sameCamera } from '../../../shared/model/measured-clock.ts';
import type { Metadata } from '../../../shared/model/metadata.ts';
import { listRecords } from '../records/recording.ts';
import type { OpenVault } from '../vault/vault.ts';
import { civilTimeOf } from './civil-times.ts';
import { clockOf } from './clock-record.ts';

/**
 * What an item's time of capture means by every measurement of its camera's clock and every civil time that applies to it. Looked at anew each
 * time: both are stated and withdrawn after an item was archived, and its own entry never changes.
 */
export function readingsOf(
  vault: OpenVault,
  derived: Metadata['derived'] | null,
  cases: readonly string[],
): TimeReading[] {
  const captured = derived?.captured ?? null;
  if (derived === null || captured === null) return [];
  const standing = (kind: 'clock' | 'civil time') =>
    listRecords(vault, kind).filter(({ state }) => state.withdrawn !== true);

  const clocks = standing('clock').flatMap((record): TimeReading[] => {
    const clock = clockOf(vault, record);
    const camera = sameCamera(clock, derived.camera, derived.device);
    const instant = instantByClock(clock, captured);
    return camera === null || instant === null ? [] : [{ basis: 'clock', clock, camera, instant }];
  });
  const civil = standing('civil time').flatMap((record): TimeReading[] => {
    const stated = civilTimeOf(vault, record);
    if (stated.incident !== null && !cases.includes(stated.incident)) return [];
    const place = liesAround(derived.position, stated.around);
    if (!isInPeriod(captured, stated) || place === 'elsewhere') return [];
    return [{ basis: 'civil time', civil: stated, place, instants: instantsOf(captured.wall, stated.offsets) }];
  });
  return [...clocks, ...civil];
}
