import { describe, expect, it } from 'vitest';
import {
  attach,
  meantBy,
  Presence,
  type Present,
  resolved,
} from '../../../../../electron/core/ingest/companions/attaching.ts';
import { csvRows } from '../../../../../electron/core/ingest/companions/csv.ts';
import { readCompanion } from '../../../../../electron/core/ingest/companions/read-companion.ts';

/** Sidecars of fictional pictures, in the forms that the programs write. */
const read = (text: string) => readCompanion(new TextEncoder().encode(text));

const hash = '0f'.repeat(32);

function present(...paths: string[]): Present[] {
  return paths.map((path, seq) => ({
    seq,
    path,
    sha256: path.startsWith('hashed') ? hash : `${seq}`.padStart(64, '0'),
    size: 1,
    type: /\.(json|csv|xmp|txt|asc)$/.test(path) ? 'text/plain' : 'image/jpeg',
  }));
}

/** Paths and rules that the first of the files, a companion of this text, is attached to. */
function attachedTo(text: string, ...paths: string[]): [path: string, rule: string][] {
  const items = present(...paths);
  const [own] = items;
  const reading = read(text);
  if (own === undefined || reading === null) throw new Error('no companion');
  return attach(reading, own, new Presence(items)).attached.map(({ item, rule }) => [item.path, rule]);
}

const takeout = JSON.stringify({
  title: 'IMG_1.jpg',
  description: '',
  photoTakenTime: { timestamp: '1461782705', formatted: '27 Apr 2016, 18:45:05 UTC' },
  geoData: { latitude: 36.2, longitude: 37.15, altitude: 0 },
  people: [{ name: 'Training One' }],
});

describe('Google Takeout', () => {
  it('states what Google has of a picture, each value with its way', () => {
    const reading = read(takeout);
    expect(reading).toMatchObject({ form: 'takeout', files: [{ named: 'IMG_1.jpg', hashes: [], sent: null }] });
    expect(reading?.files[0]?.tags).toEqual([
      { name: 'title', value: 'IMG_1.jpg' },
      { name: 'photoTakenTime.timestamp', value: '1461782705' },
      { name: 'photoTakenTime.formatted', value: '27 Apr 2016, 18:45:05 UTC' },
      { name: 'geoData.latitude', value: '36.2' },
      { name: 'geoData.longitude', value: '37.15' },
      { name: 'geoData.altitude', value: '0' },
      { name: 'people.0.name', value: 'Training One' },
    ]);
  });

  const long = 'a-name-of-forty-characters-or-a-few-more-than-that.jpg';
  it.each([
    ['IMG_1.jpg.json', 'IMG_1.jpg', 'name and extension'],
    ['IMG_1.jpg.supplemental-metadata.json', 'IMG_1.jpg', 'name and extension'],
    ['IMG_1.jpg.supplemental-me.json', 'IMG_1.jpg', 'name and extension'],
    ['IMG_1.jpg(1).json', 'IMG_1(1).jpg', 'name with number'],
    ['IMG_1.jpg.supplemental-metadata(2).json', 'IMG_1(2).jpg', 'name with number'],
    [`${long.slice(0, 46)}.json`, long, 'name cut short'],
    ['something else.json', 'IMG_1.jpg', 'title stated'],
  ])('%s belongs to %s, %s', (own, picture, rule) => {
    expect(attachedTo(takeout, `a/${own}`, `a/${picture}`, 'a/other.jpg', `b/${picture}`)).toEqual([
      [`a/${picture}`, rule],
    ]);
  });

  it('is attached to nothing rather than to one of two that its cut name fits', () => {
    const cut = long.slice(0, 46);
    const other = JSON.stringify({ title: 'unknown.jpg', photoTakenTime: {} });
    expect(attachedTo(other, `${cut}.json`, `${cut}.jpg`, `${cut}x.jpg`)).toEqual([]);
  });
});

describe('ProofMode and Tella', () => {
  const json = JSON.stringify({
    'File Hash SHA256': hash.toUpperCase(),
    'File Path': '/storage/emulated/0/DCIM/IMG_1.jpg',
    'Location.Latitude': '36.2',
    'Proof Generated': '2016-04-27T18:45Z',
  });

  it('finds the picture by the hash that is stated, wherever it lies', () => {
    expect(read(json)).toMatchObject({ form: 'proofmode', files: [{ named: 'IMG_1.jpg' }] });
    expect(attachedTo(json, 'x.proof.json', 'IMG_1.jpg', 'hashed/renamed.jpg')).toEqual([
      ['hashed/renamed.jpg', 'hash stated'],
    ]);
    expect(attachedTo(json, 'IMG_1.jpg.proof.json', 'IMG_1.jpg')).toEqual([['IMG_1.jpg', 'name and extension']]);
  });

  it('reads its CSV, a line of names and a line of values each with a comma at the end', () => {
    const csv = `Location.Latitude,File Hash SHA256,Notes,\n36.2,${hash},a  b,`;
    const [file] = read(csv)?.files ?? [];
    expect(file?.hashes).toEqual([{ algorithm: 'sha256', value: hash }]);
    expect(file?.tags).toEqual([
      { name: 'Location.Latitude', value: '36.2' },
      { name: 'File Hash SHA256', value: hash },
      { name: 'Notes', value: 'a  b' },
    ]);
  });

  it('attaches signatures by name and by hash, and looks at no key', () => {
    const signature = '-----BEGIN PGP SIGNATURE-----\n\nAAAA\n-----END PGP SIGNATURE-----\n';
    expect(attachedTo(signature, 'a.jpg.asc', 'a.jpg')).toEqual([['a.jpg', 'name and extension']]);
    expect(attachedTo(signature, `${hash}.asc`, 'hashed.jpg')).toEqual([['hashed.jpg', 'hash in name']]);
    expect(read('-----BEGIN PGP PUBLIC KEY BLOCK-----\n')).toBeNull();
  });

  it('reads the CSV of Tella', () => {
    const csv = `File hash,File path,File name,File created,Location latitude\n${hash},/,IMG_1.jpg,27-04-2016 21:45:05 +0300,36.2\n`;
    expect(read(csv)).toMatchObject({ form: 'tella', files: [{ named: 'IMG_1.jpg', hashes: [{ value: hash }] }] });
    expect(attachedTo(csv, 'IMG_1.csv', 'IMG_1.jpg')).toEqual([['IMG_1.jpg', 'title stated']]);
  });

  it('reads CSV with quotes, and one that never ends', () => {
    expect(csvRows('a,"b, ""c""",d\r\n,,\n"x', 10)).toEqual([['a', 'b, "c"', 'd'], ['', '', ''], ['x']]);
  });
});

describe('an XMP sidecar', () => {
  const xmp = `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:Rating="3"/></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>`;

  it('belongs to the file that its own name names, or to all files of its name', () => {
    expect(read(xmp)).toMatchObject({ form: 'xmp', files: [{ tags: [{ name: 'XMP-xmp:Rating', value: '3' }] }] });
    expect(attachedTo(xmp, 'IMG_1.CR2.xmp', 'IMG_1.CR2', 'IMG_1.jpg')).toEqual([['IMG_1.CR2', 'name and extension']]);
    expect(attachedTo(xmp, 'IMG_1.xmp', 'IMG_1.CR2', 'IMG_1.jpg', 'IMG_1.txt', 'IMG_2.jpg')).toEqual([
      ['IMG_1.CR2', 'name without extension'],
      ['IMG_1.jpg', 'name without extension'],
    ]);
  });

  it('that is no XML is said to be unreadable', () => {
    expect(() => read('<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><open></x:xmpmeta>')).toThrow();
  });
});

describe('paths that a companion states', () => {
  it.each([
    ['a', './b/../c.jpg', 'a/c.jpg'],
    ['a', '..\\c.jpg', 'c.jpg'],
    ['', '../c.jpg', null],
    ['a', '/etc/passwd', null],
    ['a', 'C:\\c.jpg', null],
    ['a', '.', 'a'],
  ])('from %j, %s is %j', (folder, path, where) => {
    expect(resolved(folder, meantBy(path).at(-1) ?? '')).toBe(where);
    if (!path.includes('\\')) expect(resolved(folder, path)).toBe(where);
  });

  it('means the same name, composed or decomposed', () => {
    const list = `${hash}  caf\u00e9.jpg\n`;
    expect(attachedTo(list, 'SHA256SUMS', 'cafe\u0301.jpg')).toEqual([['cafe\u0301.jpg', 'path stated']]);
  });
});
