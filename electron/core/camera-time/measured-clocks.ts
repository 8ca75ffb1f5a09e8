/** How wrong cameras' clocks were, measured with photographs of this program's page with the time on it. */
import type { MeasuredClockRecord } from '../../../shared/contract/camera-time.ts';
import type { CallRequest } from '../../../shared/contract.ts';
import { Fault } from '../../../shared/faults.ts';
import { decodeUtf8 } from '../../../shared/ledger/bytes.ts';
import { type MeasuredClock, measure, readClockCode } from '../../../shared/model/measured-clock.ts';
import { isPictureType } from '../ingest/type.ts';
import { codesIn } from '../paper/brought-file.ts';
import { type ItemRow, itemRow } from '../records/items.ts';
import { recordedMetadata } from '../records/recorded-metadata.ts';
import { append, listRecords, newRecordId, readRecord, recordDraft } from '../records/recording.ts';
import type { Session } from '../session.ts';
import type { OpenVault } from '../vault/vault.ts';
import { clockOf } from './clock-record.ts';
import { withdraw } from './withdrawing.ts';

/** In bytes: larger than any photograph of a screen. */
const longestPicture = 134_217_728;

/** The instant that the page showed in the picture. Throws CLOCK_NOT_SHOWN, QR_SEVERAL, PICTURE_UNREADABLE, PICTURE_TOO_LARGE, OBJECT_MISSING. */
async function shownIn(session: Session, row: ItemRow): Promise<string> {
  if (!isPictureType(row.type)) throw new Fault('PICTURE_UNREADABLE');
  if (row.size > longestPicture) throw new Fault('PICTURE_TOO_LARGE');
  const original = await session.vault.objects.open('original', row.sha256);
  const pieces: Uint8Array[] = [];
  try {
    for await (const piece of original.stream(0, original.size)) pieces.push(piece);
  } finally {
    await original.close();
  }
  const codes = await codesIn(session.options.workers, new Uint8Array(Buffer.concat(pieces)), row.type).catch(
    (error) => {
      throw error instanceof Fault && error.code === 'QR_NOT_FOUND' ? new Fault('CLOCK_NOT_SHOWN') : error;
    },
  );
  const instants = codes.flatMap((code) => readClockCode(decodeUtf8(code) ?? '') ?? []);
  const [shown, ...more] = instants;
  if (shown === undefined) throw new Fault('CLOCK_NOT_SHOWN');
  if (more.length > 0) throw new Fault('QR_SEVERAL');
  return shown;
}

/**
 * What a picture of the page says of its camera's clock; nothing is recorded. Throws CLOCK_NOT_DATED where the picture doesn't say when it was
 * taken or with what, RECORD_NOT_FOUND, and what `shownIn` throws.
 */
export async function readClock(session: Session, { item }: CallRequest<'clock.read'>): Promise<MeasuredClock> {
  const row = itemRow(session.vault, item);
  const derived = recordedMetadata(session.vault.ledger.readFields(item))?.derived;
  const camera = derived?.camera ?? null;
  const captured = derived?.captured ?? null;
  if (captured === null || camera === null || (camera.make === null && camera.model === null))
    throw new Fault('CLOCK_NOT_DATED');
  const shown = await shownIn(session, row);
  return {
    item,
    camera: { make: camera.make, model: camera.model },
    serial: derived?.device?.serial ?? null,
    shown,
    ...measure(captured, shown),
  };
}

/** Measures again, so that nothing is recorded that the picture doesn't say. Throws what `readClock` throws, VAULT_READ_ONLY. */
export async function addClock(session: Session, request: CallRequest<'clock.add'>): Promise<MeasuredClockRecord> {
  const { vault } = session;
  if (vault.readOnly) throw new Fault('VAULT_READ_ONLY');
  const { serial, offset, ...said } = await readClock(session, request);
  const id = newRecordId();
  const optional = { ...(serial === null ? {} : { serial }), ...(offset === null ? {} : { offset }) };
  append(vault, [recordDraft(vault, 'clock', id, { ...said, ...optional, reason: request.reason })]);
  return showClock(vault, id);
}

/** Newest first, withdrawn ones as well. */
export const listClocks = (vault: OpenVault): MeasuredClockRecord[] =>
  listRecords(vault, 'clock')
    .map((record) => clockOf(vault, record))
    .reverse();

/** Throws RECORD_NOT_FOUND, RECORD_ERASED. */
export const showClock = (vault: OpenVault, id: string): MeasuredClockRecord =>
  clockOf(vault, readRecord(vault, 'clock', id));

/** Throws RECORD_NOT_FOUND, RECORD_WITHDRAWN, VAULT_READ_ONLY. */
export function withdrawClock(vault: OpenVault, { id, reason }: CallRequest<'clock.withdraw'>): MeasuredClockRecord {
  withdraw(vault, readRecord(vault, 'clock', id), reason);
  return showClock(vault, id);
}
