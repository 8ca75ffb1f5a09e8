import type { Command } from 'commander';
import type { ItemDetail, ItemSummary } from '../../../shared/contract.ts';
import { Fault } from '../../../shared/faults.ts';
import { cameraName } from '../../../shared/model/camera-name.ts';
import type { Metadata } from '../../../shared/model/metadata.ts';
import type { Recording } from '../../../shared/model/recording.ts';
import { recordId } from '../../../shared/model/records.ts';
import { sunOver } from '../../../shared/model/sun.ts';
import { boundLines } from '../../../shared/report/anchors.ts';
import { readingLines } from '../camera-time.ts';
import { type CommonOptions, withCommonOptions, withVault } from '../command.ts';
import { besideLines, namedForLines, ownLines } from '../companions.ts';
import { allIncidents } from '../every-page.ts';
import { incidentLines } from '../incident-lines.ts';
import { bytesInWords, counted, grouped } from '../output.ts';
import { reportWords, t } from '../words.ts';
import { testimonyLines } from './testimony.ts';

const pageSize = 500;

const takenAt = (item: ItemSummary) =>
  item.captured === null
    ? 'time unknown'
    : `${item.captured.wall.replace('T', ' ')} ${item.captured.offset ?? '(offset unknown)'}`;

async function list(vault: string, options: CommonOptions): Promise<void> {
  await withVault(vault, options, async (engine, output) => {
    const items: ItemSummary[] = [];
    let total = 0;
    do {
      const page = await engine.call('item.list', { filter: 'all', offset: items.length, limit: pageSize });
      total = page.total;
      items.push(...page.items);
    } while (items.length < total);
    const incidents = await allIncidents(engine);
    const testimonies = await engine.call('testimony.list', {});
    output.result({ items, incidents, testimonies }, [
      ...items.map(
        (item) =>
          `${String(item.seq).padStart(6)}  ${takenAt(item).padEnd(36)}  ${item.positioned ? 'position' : '        '}  ${item.name}`,
      ),
      ...incidents.map(
        (incident) =>
          `${incident.id}  incident: ${incident.title} (${incident.when || 'date unknown'}, ${counted(incident.items, 'item')})`,
      ),
      ...testimonies.map(
        (testimony) =>
          `${testimony.id}  testimony of ${testimony.witness} (${testimony.language}, consent ${testimony.consent})`,
      ),
      `${counted(total, 'item')}, ${counted(incidents.length, 'incident')}, ${counted(testimonies.length, 'testimony', 'testimonies')}.`,
    ]);
  });
}

function itemLines(item: ItemDetail): string[] {
  const { summary, metadata } = item;
  const derived = metadata?.derived;
  const position = derived?.position;
  return [
    `${summary.name} (${summary.type}, ${bytesInWords(summary.size)})`,
    `SHA-256    ${grouped(summary.sha256)}`,
    `Archived   ${item.archivedAt} by ${item.operator}, entry ${summary.seq}`,
    `From       ${item.originalPath}`,
    `Taken      ${takenAt(summary)}`,
    ...readingLines(item.readings),
    ...(position ? [`Position   ${position.latitude}, ${position.longitude} (${position.from.join(', ')})`] : []),
    ...(derived?.recording ? recordingLines(derived.recording) : []),
    ...(derived?.document ? [`Pages      ${derived.document.pages ?? 'asks for a password'}`] : []),
    ...(derived?.camera ? [`Camera     ${cameraName(derived.camera)}`] : []),
    ...(derived?.device?.serial == null ? [] : [`Number     ${derived.device.serial} (may point to a person)`]),
    ...(derived?.credentials ? [`C2PA       ${t(`credentials.outcome.${derived.credentials.outcome}`)}`] : []),
    ...sunLines(derived),
    ...item.alike.map(
      ({ seq, name, apart }) => `Looks like ${name}, entry ${seq} (${t('alike.apart', { count: apart })})`,
    ),
    ...item.conflicts.map(({ kind, values }) => `Conflict   ${t(`conflict.${kind}`, values)}`),
    ...(metadata?.refused ?? []).map(({ name, value, reason }) => `Not used   ${name} = ${value} (${reason})`),
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

/** Where the sun stood; whether the picture's light fits is for who looks at it. */
function sunLines(derived: Metadata['derived'] | undefined): string[] {
  const sun = sunOver(derived?.captured ?? null, derived?.position ?? null);
  if (sun === null) return [];
  const height = t(sun.elevation >= 0 ? 'sun.above' : 'sun.below', {
    degrees: `${Math.abs(Math.round(sun.elevation))}°`,
  });
  const azimuth = t('sun.azimuth', { degrees: `${Math.round(sun.azimuth) % 360}°` });
  return [`Sun        ${height}, ${azimuth}, ${t(`sun.${sun.clock}`)}`];
}

function recordingLines({ seconds, tracks }: Recording): string[] {
  const lines = tracks.map((track) => {
    const codec = track.codec ?? 'coding not stated';
    if (track.kind === 'picture') return `Pictures   ${codec}, ${track.width ?? '?'} × ${track.height ?? '?'}`;
    return track.kind === 'sound' ? `Sound      ${codec}, ${track.rate ?? '?'} Hz` : `Other data ${codec}`;
  });
  return [...(seconds === null ? [] : [`Length     ${seconds} seconds`]), ...lines];
}

async function show(vault: string, what: string, options: CommonOptions): Promise<void> {
  await withVault(vault, options, async (engine, output) => {
    if (/^\d{1,15}$/.test(what)) {
      const item = await engine.call('item.get', { seq: Number(what) });
      output.result(item, itemLines(item));
      return;
    }
    const id = recordId.safeParse(what);
    if (!id.success) throw new Fault('RECORD_NOT_FOUND');
    try {
      const incident = await engine.call('incident.get', { id: id.data });
      output.result(incident, incidentLines(incident));
    } catch (error) {
      if (!(error instanceof Fault) || error.code !== 'RECORD_NOT_FOUND') throw error;
      const testimony = await engine.call('testimony.get', { id: id.data });
      output.result(testimony, testimonyLines(testimony));
    }
  });
}

export function addListCommands(program: Command): void {
  withCommonOptions(program.command('list').description('items, incidents and testimonies of a vault'))
    .argument('<vault>')
    .option('--earlier <number>', 'of a ledger that this vault went on from, from 1')
    .action(list);
  withCommonOptions(program.command('show').description('all that is known of one item, incident or testimony'))
    .argument('<vault>')
    .argument('<number-or-id>', 'an item’s entry number, or a record’s id')
    .option('--earlier <number>', 'in a ledger that this vault went on from; from 1')
    .action(show);
}
