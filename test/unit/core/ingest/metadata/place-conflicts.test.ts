import { describe, expect, it } from 'vitest';
import { derive } from '../../../../../electron/core/ingest/metadata/derive.ts';
import type { RawValue } from '../../../../../electron/core/ingest/metadata/tags.ts';

const conflictsOf = (tags: Record<string, RawValue>) =>
  derive(new Map(Object.entries(tags)), { size: { width: 40, height: 30 }, turning: null }).conflicts;
const kinds = (tags: Record<string, RawValue>) => conflictsOf(tags).map(({ kind }) => kind);

const aleppo = {
  'GPS:GPSLatitudeRef': 'N',
  'GPS:GPSLatitude': [36, 11, 30],
  'GPS:GPSLongitudeRef': 'E',
  'GPS:GPSLongitude': [37, 9, 0],
};
const at = (wall: string, offset = '+03:00') => ({
  'ExifIFD:DateTimeOriginal': wall,
  'ExifIFD:OffsetTimeOriginal': offset,
});
/** EV 15, the sunlit scene of the rule "sixteen". */
const sunlit = {
  'ExifIFD:FNumber': [16],
  'ExifIFD:ExposureTime': [1 / 125],
  'ExifIFD:ISO': [100],
  'ExifIFD:Flash': [16],
};

describe('a hemisphere is in doubt', () => {
  it('where a reference is missing, which is named', () => {
    const { 'GPS:GPSLongitudeRef': _, ...half } = aleppo;
    expect(conflictsOf(half)).toContainEqual({
      kind: 'hemisphere in doubt',
      values: { missing: 'GPS:GPSLongitudeRef' },
    });
  });

  it('where the offset belongs to the same meridian on the other side', () => {
    const mirrored = { ...aleppo, 'GPS:GPSLongitudeRef': 'W' };
    expect(conflictsOf({ ...mirrored, ...at('2016:04:27 12:00:00') })).toContainEqual({
      kind: 'hemisphere in doubt',
      values: { offset: '+03:00', reference: 'W' },
    });
    expect(kinds({ ...aleppo, ...at('2016:04:27 12:00:00') })).not.toContain('hemisphere in doubt');
  });

  it('not in the far west of China, whose civil time is 45° away, nor near Greenwich, nor with UTC', () => {
    const kashgar = { ...aleppo, 'GPS:GPSLongitude': [75, 59, 0] };
    expect(kinds({ ...kashgar, ...at('2016:04:27 12:00:00', '+08:00') })).not.toContain('hemisphere in doubt');
    const accra = { ...aleppo, 'GPS:GPSLongitude': [0, 12, 0], 'GPS:GPSLongitudeRef': 'W' };
    expect(kinds({ ...accra, ...at('2016:04:27 12:00:00', '+00:00') })).not.toContain('hemisphere in doubt');
    const west = { ...aleppo, 'GPS:GPSLongitudeRef': 'W' };
    expect(kinds({ ...west, ...at('2016:04:27 12:00:00', 'Z') })).not.toContain('hemisphere in doubt');
  });
});

describe('daylight is impossible', () => {
  it('where the exposure is that of a sunlit scene and the sun was far below the horizon; the place is not among the values', () => {
    const conflict = conflictsOf({ ...aleppo, ...sunlit, ...at('2016:04:27 21:40:00') }).at(-1);
    expect(conflict).toEqual({
      kind: 'daylight impossible',
      values: { sun: expect.stringMatching(/^-\d\d°$/), exposure: 'EV 15.0', clock: 'camera' },
    });
  });

  it.each([
    ['at noon', { ...at('2016:04:27 12:30:00') }],
    ['in twilight', { ...at('2016:04:27 19:35:00') }],
    ['where flash lit it', { ...at('2016:04:27 21:40:00'), 'ExifIFD:Flash': [9] }],
    ['where the exposure is that of a lit street', { ...at('2016:04:27 21:40:00'), 'ExifIFD:ExposureTime': [1] }],
    ['where the file says nothing of flash', { ...at('2016:04:27 21:40:00'), 'ExifIFD:Flash': 'off' }],
    ['where no aperture is known', { ...at('2016:04:27 21:40:00'), 'ExifIFD:FNumber': [0] }],
    ['where the zone is not known', { 'ExifIFD:DateTimeOriginal': '2016:04:27 21:40:00' }],
  ])('not %s', (_, tags) => expect(kinds({ ...aleppo, ...sunlit, ...tags })).not.toContain('daylight impossible'));
});
