import { describe, expect, it } from 'vitest';
import { heifPicture } from '../../../../../electron/core/ingest/metadata/heif-picture.ts';
import { readXmpPacket } from '../../../../../electron/core/ingest/metadata/xmp-packet.ts';

const u32 = (value: number) => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
const box = (type: string, ...content: number[]) => [
  ...u32(8 + content.length),
  ...Array.from(type, (character) => character.charCodeAt(0)),
  ...content,
];
const full = [0, 0, 0, 0];

/** A HEIF file without pixels: primary item 7 with a size and the given transformations, behind a thumbnail's size. */
function heif(...transformations: number[][]): Uint8Array {
  const properties = [
    box('ispe', ...full, ...u32(160), ...u32(120)),
    box('ispe', ...full, ...u32(4_032), ...u32(3_024)),
    ...transformations,
  ];
  const associated = properties.slice(1).map((_, index) => 0x80 | (index + 2));
  const ipma = box('ipma', ...full, ...u32(2), 0, 6, 1, 0x81, 0, 7, associated.length, ...associated);
  const meta = box(
    'meta',
    ...full,
    ...box('pitm', ...full, 0, 7),
    ...box('iprp', ...box('ipco', ...properties.flat()), ...ipma),
  );
  return Uint8Array.from([...box('ftyp', ...Array.from('heic\0\0\0\0', (c) => c.charCodeAt(0))), ...meta]);
}

const irot = (quarters: number) => box('irot', quarters);
const imir = (axis: number) => box('imir', axis);

describe('the picture of a HEIF file', () => {
  it.each([
    ['nothing', [], 1],
    ['90° anti-clockwise', [irot(1)], 8],
    ['180°', [irot(2)], 3],
    ['270° anti-clockwise, as phones held upright write', [irot(3)], 6],
    ['left and right exchanged', [imir(1)], 2],
    ['top and bottom exchanged', [imir(0)], 4],
    ['90° anti-clockwise, then top and bottom', [irot(1), imir(0)], 5],
    ['90° anti-clockwise, then left and right', [irot(1), imir(1)], 7],
  ])('is turned by %s', (_, transformations, orientation) => {
    expect(heifPicture(heif(...transformations))).toEqual({ width: 4_032, height: 3_024, orientation });
  });

  it('is unknown in any part of a file, and never an error', () => {
    const whole = heif(irot(3));
    for (let length = 0; length < whole.length; length += 1) expect(heifPicture(whole.subarray(0, length))).toBeNull();
  });

  it('is unknown, at once, in the 80 bytes that make another parser loop for ever', () => {
    const bytes = new Uint8Array(80);
    bytes.set(box('ftyp', ...Array.from('heic', (c) => c.charCodeAt(0))));
    expect(heifPicture(bytes)).toBeNull();
  });
});

const packet = (description: string) => `<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?>
<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'
  xmlns:n1='http://ns.adobe.com/exif/1.0/' xmlns:dc='http://purl.org/dc/elements/1.1/'>${description}</rdf:RDF></x:xmpmeta>
<?xpacket end='w'?>`;

describe('an XMP packet', () => {
  it('gives tags by namespace and not by the prefix it happens to use', () => {
    expect(readXmpPacket(packet(`<rdf:Description rdf:about='' n1:DateTimeOriginal='2016-04-27T21:40:00'/>`))).toEqual([
      { name: 'XMP-exif:DateTimeOriginal', value: '2016-04-27T21:40:00' },
    ]);
  });

  it('joins lists and flattens structures', () => {
    const tags = readXmpPacket(
      packet(`<rdf:Description rdf:about=''><dc:creator><rdf:Seq><rdf:li>A</rdf:li><rdf:li>B</rdf:li></rdf:Seq></dc:creator>
        <n1:Flash rdf:parseType='Resource'><n1:Fired>True</n1:Fired><n1:Mode>0</n1:Mode></n1:Flash></rdf:Description>`),
    );
    expect(tags).toEqual([
      { name: 'XMP-dc:Creator', value: 'A; B' },
      { name: 'XMP-exif:Flash', value: 'True; 0' },
    ]);
  });

  it('expands no entities', () => {
    const bomb = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>${packet(
      `<rdf:Description dc:title='&b;'/>`,
    )}`;
    expect(() => readXmpPacket(bomb)).toThrow();
  });

  it('that is none, or is empty, gives nothing', () => {
    expect(readXmpPacket('')).toEqual([]);
    expect(readXmpPacket('<x:xmpmeta')).toEqual([]);
    expect(readXmpPacket(packet(''))).toEqual([]);
  });
});
