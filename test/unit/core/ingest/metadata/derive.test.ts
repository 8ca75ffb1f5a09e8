import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { capturedAfter } from '../../../../../electron/core/ingest/metadata/capture-time.ts';
import { derive } from '../../../../../electron/core/ingest/metadata/derive.ts';
import type { RawValue } from '../../../../../electron/core/ingest/metadata/tags.ts';

const pixels = { size: { width: 40, height: 30 }, turning: null };
const from = (tags: Record<string, RawValue>) => derive(new Map(Object.entries(tags)), pixels);
const kinds = (tags: Record<string, RawValue>) => from(tags).conflicts.map(({ kind }) => kind);

const taken = { 'ExifIFD:DateTimeOriginal': '2016:04:27 21:40:00' };
const fix = { 'GPS:GPSDateStamp': '2016:04:27', 'GPS:GPSTimeStamp': [18, 40, 12.5] };
const aleppo = {
  'GPS:GPSLatitudeRef': 'N',
  'GPS:GPSLatitude': [36, 11, 30],
  'GPS:GPSLongitudeRef': 'E',
  'GPS:GPSLongitude': [37, 9, 0],
};

describe('capture time', () => {
  it('is DateTimeOriginal with its own sub-seconds and its own offset', () => {
    expect(
      from({ ...taken, 'ExifIFD:SubSecTimeOriginal': '054', 'ExifIFD:OffsetTimeOriginal': '+03:00' }).derived.captured,
    ).toEqual({
      wall: '2016-04-27T21:40:00',
      subsecond: '054',
      offset: '+03:00',
      offsetBasis: 'written',
      from: ['ExifIFD:DateTimeOriginal', 'ExifIFD:SubSecTimeOriginal', 'ExifIFD:OffsetTimeOriginal'],
    });
  });

  it('never takes OffsetTime, ModifyDate or CreateDate for it', () => {
    const { derived, conflicts } = from({ ...taken, 'ExifIFD:OffsetTime': '+09:00' });
    expect(derived.captured).toMatchObject({ offset: null, offsetBasis: 'unknown' });
    expect(conflicts.map(({ kind }) => kind)).toContain('offset missing');
    expect(
      from({ 'IFD0:ModifyDate': '2016:04:27 21:40:00', 'ExifIFD:CreateDate': '2016:04:27 21:40:00' }).derived.captured,
    ).toBeNull();
  });

  it('does not depend on the time zone of this computer', () => {
    const zones = ['UTC', 'Asia/Damascus', 'America/St_Johns', 'Pacific/Kiritimati'];
    const before = process.env.TZ;
    const walls = zones.map((zone) => {
      process.env.TZ = zone;
      return JSON.stringify(from({ ...taken, ...fix }));
    });
    process.env.TZ = before ?? 'UTC';
    expect(new Set(walls).size).toBe(1);
  });

  it.each([
    ['2016:02:30 10:00:00', 'not a date'],
    ['2016:13:01 10:00:00', 'not a date'],
    ['2016:04:27 24:00:00', 'not a date'],
    ['yesterday', 'not a date'],
    ['0000:00:00 00:00:00', 'zero date'],
    ['    :  :     :  :  ', 'zero date'],
  ])('refuses %j as %s', (text, reason) => {
    const { derived, refused } = from({ 'ExifIFD:DateTimeOriginal': text });
    expect(derived.captured).toBeNull();
    expect(refused).toEqual([{ name: 'ExifIFD:DateTimeOriginal', value: text, reason }]);
  });

  it.each(['+15:00', '-13:00', '+03:75', 'EEST', '+3'])('refuses the offset %j and keeps the time', (text) => {
    const { derived, refused } = from({ ...taken, 'ExifIFD:OffsetTimeOriginal': text });
    expect(derived.captured).toMatchObject({ wall: '2016-04-27T21:40:00', offset: null });
    expect(refused).toMatchObject([{ reason: 'not an offset' }]);
  });

  it('takes an offset of blanks for unknown, as EXIF says', () => {
    expect(from({ ...taken, 'ExifIFD:OffsetTimeOriginal': '   :  ' }).refused).toEqual([]);
  });

  describe('with GPS time and no written offset', () => {
    it('has the offset that both imply, said to be inferred', () => {
      expect(from({ ...taken, ...fix }).derived.captured).toMatchObject({ offset: '+03:00', offsetBasis: 'gps' });
      expect(kinds({ ...taken, ...fix })).not.toContain('gps and clock disagree');
    });

    it.each([
      ['half-hour zones', '2016:04:27 23:10:12', '+04:30'],
      ['Nepal', '2016:04:28 00:25:12', '+05:45'],
      ['zones behind UTC', '2016:04:27 15:10:12', '-03:30'],
      ['UTC itself', '2016:04:27 18:40:12', '+00:00'],
    ])('knows %s', (_, text, offset) => {
      expect(from({ 'ExifIFD:DateTimeOriginal': text, ...fix }).derived.captured?.offset).toBe(offset);
    });

    it.each([
      ['a day behind', '2016:04:26 20:40:12'],
      ['seven minutes off', '2016:04:27 21:47:00'],
      ['a quarter of an hour that no zone has', '2016:04:27 21:55:12'],
    ])('stays unknown when the clock is %s, and that is shown', (_, text) => {
      const tags = { 'ExifIFD:DateTimeOriginal': text, ...fix };
      expect(from(tags).derived.captured).toMatchObject({ offset: null, offsetBasis: 'unknown' });
      expect(kinds(tags)).toEqual(['offset missing', 'gps and clock disagree']);
    });
  });

  it('shows a written offset that GPS contradicts, and keeps it', () => {
    const tags = { ...taken, ...fix, 'ExifIFD:OffsetTimeOriginal': '+02:00' };
    expect(from(tags).derived.captured).toMatchObject({ offset: '+02:00', offsetBasis: 'written' });
    expect(kinds(tags)).toContain('gps and clock disagree');
  });

  it('is XMP’s where EXIF has none, and named so', () => {
    expect(from({ 'XMP-exif:DateTimeOriginal': '2016-04-27T21:40:00.25+03:00' }).derived.captured).toEqual({
      wall: '2016-04-27T21:40:00',
      subsecond: '25',
      offset: '+03:00',
      offsetBasis: 'written',
      from: ['XMP-exif:DateTimeOriginal'],
    });
  });

  it('is EXIF’s where XMP says otherwise, and XMP is refused as conflicting', () => {
    const { derived, refused } = from({ ...taken, 'XMP-exif:DateTimeOriginal': '2016-04-28T21:40:00' });
    expect(derived.captured?.wall).toBe('2016-04-27T21:40:00');
    expect(refused).toMatchObject([{ name: 'XMP-exif:DateTimeOriginal', reason: 'conflicting' }]);
  });

  it('is after the acquisition only when it is so in every zone that is possible', () => {
    const { captured } = from(taken).derived;
    if (captured === null) throw new Error('no capture time');
    expect(capturedAfter(captured, new Date('2016-04-27T08:00:00Z'))).toBe(false);
    expect(capturedAfter(captured, new Date('2016-04-27T07:00:00Z'))).toBe(true);
    expect(capturedAfter({ ...captured, offset: '+03:00' }, new Date('2016-04-27T18:39:00Z'))).toBe(true);
    expect(capturedAfter({ ...captured, offset: '+03:00' }, new Date('2016-04-27T18:40:00Z'))).toBe(false);
  });
});

describe('position', () => {
  it('needs both values and both references', () => {
    expect(from(aleppo).derived.position).toMatchObject({ latitude: '36.19166667', longitude: '37.15' });
    expect(from({ ...aleppo, 'GPS:GPSLatitudeRef': 'S', 'GPS:GPSLongitudeRef': 'W' }).derived.position).toMatchObject({
      latitude: '-36.19166667',
      longitude: '-37.15',
    });
  });

  it.each([
    ['no latitude reference', { 'GPS:GPSLatitudeRef': '' }, 'reference missing'],
    ['a reference of the other axis', { 'GPS:GPSLongitudeRef': 'N' }, 'reference missing'],
    ['a latitude of 123.5', { 'GPS:GPSLatitude': [123.5] }, 'out of range'],
    ['a longitude of 181', { 'GPS:GPSLongitude': [181, 0, 0] }, 'out of range'],
    ['minutes beyond the hour', { 'GPS:GPSLatitude': [36, 75, 0] }, 'out of range'],
    ['a negative value beside a reference', { 'GPS:GPSLatitude': [-36, 11, 30] }, 'out of range'],
    ['0/0 for a number', { 'GPS:GPSLatitude': [Number.NaN, 0, 0] }, 'not a number'],
    ['text for a number', { 'GPS:GPSLatitude': 'north' }, 'not a number'],
    [
      'zeros, as receivers without a fix write',
      { 'GPS:GPSLatitude': [0, 0, 0], 'GPS:GPSLongitude': [0, 0, 0] },
      'zero position',
    ],
  ])('is refused with %s', (_, change, reason) => {
    const { derived, refused } = from({ ...aleppo, ...change });
    expect(derived.position).toBeNull();
    expect(refused).toMatchObject([{ reason }]);
  });

  it('is refused when half of it is missing', () => {
    const { 'GPS:GPSLongitude': _, ...half } = aleppo;
    expect(from(half)).toMatchObject({ derived: { position: null }, refused: [{ reason: 'incomplete' }] });
  });

  it('carries altitude, error, direction and UTC time as far as they are said', () => {
    expect(
      from({
        ...aleppo,
        ...fix,
        'GPS:GPSAltitude': [379.5],
        'GPS:GPSAltitudeRef': new Uint8Array([1]),
        'GPS:GPSHPositioningError': [4.75],
        'GPS:GPSImgDirection': [270.5],
        'GPS:GPSImgDirectionRef': 'M',
      }).derived.position,
    ).toMatchObject({
      altitude: '-379.5',
      errorMetres: '4.75',
      direction: { degrees: '270.5', north: 'magnetic' },
      gpsTime: '2016-04-27T18:40:12Z',
    });
    expect(from(aleppo).derived.position).toMatchObject({
      altitude: null,
      errorMetres: null,
      direction: null,
      gpsTime: null,
    });
  });

  it('is XMP’s where EXIF has none', () => {
    expect(
      from({ 'XMP-exif:GPSLatitude': '36,11.5N', 'XMP-exif:GPSLongitude': '37,9,30W' }).derived.position,
    ).toMatchObject({
      latitude: '36.19166667',
      longitude: '-37.15833333',
      from: ['XMP-exif:GPSLatitude', 'XMP-exif:GPSLongitude'],
    });
    expect(
      from({ 'XMP-exif:GPSLatitude': '36,11.5', 'XMP-exif:GPSLongitude': '37,9,30E' }).derived.position,
    ).toBeNull();
  });

  it('comes back as it was put in, wherever on Earth', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 90, noNaN: true }),
        fc.double({ min: 0, max: 180, noNaN: true }),
        fc.constantFrom('N', 'S'),
        fc.constantFrom('E', 'W'),
        (latitude, longitude, north, east) => {
          fc.pre(latitude > 1e-6 || longitude > 1e-6);
          const parts = (value: number) => {
            const degrees = Math.floor(value);
            const minutes = Math.floor((value - degrees) * 60);
            return [degrees, minutes, Math.max(0, ((value - degrees) * 60 - minutes) * 60)];
          };
          const { position } = from({
            'GPS:GPSLatitude': parts(latitude),
            'GPS:GPSLongitude': parts(longitude),
            'GPS:GPSLatitudeRef': north,
            'GPS:GPSLongitudeRef': east,
          }).derived;
          const sign = (letter: string) => (letter === 'S' || letter === 'W' ? -1 : 1);
          expect(Math.abs(Number(position?.latitude) - sign(north) * latitude)).toBeLessThan(1e-7);
          expect(Math.abs(Number(position?.longitude) - sign(east) * longitude)).toBeLessThan(1e-7);
        },
      ),
    );
  });
});

describe('what a person should look at', () => {
  it('is shown for a picture that an editing program wrote', () => {
    expect(from({ ...taken, 'IFD0:Software': 'Adobe Photoshop CS5' }).conflicts).toContainEqual({
      kind: 'edited with software',
      values: { software: 'Adobe Photoshop CS5' },
    });
    expect(kinds({ ...taken, 'IFD0:Software': 'Ver.1.10' })).toEqual(['offset missing']);
  });

  it('is shown for a picture without camera, time and place', () => {
    expect(kinds({})).toEqual(['metadata absent']);
    expect(kinds({ 'IFD0:Make': 'Apple' })).toEqual([]);
  });
});

describe('camera and picture', () => {
  it('name makes and models, never what may be a person or a number to call', () => {
    expect(
      from({ 'IFD0:Make': 'Apple', 'IFD0:Model': 'iPhone 11', 'IFD0:Software': '+963 944 1234567' }).derived.camera,
    ).toEqual({
      make: 'Apple',
      model: 'iPhone 11',
      lens: null,
      software: null,
    });
    expect(from({ 'IFD0:Make': 'كاميرا أحمد' }).derived.camera).toBeNull();
  });

  it('take the orientation from EXIF, except where the container decides', () => {
    expect(from({ 'IFD0:Orientation': [6] }).derived.picture).toEqual({ width: 40, height: 30, orientation: 6 });
    expect(from({ 'IFD0:Orientation': [9] }).derived.picture?.orientation).toBe(1);
    expect(derive(new Map([['IFD0:Orientation', [6]]]), { ...pixels, turning: 1 }).derived.picture?.orientation).toBe(
      1,
    );
  });
});

describe('a lens without a name', () => {
  const lens = (tags: Record<string, RawValue>) => from(tags).derived.camera?.lens ?? null;

  it('is called by what it can do, as ExifTool writes it', () => {
    expect(lens({ 'ExifIFD:LensInfo': [18, 70, 3.5, 4.5] })).toBe('18-70mm f/3.5-4.5');
    expect(lens({ 'Nikon:Lens': [50, 50, 1.8, 1.8] })).toBe('50mm f/1.8');
    expect(lens({ 'ExifIFD:LensInfo': [1.5399999618, 6, 1.8, 2.4] })).toBe('1.54-6mm f/1.8-2.4');
  });

  it('leaves out what it does not say, and has no name where it says nothing', () => {
    expect(lens({ 'ExifIFD:LensInfo': [24, 70, Number.NaN, Number.NaN] })).toBe('24-70mm');
    expect(lens({ 'ExifIFD:LensInfo': [Number.NaN, Number.NaN, Number.NaN, Number.NaN] })).toBeNull();
    expect(lens({ 'ExifIFD:LensInfo': [0, Number.POSITIVE_INFINITY, 0, 0] })).toBeNull();
    expect(lens({ 'ExifIFD:LensInfo': '18-70mm' })).toBeNull();
  });

  it('has its own name where one stands in the file', () => {
    expect(lens({ 'ExifIFD:LensModel': 'Training 18-70', 'ExifIFD:LensInfo': [18, 70, 3.5, 4.5] })).toBe(
      'Training 18-70',
    );
  });
});
