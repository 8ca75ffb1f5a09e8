import type { ItemDetail, ItemSummary } from '../../shared/contract.ts';
import { cameraName } from '../../shared/model/camera-name.ts';
import type { Credentials } from '../../shared/model/credentials.ts';
import type { Conflict, Metadata } from '../../shared/model/metadata.ts';
import { personalSubject } from '../../shared/model/personal-tags.ts';
import type { CapturePosition } from '../../shared/model/position.ts';
import type { Recording } from '../../shared/model/recording.ts';
import { sunOver } from '../../shared/model/sun.ts';
import { boundLines } from '../../shared/report/anchors.ts';
import { readingLines } from './camera-time.ts';
import { besideLines, namedForLines, ownLines } from './companions.ts';
import { bytesInWords, grouped } from './output.ts';
import { reportWords, t } from './words.ts';

/** What is printed of an item: what its file says, what follows from it and by which rule, what people say, and its way through the ledger. */

const further = (text: string) => `           ${text}`;

/** With the way the offset is known, wherever the camera did not write it. */
export function takenAt({ captured }: ItemSummary): string {
  if (captured === null) return 'time unknown';
  const { wall, offset, offsetBasis } = captured;
  const clock = wall.replace('T', ' ');
  if (offset === null) return `${clock} (offset unknown)`;
  if (offsetBasis === 'written') return `${clock} ${offset}`;
  return `${clock} ${t(`items.zone.${offsetBasis}`, { offset })}`;
}

export function itemLines(item: ItemDetail, { tags }: { tags: boolean }): string[] {
  const { summary, metadata } = item;
  const derived = metadata?.derived;
  return [
    `${summary.name} (${summary.type}, ${bytesInWords(summary.size)})`,
    `SHA-256    ${grouped(summary.sha256)}`,
    `Archived   ${item.archivedAt} by ${item.operator}, entry ${summary.seq}`,
    `From       ${item.originalPath} (acquisition ${item.acquisition})`,
    ...(item.fileModified === null ? [] : [further(`${t('acquisition.modified')} ${item.fileModified}`)]),
    ...(item.fileBorn === null ? [] : [further(`${t('acquisition.born')} ${item.fileBorn}`)]),
    ...(item.reread === null ? [] : [further(rereadInWords(item.reread))]),
    ...(item.duplicates.length === 0 ? [] : [further(t('item.copies', { count: item.duplicates.length }))]),
    `Taken      ${takenAt(summary)}`,
    ...readingLines(item.readings),
    ...(derived?.position ? positionLines(derived.position) : []),
    ...(derived?.recording ? recordingLines(derived.recording) : []),
    ...(derived?.document ? [`Pages      ${derived.document.pages ?? 'asks for a password'}`] : []),
    ...(derived?.picture ? [`Picture    ${t('item.pixels', derived.picture)}`] : []),
    ...(derived ? cameraLines(derived) : []),
    ...(derived?.credentials ? credentialLines(derived.credentials) : []),
    ...sunLines(derived),
    ...item.alike.map(
      ({ seq, name, apart }) => `Looks like ${name}, entry ${seq} (${t('alike.apart', { count: apart })})`,
    ),
    ...item.conflicts.flatMap(conflictLines),
    ...(metadata?.refused ?? []).map(({ name, value, reason }) => `Not used   ${name} = ${value} (${reason})`),
    ...(metadata ? readLines(metadata, tags) : []),
    ...(item.metadataProblem === null ? [] : [`Not read   ${t(`faults.${item.metadataProblem}`)}`]),
    ...(item.previewProblem === null ? [] : [`No preview ${t(`faults.${item.previewProblem}`)}`]),
    ...namedForLines(item.namedFor),
    ...besideLines(item.beside),
    ...ownLines(item.companion),
    ...item.assertions.map(
      ({ field, value, operator, reason }) => `Said       ${field}: ${value} (${operator}: ${reason})`,
    ),
    ...item.incidents.map(({ id, title }) => `Incident   ${title} (${id})`),
    ...boundLines(item.bounds, reportWords).map((line) => `Time       ${line}`),
    'History',
    ...item.history.map(({ seq, at, operator, action }) => `  ${seq}  ${at}  ${operator}  ${t(`history.${action}`)}`),
  ];
}

const rereadInWords = (reread: NonNullable<ItemDetail['reread']>) =>
  t(`acquisition.reread.${reread.outcome === 'same' && !reread.direct ? 'sameCached' : reread.outcome}`);

function positionLines({ latitude, longitude, altitude, errorMetres, direction, from }: CapturePosition): string[] {
  return [
    `Position   ${latitude}, ${longitude} (${from.join(', ')})`,
    ...(errorMetres === null ? [] : [further(t('item.error', { metres: errorMetres }))]),
    ...(altitude === null ? [] : [further(t('item.altitude', { metres: altitude }))]),
    ...(direction === null
      ? []
      : [`${t('item.rows.direction').padEnd(10)} ${direction.degrees}°, ${t(`item.north.${direction.north}`)}`]),
  ];
}

function cameraLines({ camera, device }: Metadata['derived']): string[] {
  const lines = [];
  if (camera !== null) {
    const { lens, software } = camera;
    const about = [cameraName(camera), lens, software === null ? null : t('item.software', { software })];
    lines.push(`Camera     ${about.filter(Boolean).join(', ')}`);
  }
  if (device !== undefined) {
    const { serial, lensSerial } = device;
    const numbers = [serial, lensSerial === null ? null : t('item.lensSerial', { serial: lensSerial })];
    lines.push(`Number     ${numbers.filter(Boolean).join(', ')} (${t('personal.devices')})`);
  }
  return lines;
}

/** What came of holding what was signed against the file; who signed is not judged. */
function credentialLines({ outcome, generator, failures, bytes }: Credentials): string[] {
  return [
    `C2PA       ${t(`credentials.outcome.${outcome}`)}`,
    ...(generator === null ? [] : [further(t('credentials.by', { program: generator }))]),
    ...failures.map(further),
    further(t('credentials.kept', { size: bytesInWords(bytes) })),
    ...(outcome === 'bytes match' ? [further(t('credentials.signer'))] : []),
  ];
}

/** Where the sun stood; whether the picture's light fits is for who looks at it. */
function sunLines(derived: Metadata['derived'] | undefined): string[] {
  const sun = sunOver(derived?.captured ?? null, derived?.position ?? null);
  if (sun === null) return [];
  const height = t(sun.elevation >= 0 ? 'sun.above' : 'sun.below', {
    degrees: `${Math.abs(Math.round(sun.elevation))}°`,
  });
  const azimuth = t('sun.azimuth', { degrees: `${Math.round(sun.azimuth) % 360}°` });
  return [`Sun        ${height}, ${azimuth}, ${t(`sun.${sun.clock}`)}`, further(t('sun.look'))];
}

/** The rule, what it means, and the values that it looked at. */
function conflictLines({ kind, values }: Conflict): string[] {
  const seen = Object.entries(values).map(([name, value]) => `${name}: ${value}`);
  return [
    `Conflict   ${t(`conflict.${kind}`)}`,
    ...(seen.length === 0 ? [] : [further(seen.join(', '))]),
    further(t(`conflictText.${kind}`)),
  ];
}

/** How much was read and by what; all of it, as it stands in the file, where that is asked for. */
function readLines({ read, parsers }: Metadata, all: boolean): string[] {
  const tags = [...read.camera, ...read.gps, ...read.other];
  const told = [t('item.tagsText', { count: tags.length }), t('item.parsers', { parsers: parsers.join(', ') })];
  return [...(parsers.length === 0 ? [] : [`Read       ${told.join('. ')}.`]), ...(all ? tags.map(tagLine) : [])];
}

function tagLine({ name, value }: { name: string; value: string }): string {
  const subject = personalSubject(name);
  return further(`${name} = ${value}${subject === null ? '' : ` (${t(`personal.${subject}`)})`}`);
}

function recordingLines({ seconds, tracks }: Recording): string[] {
  const lines = tracks.map((track) => {
    const codec = track.codec ?? 'coding not stated';
    if (track.kind === 'picture') return `Pictures   ${codec}, ${track.width ?? '?'} × ${track.height ?? '?'}`;
    return track.kind === 'sound' ? `Sound      ${codec}, ${track.rate ?? '?'} Hz` : `Other data ${codec}`;
  });
  return [...(seconds === null ? [] : [`Length     ${seconds} seconds`]), ...lines];
}
