import type { CaptureTime } from '../../../../shared/model/time.ts';
import type { Refuse } from '../metadata/capture-time.ts';
import { type RawTags, textOf } from '../metadata/tags.ts';

/**
 * When a recording was made. Apple's creation date carries its offset and comes first. The movie header's time is UTC by the format
 * (ISO/IEC 14496-12, 8.2.2), as Matroska's and ID3v2.4's are; some cameras write their own zone's time there, so the basis says
 * that the offset comes from the format and not from the camera. A recorder's own clock (`bext`) has no offset at all.
 */
type Candidate = { readonly name: string; readonly basis: 'written' | 'format' | 'clock' };

const candidates: readonly Candidate[] = [
  { name: 'Keys:CreationDate', basis: 'written' },
  { name: 'UserData:ContentCreateDate', basis: 'written' },
  { name: 'QuickTime:CreateDate', basis: 'format' },
  { name: 'Matroska:DateTimeOriginal', basis: 'format' },
  { name: 'ID3:RecordingTime', basis: 'format' },
  { name: 'RIFF:DateTimeOriginal', basis: 'clock' },
];

const pattern = /^(\d{4})[:-](\d{2})[:-](\d{2})[T ](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9})\d*)?(Z|[+-]\d{2}:?\d{2})?$/;

type Moment = { readonly captured: CaptureTime; readonly utc: number | null };

const isUnset = (text: string) => /^[0: TZ-]*$/.test(text) || text.startsWith('1904:01:01 00:00:00');

function momentOf({ name, basis }: Candidate, text: string): Moment | 'zero date' | 'not a date' {
  if (isUnset(text)) return 'zero date';
  const match = pattern.exec(text.trim());
  if (match === null) return 'not a date';
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '', fraction, zone] = match;
  const wall = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const utc = Date.parse(`${wall}Z`);
  // Date.parse carries 31 April over into May.
  if (Number.isNaN(utc) || new Date(utc).toISOString().slice(0, 19) !== wall) return 'not a date';
  const offset = zone === undefined || zone === 'Z' ? zone : `${zone.slice(0, 3)}:${zone.slice(-2)}`;
  const known = { wall, subsecond: fraction ?? null, from: [name] };
  if (basis === 'format') return { captured: { ...known, offset: 'Z', offsetBasis: 'format' }, utc };
  if (offset === undefined) return { captured: { ...known, offset: null, offsetBasis: 'unknown' }, utc: null };
  const shifted = Date.parse(`${wall}${offset}`);
  if (Number.isNaN(shifted) || Math.abs(shifted - utc) > 14 * 3_600_000) return 'not a date';
  return { captured: { ...known, offset, offsetBasis: 'written' }, utc: shifted };
}

/** Two times of one recording may lie as far apart as it is long, and a little more: some write the beginning, some the end. */
const slack = 120;

/** @param seconds the recording's length, 0 where it isn't known */
export function deriveRecordingTime(tags: RawTags, seconds: number, refuse: Refuse): CaptureTime | null {
  let chosen: Moment | null = null;
  for (const candidate of candidates) {
    const text = textOf(tags.get(candidate.name));
    if (text === null) continue;
    const moment = momentOf(candidate, text);
    if (typeof moment === 'string') {
      // A year or a day alone is a date, and no time; "not set" is what most programs write and nothing to remark on.
      if (!/^\d{4}([:-]\d{2}){0,2}$/.test(text) && moment !== 'zero date') refuse(candidate.name, text, moment);
    } else if (chosen === null) chosen = moment;
    else if (chosen.utc !== null && moment.utc !== null && Math.abs(chosen.utc - moment.utc) / 1_000 > seconds + slack)
      refuse(candidate.name, text, 'conflicting');
  }
  return chosen?.captured ?? null;
}
