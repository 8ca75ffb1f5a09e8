import { valueText } from '../metadata/groups.ts';
import { readXmpPacket } from '../metadata/xmp-packet.ts';
import { csvRows } from './csv.ts';
import { isObject, type JsonObject, plainValues, textAt } from './json-values.ts';
import { type CompanionReading, type NamedFile, nothingSaid, readingOfOne, stated, statedTags } from './reading.ts';

/** Companions of one file: what they state is kept tag by tag, as they have it. */

const isSha256 = (text: string): boolean => /^[0-9a-fA-F]{64}$/.test(text);

const sha256Of = (text: string | null | undefined): NamedFile['hashes'] =>
  text !== null && text !== undefined && isSha256(text.trim())
    ? [{ algorithm: 'sha256', value: text.trim().toLowerCase() }]
    : [];

/** The name at the end of a path or an address. */
const lastPart = (path: string): string => path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);

/**
 * ProofMode for Android (libproofmode 1.0.x, `MediaWatcher`): `<SHA-256>.proof.json`, one flat object, and `<SHA-256>.proof.csv`, a line of
 * names and a line of values, each ended by a comma, commas in values replaced by spaces. Among the names: `File Hash SHA256`,
 * `File Path`, `File Modified`, `Proof Generated`, `Location.Latitude`, `Location.Longitude`, `Location.Time`, `DeviceID`, `Manufacturer`,
 * `Hardware`, `CellInfo`, `IPv4`.
 */
const proofHash = 'File Hash SHA256';

const proofOf = (values: ReadonlyMap<string, string>): Partial<NamedFile> => {
  const path = values.get('File Path') ?? null;
  return {
    named: path === null ? null : stated(lastPart(path)),
    hashes: sha256Of(values.get(proofHash)),
    tags: statedTags(values),
  };
};

export function readProofJson(object: JsonObject): CompanionReading | null {
  if (typeof object[proofHash] !== 'string') return null;
  return readingOfOne('proofmode', proofOf(new Map(plainValues(object))));
}

/** More than one proof of one picture stand one below the other. */
const mostRows = 1_000;

type Table = { readonly names: readonly string[]; readonly rows: readonly (readonly string[])[] };

function tableBeginningWith(text: string, isHeader: (names: readonly string[]) => boolean): Table | null {
  const end = text.search(/[\r\n]/);
  // A header of these programs is some hundred characters.
  if (end < 0 || end > 20_000) return null;
  const [names = []] = csvRows(text.slice(0, end), 1);
  if (!isHeader(names)) return null;
  const rows = csvRows(text.slice(end).replace(/^[\r\n]{1,2}/, ''), mostRows).filter((row) =>
    row.some((cell) => cell !== ''),
  );
  return { names, rows };
}

const valuesOf = (names: readonly string[], row: readonly string[]): Map<string, string> =>
  new Map(
    names.flatMap((name, index) => (name.trim() === '' ? [] : [[name.trim(), (row[index] ?? '').trim()] as const])),
  );

function readingOfTable(
  form: 'proofmode' | 'tella',
  { names, rows }: Table,
  fileOf: (values: ReadonlyMap<string, string>) => Partial<NamedFile>,
): CompanionReading {
  const files = rows.map((row) => ({ ...nothingSaid, hashes: [], tags: [], ...fileOf(valuesOf(names, row)) }));
  return { form, files, chat: null, malformed: 0, cut: rows.length >= mostRows };
}

export function readProofCsv(text: string): CompanionReading | null {
  const table = tableBeginningWith(text, (names) => names.includes(proofHash));
  return table === null ? null : readingOfTable('proofmode', table, proofOf);
}

/**
 * Tella for Android (2.x, `VerificationMetadataCsv` and `PublicMetadataMapper`): `<name>.csv`, a line of names (`File hash,File path,File
 * name,File created,…`) and a line of values, commas in values replaced by spaces; the hash is SHA-256.
 */
export function readTella(text: string): CompanionReading | null {
  const table = tableBeginningWith(text, ([first, , third]) => first === 'File hash' && third === 'File name');
  if (table === null) return null;
  return readingOfTable('tella', table, (values) => ({
    named: stated(values.get('File name') ?? '') || null,
    hashes: sha256Of(values.get('File hash')),
    tags: statedTags(values),
  }));
}

/** Google Photos in Google Takeout: `title`, and `photoTakenTime`, `creationTime` and `geoData` with objects. Seconds since 1970 as text. */
export function readTakeout(object: JsonObject): CompanionReading | null {
  if (typeof object.title !== 'string') return null;
  if (!isObject(object.photoTakenTime) && !(isObject(object.creationTime) && isObject(object.geoData))) return null;
  return readingOfOne('takeout', {
    named: stated(textAt(object, 'title') ?? '') || null,
    tags: statedTags(plainValues(object)),
  });
}

/** An XMP packet that is the whole file (ISO 16684-1; the wrapper `<?xpacket …?>` may be missing). Throws where it is no XML. */
export function readXmpSidecar(text: string): CompanionReading | null {
  const head = text
    .slice(0, 4_096)
    .replace(/^\ufeff/, '')
    .trimStart();
  if (!head.startsWith('<') || !/<x:x[ma]pmeta[\s>]|<rdf:RDF[\s>]/.test(head)) return null;
  const tags = readXmpPacket(text);
  return readingOfOne('xmp', { tags: statedTags(tags.map(({ name, value }) => [name, valueText(value)])) });
}

/** Says that there is a signature, and of what by its name; whose it is and whether it holds is not looked at. */
export function readSignature(text: string): CompanionReading | null {
  return text.trimStart().startsWith('-----BEGIN PGP SIGNATURE-----') ? readingOfOne('signature', {}) : null;
}
