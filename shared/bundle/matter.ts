import type { Matter } from '../model/withholding.ts';

/** What an entry is about, as people count it. */
export function matterOfEntry(type: string, kind: string | null): Matter {
  switch (type) {
    case 'item':
      return 'originals';
    case 'acquisition':
      return 'acquisitions';
    case 'link':
      return 'links';
    case 'record':
      return matterOfRecord(kind);
    default:
      return 'other entries';
  }
}

function matterOfRecord(kind: string | null): Matter {
  switch (kind) {
    case 'incident':
      return 'incidents';
    case 'testimony':
    case 'addition':
    case 'recanting':
      return 'testimonies';
    case 'identity':
      return 'identities';
    case 'assertion':
      return 'notes';
    case 'provenance':
    case 'signoff':
    case 'import':
      return 'acquisitions';
    default:
      return 'other entries';
  }
}

/** What a field holds, as people count it. Fields of other programs are told by their name alone. */
export function matterOfField(name: string): Matter {
  if (/^holds\.\d+$/.test(name) || name === 'path' || name === 'source.path' || name === 'skipped') return 'folders';
  if (/^account(\.\d+)?$|^paragraph\.\d+$/.test(name)) return 'free text';
  if (/^(told|support)\.\d+$|^(earlier|interview|readback)\./.test(name)) return 'circumstances';
  switch (name) {
    case 'file':
      return 'originals';
    case 'name':
      return 'file names';
    case 'read.other':
    case 'refused':
      return 'unknown tags';
    case 'read.gps':
    case 'derived.position':
    case 'place':
    case 'facility':
      return 'positions';
    case 'reason':
    case 'value':
    case 'when':
    case 'consent':
    case 'conflicts':
    case 'original':
    case 'note':
    case 'received':
    case 'circumstances':
    case 'why':
      return 'free text';
    case 'sealed':
    case 'creator':
    case 'giver':
    case 'carrier':
      return 'identities';
    default:
      return 'working data';
  }
}
