import { describe, expect, it } from 'vitest';
import { groupOf, readColumn, valueText } from '../../../../../electron/core/ingest/metadata/groups.ts';
import type { RawValue } from '../../../../../electron/core/ingest/metadata/tags.ts';

describe('the group of a tag decides whether it leaves with the picture', () => {
  it.each<[string, RawValue, string]>([
    ['IFD0:Make', 'Canon', 'camera'],
    ['ExifIFD:DateTimeOriginal', '2016:04:27 21:40:00', 'camera'],
    ['ExifIFD:FNumber', [1.8], 'camera'],
    ['XMP-exif:FNumber', '18/10', 'camera'],
    ['XMP-xmp:CreateDate', '2016-04-27T21:40:00+03:00', 'camera'],
    ['GPS:GPSLatitude', [36, 11, 30], 'gps'],
    ['GPS:GPSProcessingMethod', 'CELLID', 'gps'],
    ['XMP-exif:GPSLatitude', '36,11.5N', 'gps'],
  ])('%s = %j', (name, value, group) => expect(groupOf({ name, value })).toBe(group));

  it.each<[string, string, RawValue]>([
    ['owner', 'ExifIFD:OwnerName', 'Dr. Hassan'],
    ['serial number', 'ExifIFD:SerialNumber', '0420125334'],
    ['artist', 'IFD0:Artist', 'A. Khatib'],
    ['copyright', 'IFD0:Copyright', 'A. Khatib'],
    ['description', 'IFD0:ImageDescription', 'ward 3'],
    ['comment', 'ExifIFD:UserComment', 'call +963 944 000 000'],
    ['maker notes', 'ExifIFD:MakerNote', new Uint8Array(9)],
    ['computer name', 'IFD0:HostComputer', 'Ahmad-PC'],
    ['caption', 'IPTC:Caption', 'at the gate'],
    ['creator', 'XMP-dc:Creator', 'A. Khatib'],
    ['history', 'XMP-xmpMM:History', 'saved by Ahmad'],
    ['place in words', 'XMP-photoshop:City', 'Aleppo'],
    ['area in words', 'GPS:GPSAreaInformation', 'home'],
    ['unknown tag', 'ExifIFD:Exif_0xbeef', [1]],
    ['unknown group', 'XMP-acme:Make', 'Canon'],
    ['name in place of a make', 'IFD0:Make', 'أحمد الخطيب'],
    ['number to call in place of a model', 'IFD0:Model', '+963944000000'],
    ['words in place of a date', 'ExifIFD:DateTimeOriginal', 'after Ahmad left'],
    ['words in place of a number', 'XMP-exif:FNumber', 'ask Ahmad'],
    ['words in place of a latitude', 'GPS:GPSLatitude', 'behind the bakery'],
    ['words in place of a method', 'GPS:GPSProcessingMethod', 'Ahmad walked there'],
    ['a name that only objects have', 'IFD0:constructor', [1]],
  ])('withholds %s', (_, name, value) => expect(groupOf({ name, value })).toBe('other'));
});

describe('the read column', () => {
  it('names long binary values by length and hash', () => {
    expect(valueText(new Uint8Array(1_000))).toBe(
      '1000 bytes, sha256 541b3e9daa09b20bf85fa273e5cbd3e80185aa4ec298e765db87742b70138a53',
    );
    expect(valueText(new Uint8Array([2, 3, 0, 0]))).toBe('2 3 0 0');
  });

  it('writes numbers as ExifTool does', () => {
    expect(valueText([1 / 3, 5, Number.NaN, Number.POSITIVE_INFINITY])).toBe('0.3333333333 5 undef inf');
  });

  it('stays within an entry whatever a file claims, and counts what was left out', () => {
    const column = readColumn(
      Array.from({ length: 5_000 }, (_, index) => ({ name: `XMP-dc:Word${index}`, value: 'x'.repeat(10_000) })),
    );
    expect(JSON.stringify(column).length).toBeLessThan(400_000);
    expect(column.other.at(-1)?.name).toBe('Sanad:OmittedTags');
    expect(column.other.length - 1 + Number(column.other.at(-1)?.value)).toBe(5_000);
  });

  it('has no half characters, which canonical JSON cannot hold', () => {
    const text = `${'a'.repeat(3_999)}😀${'b'.repeat(100)}`;
    const [tag] = readColumn([{ name: 'XMP-dc:Title', value: text }]).other;
    expect(/\p{Surrogate}/u.test(tag?.value ?? '')).toBe(false);
  });
});
