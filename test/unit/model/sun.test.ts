import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { solarCoordinates, sunAt, sunOver } from '../../../shared/model/sun.ts';

/** Reda and Andreas, Solar Position Algorithm, NREL/TP-560-34302 (revised 2008), table A5.1: near Golden, Colorado. */
const golden = { latitude: 39.742476, longitude: -105.1786 } as const;
const at = (text: string) => sunAt(new Date(text), golden.latitude, golden.longitude);

describe('the position of the sun', () => {
  it('is the one published by NREL for 17 October 2003, 12:30:30 at −7 h, to two hundredths of a degree', () => {
    const sun = at('2003-10-17T12:30:30-07:00');
    // Without the air: 90° − (zenith 50.11162° + refraction 0.01633°).
    expect(Math.abs(sun.elevation - 39.87205)).toBeLessThan(0.02);
    expect(Math.abs(sun.azimuth - 194.34024)).toBeLessThan(0.02);
  });

  // The sunset that falls on that day of UTC is the one of the evening before.
  it.each(['2003-10-17T06:12:43-07:00', '2003-10-16T17:20:19-07:00'])(
    'is at the sunrise and sunset published with it where both are defined: 0.8333° below the horizon (%s)',
    (text) => expect(Math.abs(at(text).elevation + 0.8333)).toBeLessThan(0.03),
  );

  it('has the declination of Meeus, example 25.a: −7.78507° on 13 October 1992', () => {
    expect(Math.abs(solarCoordinates(new Date('1992-10-13T00:00:00Z')).declination + 7.78507)).toBeLessThan(0.003);
  });

  it('has the equation of time of Meeus, example 28.a: 13 min 42.6 s on 13 October 1992', () => {
    expect(Math.abs(solarCoordinates(new Date('1992-10-13T00:00:00Z')).equationOfTime - 13.71)).toBeLessThan(0.02);
  });

  it('is a direction in the sky for every place and time, and as far below the horizon for who stands opposite', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
        fc.double({ min: -90, max: 90, noNaN: true }),
        fc.double({ min: -180, max: 180, noNaN: true }),
        (date, latitude, longitude) => {
          const sun = sunAt(date, latitude, longitude);
          expect(sun.azimuth).toBeGreaterThanOrEqual(0);
          expect(sun.azimuth).toBeLessThanOrEqual(360);
          expect(sun.elevation + sunAt(date, -latitude, longitude + 180).elevation).toBeCloseTo(0, 5);
        },
      ),
    );
  });
});

describe('the sun over a picture', () => {
  const position = {
    latitude: '39.742476',
    longitude: '-105.1786',
    altitude: null,
    errorMetres: null,
    direction: null,
    gpsTime: '2003-10-17T19:30:30Z',
    from: [],
  };
  const captured = { wall: '2003-10-17T12:30:30', subsecond: null, from: [] };

  it('is reckoned from the camera’s clock where that is an instant, else from the time of GPS, and says which', () => {
    const byCamera = sunOver({ ...captured, offset: '-07:00', offsetBasis: 'written' }, { ...position, gpsTime: null });
    const byGps = sunOver({ ...captured, offset: null, offsetBasis: 'unknown' }, position);
    expect(byCamera).toMatchObject({ clock: 'camera', at: new Date('2003-10-17T19:30:30Z') });
    expect(byGps).toEqual({ ...byCamera, clock: 'gps' });
  });

  it('is not known without a place, nor from a wall clock of unknown zone', () => {
    expect(sunOver({ ...captured, offset: 'Z', offsetBasis: 'written' }, null)).toBeNull();
    expect(sunOver({ ...captured, offset: null, offsetBasis: 'unknown' }, { ...position, gpsTime: null })).toBeNull();
  });
});
