import type { ReadGroup } from '../../../../shared/model/metadata.ts';
import { groupOf, isProductName } from '../metadata/groups.ts';
import type { RawTag } from '../metadata/tags.ts';

/** `D:YYYYMMDDHHmmSSOHH'mm` and shorter (ISO 32000-2, 7.9.4). */
const date = /^D:\d{4,14}(Z|[+-]\d{2}('\d{2}'?)?)?('?00'?00'?)?$/;
const version = /^\d\.\d$/;

/** Titles, authors and subjects name people and places; dates, the program and the number of pages don't. */
export function groupOfDocumentTag(tag: RawTag): ReadGroup {
  const { name, value } = tag;
  if (!name.startsWith('PDF:')) return groupOf(tag);
  if (name === 'PDF:PageCount') return 'camera';
  if (typeof value !== 'string') return 'other';
  if (name === 'PDF:CreateDate' || name === 'PDF:ModifyDate') return date.test(value) ? 'camera' : 'other';
  if (name === 'PDF:Producer' || name === 'PDF:Creator') return isProductName(value) ? 'camera' : 'other';
  return name === 'PDF:PDFVersion' && version.test(value) ? 'camera' : 'other';
}
