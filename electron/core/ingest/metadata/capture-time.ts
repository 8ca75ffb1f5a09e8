import type { Refused } from '../../../../shared/model/metadata.ts';
import type { CaptureTime } from '../../../../shared/model/time.ts';
import { numbersOf, type RawTags, textOf } from './tags.ts';

/**
 * When a picture was made: DateTimeOriginal, SubSecTimeOriginal and OffsetTimeOriginal (EXIF 2.32, tags 0x9003, 0x9291,
 * 0x9011). OffsetTime (0x9010) belongs to ModifyDate and is never used. Nothing here depends on this computer's zone.
 */
type Wall = { readonly text: string; readonly seconds: number };

export type Refuse = (name: string, value: string, reason: Refused['reason']) => void;

const pad = (value: number, length = 2) => String(value).padStart(length, '0');

/** Seconds since 1970 if the clock showed UTC; `null` for a day or an hour that does not exist. */
function secondsOf(year: number, month: number, day: number, hour: number, minute: number, second: number) {
  if (month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 59) return null;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() / 1_000 : null;
}

function wallOf(parts: readonly string[]): Wall | 'zero date' | 'not a date' {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map(Number);
  if (year === 0 || (month === 0 && day === 0)) return 'zero date';
  const seconds = secondsOf(year, month, day, hour, minute, second);
  if (seconds === null) return 'not a date';
  return {
    text: `${pad(year, 4)}-${pad(month)}-${pad(day)}T${pad(hour)}:${pad(minute)}:${pad(second)}`,
    seconds,
  };
}

/** EXIF writes `YYYY:MM:DD HH:MM:SS`; an unknown date is filled with blanks or zeros (EXIF 2.32, 4.6.5). */
function exifWall(text: string): Wall | 'zero date' | 'not a date' {
  if (/^[\s:0]*$/.test(text)) return 'zero date';
  const match = /^(\d{4})[:/-](\d{2})[:/-](\d{2})[ T](\d{2}):(\d{2}):(\d{2})$/.exec(text.trim());
  return match === null ? 'not a date' : wallOf(match.slice(1));
}

const minutesOf = (offset: string): number => {
  if (offset === 'Z') return 0;
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4, 6));
  return offset.startsWith('-') ? -minutes : minutes;
};

const offsetText = (minutes: number) =>
  `${minutes < 0 ? '-' : '+'}${pad(Math.floor(Math.abs(minutes) / 60))}:${pad(Math.abs(minutes) % 60)}`;

/** Offsets reach from −12:00 to +14:00. */
function offsetOf(text: string): string | null {
  if (text === 'Z') return 'Z';
  const match = /^([+-])(\d{1,2}):(\d{2})$/.exec(text);
  if (match === null || Number(match[3]) > 59) return null;
  const offset = `${match[1]}${pad(Number(match[2]))}:${match[3]}`;
  const minutes = minutesOf(offset);
  return minutes >= -720 && minutes <= 840 ? offset : null;
}

/** GPSDateStamp and GPSTimeStamp are UTC (EXIF 2.32, 4.6.6, tags 7 and 29); fractions of a second are dropped. */
export function gpsTime(tags: RawTags, refuse: Refuse): { text: string; seconds: number; from: string[] } | null {
  const date = textOf(tags.get('GPS:GPSDateStamp'));
  const time = numbersOf(tags.get('GPS:GPSTimeStamp'));
  if (date === null || time === null) return null;
  const [hour = Number.NaN, minute = Number.NaN, second = Number.NaN] = time;
  if (/^[\s:0]*$/.test(date)) {
    refuse('GPS:GPSDateStamp', date, 'zero date');
    return null;
  }
  const match = /^(\d{4})[:/-](\d{1,2})[:/-](\d{1,2})$/.exec(date.trim());
  // 0/0 stands for "not known" and divides to NaN, which no comparison lets through.
  const whole = [hour, minute, second].map(Math.floor);
  const wall =
    match !== null && whole.every((part) => part >= 0 && part < 100)
      ? wallOf([...match.slice(1), ...whole.map(String)])
      : 'not a date';
  if (typeof wall === 'string') {
    refuse('GPS:GPSDateStamp', `${date} ${time.join(' ')}`, wall);
    return null;
  }
  return { text: `${wall.text}Z`, seconds: wall.seconds, from: ['GPS:GPSDateStamp', 'GPS:GPSTimeStamp'] };
}

/** Offsets from UTC, in minutes, that civil time uses somewhere (IANA time zone database, since 1970). */
const quarterHours = new Set([
  ...Array.from({ length: 27 }, (_, index) => (index - 12) * 60),
  ...[-570, -210, -150, 210, 270, 330, 345, 390, 510, 525, 570, 630, 690, 765, 825],
]);

/** How far wall clock and GPS may be apart and still be taken for the same moment, in seconds. */
const sameMoment = 60;
/** A phone writes the last fix it has, which may be some minutes old: only more than this is worth showing. */
const staleFix = 300;

export type Captured = {
  readonly captured: CaptureTime | null;
  /** What GPS and the clock say, where they cannot both be right. */
  readonly disagreement: { readonly captured: string; readonly gps: string } | null;
};

type Source = { wall: Wall; subsecond: string | null; written: string | null; from: string[] };

/** One tag's time by itself, with neither parts of seconds nor an offset. */
function fromTag(tags: RawTags, name: string, refuse: Refuse): Source | null {
  const text = textOf(tags.get(name));
  if (text === null || text === '') return null;
  const wall = exifWall(text);
  if (typeof wall === 'string') {
    refuse(name, text, wall);
    return null;
  }
  return { wall, subsecond: null, written: null, from: [name] };
}

/** Where cameras without EXIF, and trail cameras, write when a picture was taken. */
const makersOwn = ['Reconyx:DateTimeOriginal', 'CIFF:DateTimeOriginal', 'PictureInfo:DateTimeOriginal'];

function fromMaker(tags: RawTags, refuse: Refuse): Source | null {
  for (const name of makersOwn) {
    const source = fromTag(tags, name, refuse);
    if (source !== null) return source;
  }
  return null;
}

function fromExif(tags: RawTags, refuse: Refuse): Source | null {
  const found = fromTag(tags, 'ExifIFD:DateTimeOriginal', refuse);
  if (found === null) return null;
  const { wall, from } = found;
  const subsecond = textOf(tags.get('ExifIFD:SubSecTimeOriginal'))?.trim() ?? '';
  if (/^\d{1,9}$/.test(subsecond)) from.push('ExifIFD:SubSecTimeOriginal');
  else if (subsecond !== '') refuse('ExifIFD:SubSecTimeOriginal', subsecond, 'not a date');
  const offset = textOf(tags.get('ExifIFD:OffsetTimeOriginal'))?.trim() ?? '';
  const written = offset === '' ? null : offsetOf(offset);
  // Blanks between the colon mean "unknown" (EXIF 2.32, 4.6.5, tag 0x9011).
  if (written !== null) from.push('ExifIFD:OffsetTimeOriginal');
  else if (!/^[\s:+-]*$/.test(offset)) refuse('ExifIFD:OffsetTimeOriginal', offset, 'not an offset');
  return { wall, subsecond: /^\d{1,9}$/.test(subsecond) ? subsecond : null, written, from };
}

/** ISO 8601 as XMP has it. Its offset is the editing computer's as often as the camera's, but it is what is written. */
function fromXmp(tags: RawTags, refuse: Refuse): Source | null {
  const name = 'XMP-exif:DateTimeOriginal';
  const text = textOf(tags.get(name));
  if (text === null || text === '') return null;
  const match =
    /^(\d{4})[:-](\d{2})[:-](\d{2})[T ](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9})\d*)?(Z|[+-]\d{1,2}:\d{2})?$/.exec(text);
  const wall = match === null ? ('not a date' as const) : wallOf(match.slice(1, 7));
  if (match === null || typeof wall === 'string') {
    refuse(name, text, typeof wall === 'string' ? wall : 'not a date');
    return null;
  }
  const written = match[8] === undefined ? null : offsetOf(match[8]);
  if (match[8] !== undefined && written === null) refuse(name, text, 'not an offset');
  return { wall, subsecond: match[7] ?? null, written, from: [name] };
}

/**
 * EXIF's own time where it has one, else XMP's, else what the maker has in its own form. An offset is what was written for this time, or what GPS time implies
 * when the difference lands within a minute on an offset in use; otherwise it stays unknown.
 */
export function deriveCaptureTime(
  tags: RawTags,
  gps: { readonly text: string; readonly seconds: number; readonly from: readonly string[] } | null,
  refuse: Refuse,
): Captured {
  const exif = fromExif(tags, refuse);
  const xmp = fromXmp(tags, refuse);
  if (exif !== null && xmp !== null && exif.wall.seconds !== xmp.wall.seconds)
    refuse('XMP-exif:DateTimeOriginal', textOf(tags.get('XMP-exif:DateTimeOriginal')) ?? '', 'conflicting');
  const source = exif ?? xmp ?? fromMaker(tags, refuse);
  if (source === null) return { captured: null, disagreement: null };
  const { wall, subsecond, written, from } = source;
  const known = { wall: wall.text, subsecond };
  const disagreement = { captured: `${wall.text}${written ?? ''}`, gps: gps?.text ?? '' };
  if (written !== null) {
    const apart = gps === null ? 0 : Math.abs(wall.seconds - minutesOf(written) * 60 - gps.seconds);
    return {
      captured: { ...known, offset: written, offsetBasis: 'written', from },
      disagreement: apart > staleFix ? disagreement : null,
    };
  }
  if (gps !== null) {
    const difference = wall.seconds - gps.seconds;
    const minutes = Math.round(difference / 900) * 15;
    if (quarterHours.has(minutes) && Math.abs(difference - minutes * 60) <= sameMoment)
      return {
        captured: { ...known, offset: offsetText(minutes), offsetBasis: 'gps', from: [...from, ...gps.from] },
        disagreement: null,
      };
  }
  return {
    captured: { ...known, offset: null, offsetBasis: 'unknown', from },
    disagreement: gps === null ? null : disagreement,
  };
}

/**
 * True when the time of capture is later than `acquired` (UTC) whatever the camera's zone was: without an offset the
 * zone furthest ahead, +14:00, is given the benefit of the doubt.
 */
export function capturedAfter(captured: CaptureTime, acquired: Date): boolean {
  const wall = Date.parse(`${captured.wall}Z`) / 1_000;
  const minutes = captured.offset === null ? 840 : minutesOf(captured.offset);
  return wall - minutes * 60 > acquired.getTime() / 1_000;
}
