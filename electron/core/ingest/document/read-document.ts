import type { Metadata } from '../../../../shared/model/metadata.ts';
import { withCredentials } from '../metadata/credentials.ts';
import { readColumn } from '../metadata/groups.ts';
import { listed, type RawTag, type RawValue, wellFormed } from '../metadata/tags.ts';
import { readXmpPacket } from '../metadata/xmp-packet.ts';
import { readDocumentCredentials } from './document-credentials.ts';
import { groupOfDocumentTag } from './document-groups.ts';

/**
 * Pages and information dictionary of a PDF document (ISO 32000-2, 14.3.3). When a document was written is no time of capture, and
 * is left among what was read. Names as ExifTool's PDF group has them.
 */
const names: Readonly<Record<string, string>> = {
  PDFFormatVersion: 'PDFVersion',
  CreationDate: 'CreateDate',
  ModDate: 'ModifyDate',
};

/** Of what pdf.js adds to the dictionary by itself, only what a reader would ask for. */
const notWritten = /^(Is\w+Present|EncryptFilterName|Custom)$/;

const rawOf = (value: unknown): RawValue | null =>
  typeof value === 'string'
    ? wellFormed(value)
    : typeof value === 'number'
      ? [value]
      : typeof value === 'boolean'
        ? String(value)
        : null;

function informationTags(information: Readonly<Record<string, unknown>>): RawTag[] {
  const custom = information.Custom;
  const all = [
    ...Object.entries(information).filter(([key]) => !notWritten.test(key)),
    ...Object.entries(custom !== null && typeof custom === 'object' ? custom : {}),
  ];
  return all.flatMap(([key, value]) => {
    const raw = rawOf(value);
    return raw === null || raw === '' ? [] : [{ name: `PDF:${listed(names, key) ?? wellFormed(key)}`, value: raw }];
  });
}

const silent = { captured: null, position: null, camera: null, picture: null };

/** `bytes` are hostile: called in the media worker alone. Throws what pdf.js throws for what is no PDF document after all. */
export async function readDocument(bytes: Uint8Array): Promise<Metadata> {
  const credentials = await readDocumentCredentials(bytes);
  const said = await readInformation(bytes, credentials?.tags ?? []);
  return credentials === null ? said : withCredentials(said, credentials);
}

async function readInformation(bytes: Uint8Array, further: readonly RawTag[]): Promise<Metadata> {
  // Loaded when the first document comes: the module is large and most cards have none.
  const { getDocument, version } = await import('unpdf/pdfjs');
  const parsers = [`pdf.js ${version}`];
  const task = getDocument({
    // A copy: pdf.js takes the memory away.
    data: bytes.slice(),
    isEvalSupported: false,
    disableFontFace: true,
    useSystemFonts: false,
    verbosity: 0,
  });
  try {
    const pdf = await task.promise;
    const { info, metadata } = await pdf.getMetadata();
    const tags = [...informationTags(info as Record<string, unknown>), ...further];
    tags.push({ name: 'PDF:PageCount', value: [pdf.numPages] });
    const packet: unknown = metadata?.getRaw();
    if (typeof packet === 'string') {
      try {
        tags.push(...readXmpPacket(packet));
      } catch {
        tags.push({ name: 'XMP:XMP', value: packet });
      }
    }
    const derived = { ...silent, document: { pages: pdf.numPages, locked: false } };
    return { parsers, read: readColumn(tags, groupOfDocumentTag), derived, refused: [], conflicts: [] };
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'PasswordException') throw error;
    const derived = { ...silent, document: { pages: null, locked: true } };
    return { parsers, read: readColumn(further, groupOfDocumentTag), derived, refused: [], conflicts: [] };
  } finally {
    await task.destroy();
  }
}
