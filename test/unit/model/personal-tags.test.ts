import { describe, expect, it } from 'vitest';
import { personalSubject } from '../../../shared/model/personal-tags.ts';

describe('a tag points to a person', () => {
  it.each([
    ['IFD0:Artist', 'names'],
    ['IFD0:HostComputer', 'names'],
    ['IPTC:By-line', 'names'],
    ['XMP-dc:creator', 'names'],
    ['XMP-iptcExt:PersonInImage', 'names'],
    ['ExifIFD:OwnerName', 'names'],
    ['ExifIFD:BodySerialNumber', 'devices'],
    ['XMP-aux:LensSerialNumber', 'devices'],
    ['IPTC:Contact', 'contacts'],
    ['XMP-iptcCore:CiTelWork', 'contacts'],
    ['IFD0:DocumentName', 'paths'],
    ['XMP-crs:RawFileName', 'paths'],
  ])('%s: %s', (name, subject) => expect(personalSubject(name)).toBe(subject));

  it.each(['XMP-xmp:CreatorTool', 'IFD0:Model', 'ExifIFD:MakerNote', 'GPS:GPSLatitude', 'IFD0:ImageDescription'])(
    '%s does not',
    (name) => expect(personalSubject(name)).toBeNull(),
  );
});
