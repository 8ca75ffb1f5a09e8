/** An area's outline, as people type it and as programs write it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readOutline, writeOutline } from '../../../shared/model/outline.ts';

const corners = [
  { latitude: '36.2', longitude: '37.1' },
  { latitude: '36.2', longitude: '37.2' },
  { latitude: '36.3', longitude: '37.2' },
];

describe('an outline', () => {
  it('is read from lines, with whatever stands between the two numbers', () => {
    expect(readOutline('36.2, 37.1\n36.2;37.2\n\n36.300 37.2\r\n')).toEqual({ corners });
  });

  it('is read from GeoJSON, where longitude comes first and the last corner repeats the first', () => {
    const ring = [
      [37.1, 36.2],
      [37.2, 36.2],
      [37.2, 36.3],
      [37.1, 36.2],
    ];
    const polygon = { type: 'Polygon', coordinates: [ring] };
    for (const said of [
      polygon,
      { type: 'Feature', properties: {}, geometry: polygon },
      { type: 'FeatureCollection', features: [{ type: 'Feature', geometry: polygon }] },
      { type: 'MultiPolygon', coordinates: [[ring]] },
    ])
      expect(readOutline(JSON.stringify(said))).toEqual({ corners });
  });

  it('is read from KML, where heights and comments say nothing of it', () => {
    const ring = '37.1,36.2,0\n  37.2,36.2,0 37.2,36.3,412.5\t37.1,36.2,0 ';
    const boundary = (said: string) =>
      `<outerBoundaryIs><LinearRing><coordinates>${said}</coordinates></LinearRing></outerBoundaryIs>`;
    const kml = (inside: string) =>
      `<?xml version="1.0"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Placemark><Polygon>${inside}</Polygon></Placemark></kml>`;
    const hole = boundary('1,1 2,1 2,2 1,1').replaceAll('outer', 'inner');
    expect(readOutline(kml(`<!-- ${boundary('9,9 8,8 7,7')} -->${boundary(ring)}${hole}`))).toEqual({ corners });
    expect(readOutline(kml(boundary(ring)).replaceAll(/<(\/?)(?=[a-zA-Z])/g, '<$1kml:'))).toEqual({ corners });
    expect(readOutline(kml(boundary(ring) + boundary(ring)))).toEqual({ fault: 'several' });
    expect(readOutline(kml('<LineString/>'))).toEqual({ fault: 'none' });
    expect(readOutline(kml(boundary('37.1,36.2 37.2 37.2,36.3')))).toEqual({ fault: 'beyond', line: 2 });
  });

  it.each([
    ['36.2, 37.1\n36.2, 37.2', { fault: 'few' }],
    ['36.2, 37.1\nhere', { fault: 'unreadable', line: 2 }],
    ['36.2, 37.1\n96.2, 37.1\n1, 1', { fault: 'beyond', line: 2 }],
    ['{"type":"Point","coordinates":[1,2]}', { fault: 'none' }],
    ['{"type":', { fault: 'none' }],
    [JSON.stringify({ type: 'MultiPolygon', coordinates: [[[[1, 2]]], [[[3, 4]]]] }), { fault: 'several' }],
    [
      Array(501)
        .fill(0)
        .map((_, n) => `${n / 100}, 1`)
        .join('\n'),
      { fault: 'many' },
    ],
  ])('that is none says why: %#', (text, fault) => {
    expect(readOutline(text)).toEqual(fault);
  });

  it('reads back what it writes', () => {
    const degree = (most: number) =>
      fc.integer({ min: -most * 1_000, max: most * 1_000 }).map((n) => String(n / 1_000));
    const corner = fc.record({ latitude: degree(90), longitude: degree(180) });
    fc.assert(
      fc.property(fc.uniqueArray(corner, { minLength: 3, maxLength: 20, selector: (c) => c.latitude }), (all) => {
        expect(readOutline(writeOutline(all))).toEqual({ corners: all });
      }),
    );
  });

  it('never fails on anything else', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => typeof readOutline(text) === 'object'));
  });
});
