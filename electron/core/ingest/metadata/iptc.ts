import { listed, type RawTag, wellFormed } from './tags.ts';

/**
 * IPTC-IIM (Information Interchange Model 4.2): a line of data sets, each 0x1c, record, number, length, value. Named as ExifTool
 * names them; a data set that may be repeated is one tag with its values joined.
 */
const recordNames: Readonly<Record<number, string>> = {
  3: 'ObjectTypeReference',
  4: 'ObjectAttributeReference',
  5: 'ObjectName',
  7: 'EditStatus',
  10: 'Urgency',
  12: 'SubjectReference',
  15: 'Category',
  20: 'SupplementalCategories',
  22: 'FixtureIdentifier',
  25: 'Keywords',
  26: 'ContentLocationCode',
  27: 'ContentLocationName',
  30: 'ReleaseDate',
  35: 'ReleaseTime',
  37: 'ExpirationDate',
  38: 'ExpirationTime',
  40: 'SpecialInstructions',
  55: 'DateCreated',
  60: 'TimeCreated',
  62: 'DigitalCreationDate',
  63: 'DigitalCreationTime',
  65: 'OriginatingProgram',
  70: 'ProgramVersion',
  75: 'ObjectCycle',
  80: 'By-line',
  85: 'By-lineTitle',
  90: 'City',
  92: 'Sub-location',
  95: 'Province-State',
  100: 'Country-PrimaryLocationCode',
  101: 'Country-PrimaryLocationName',
  103: 'OriginalTransmissionReference',
  105: 'Headline',
  110: 'Credit',
  115: 'Source',
  116: 'CopyrightNotice',
  118: 'Contact',
  120: 'Caption-Abstract',
  122: 'Writer-Editor',
  130: 'ImageType',
  131: 'ImageOrientation',
  135: 'LanguageIdentifier',
};

/** Escape sequences of ISO 2022 that 1:90 may have (IIM 4.2, 1:90; ISO-IR 100 to 148), with the names that TextDecoder knows. */
const characterSets: Readonly<Record<string, string>> = {
  '\x1b%G': 'utf-8',
  '\x1b.A': 'windows-1252',
  '\x1b-A': 'windows-1252',
  '\x1b-B': 'iso-8859-2',
  '\x1b-L': 'iso-8859-5',
  '\x1b-G': 'iso-8859-6',
  '\x1b-F': 'iso-8859-7',
  '\x1b-H': 'iso-8859-8',
  '\x1b-M': 'windows-1254',
};

/**
 * Without a character set the standard means plain ASCII, and programs write whatever their computer uses: what is well-formed
 * UTF-8 is read as that, which no longer text in another set is by chance, and the rest as Windows Latin.
 */
function decode(bytes: Uint8Array, characterSet: string | null): string {
  if (characterSet !== null) return new TextDecoder(characterSet).decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

type DataSet = { readonly record: number; readonly number: number; readonly value: Uint8Array };

const mostDataSets = 1_000;

function* dataSets(bytes: Uint8Array): Generator<DataSet> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  for (let count = 0; count < mostDataSets && at + 5 <= bytes.length && bytes[at] === 0x1c; count += 1) {
    let length = view.getUint16(at + 3);
    let from = at + 5;
    if (length > 0x7fff) {
      // Extended data set (IIM 4.2, 1.5.4): the low bits tell how many bytes the length itself has.
      const wide = length & 0x7fff;
      if (wide !== 4 || from + 4 > bytes.length) return;
      length = view.getUint32(from);
      from += 4;
    }
    if (from + length > bytes.length) return;
    yield {
      record: view.getUint8(at + 1),
      number: view.getUint8(at + 2),
      value: bytes.subarray(from, from + length),
    };
    at = from + length;
  }
}

const ascii = (bytes: Uint8Array) => String.fromCharCode(...bytes.subarray(0, 32));

/** What could be read before the first data set that makes no sense. */
export function readIptc(bytes: Uint8Array): RawTag[] {
  const values = new Map<string, string[]>();
  const add = (name: string, value: string) => {
    const text = wellFormed(value.replace(/\0+$/, '').trim());
    if (text !== '') values.set(name, [...(values.get(name) ?? []), text]);
  };
  const tags: RawTag[] = [];
  let characterSet: string | null = null;
  for (const { record, number, value } of dataSets(bytes)) {
    if (record === 1 && number === 90) {
      characterSet = listed(characterSets, ascii(value)) ?? null;
      tags.push({ name: 'IPTC:CodedCharacterSet', value: ascii(value) });
    } else if (record === 2 && number === 0) {
      if (value.length === 2) tags.push({ name: 'IPTC:ApplicationRecordVersion', value: [...value].slice(-1) });
    } else if (record === 2) add(recordNames[number] ?? `IPTC_${number}`, decode(value, characterSet));
  }
  return [...tags, ...[...values].map(([name, texts]) => ({ name: `IPTC:${name}`, value: texts.join('; ') }))];
}

/** IPTC-IIM among Photoshop's image resources (Adobe Photoshop File Formats, "Image resources"): resource 0x0404. */
export function iptcResource(resources: Uint8Array): Uint8Array | null {
  const view = new DataView(resources.buffer, resources.byteOffset, resources.byteLength);
  for (let at = 0, count = 0; at + 12 <= resources.length && count < mostDataSets; count += 1) {
    const signature = ascii(resources.subarray(at, at + 4));
    if (!['8BIM', 'MeSa', 'PHUT', 'AgHg', 'DCSR'].includes(signature)) return null;
    const id = view.getUint16(at + 4);
    // A Pascal string, padded to an even length.
    const name = view.getUint8(at + 6) + 1;
    const from = at + 6 + name + (name % 2) + 4;
    if (from > resources.length) return null;
    const size = view.getUint32(from - 4);
    if (from + size > resources.length) return null;
    if (id === 0x0404) return resources.subarray(from, from + size);
    at = from + size + (size % 2);
  }
  return null;
}
