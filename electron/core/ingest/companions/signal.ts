import type { StatedTime } from '../../../../shared/model/companions.ts';
import { jsonLines } from './json-lines.ts';
import { isObject, type JsonObject, textAt } from './json-values.ts';
import { type CompanionReading, mostNamed, type NamedFile, nothingSaid, stated, statedTags } from './reading.ts';
import { fileNameOfSignal } from './signal-file-name.ts';

/**
 * `main.jsonl` of Signal Desktop's plain export (8.x, since 2026): the frames of Signal's backup format (`Backups.proto`), one on each
 * line in proto3's JSON, where 64-bit numbers are strings and bytes are base64. The first has a version and when the backup was made. Times are
 * milliseconds since 1970 in UTC, by the sender's telephone. A file's `plaintextHash` is its SHA-256, which the program checked when it took
 * the file in; where there is none, or no `localKey`, the file is not in the export.
 */
const version = 'version';
const backupTime = 'backupTimeMs';

/** Milliseconds in UTC as a stated time; `null` for what is no such number. */
function stampOf(value: string | null): StatedTime | null {
  if (value === null || !/^\d{1,14}$/.test(value) || value === '0') return null;
  return { text: value, wall: new Date(Number(value)).toISOString().slice(0, 19), offset: 'Z' };
}

/** `Recipient`: whom the export calls by a number, by the first name or number that it states for them. */
function nameOf(recipient: JsonObject): string | null {
  const { contact } = recipient;
  if (!isObject(contact)) return null;
  for (const way of ['system', 'profile'] as const) {
    const parts = [textAt(contact, `${way}GivenName`), textAt(contact, `${way}FamilyName`)].filter(Boolean);
    if (parts.length > 0) return parts.join(' ');
  }
  const number = textAt(contact, 'e164');
  return number === null ? null : `+${number.replace(/^\+/, '')}`;
}

const deepest = 6;

/** Every `FilePointer` of a message, whichever of its fields it stands in: attachments, long texts, pictures of links, stickers. */
function* pointersOf(value: unknown, depth = 0): Generator<JsonObject> {
  if (depth > deepest || typeof value !== 'object' || value === null) return;
  if (isObject(value) && (isObject(value.locatorInfo) || 'contentType' in value)) yield value;
  for (const below of Object.values(value)) yield* pointersOf(below, depth + 1);
}

/** Older versions of a message that was edited are messages of their own, with their own times. */
function* itemsOf(item: JsonObject): Generator<JsonObject> {
  const { revisions, ...rest } = item;
  yield rest;
  if (Array.isArray(revisions)) for (const each of revisions) if (isObject(each)) yield* itemsOf(each);
}

const bytesOf = (base64: string | null): Uint8Array | null =>
  base64 === null || !/^[A-Za-z0-9+/]{1,200}={0,2}$/.test(base64) ? null : Buffer.from(base64, 'base64');

/** `null`: the export does not have the file. */
function fileOf(pointer: JsonObject): Pick<NamedFile, 'named' | 'hashes' | 'size' | 'tags'> | null {
  const locator = isObject(pointer.locatorInfo) ? pointer.locatorInfo : {};
  const hash = bytesOf(textAt(locator, 'plaintextHash'));
  const key = bytesOf(textAt(locator, 'localKey'));
  if (hash === null || hash.length !== 32 || key === null) return null;
  const size = Number(textAt(locator, 'size') ?? '0');
  const said = ['fileName', 'contentType', 'caption'] as const;
  return {
    named: stated(fileNameOfSignal(hash, key, textAt(pointer, 'contentType'), textAt(pointer, 'fileName'))),
    hashes: [{ algorithm: 'sha256', value: Buffer.from(hash).toString('hex') }],
    size: Number.isSafeInteger(size) && size >= 0 ? size : null,
    tags: statedTags(
      said.flatMap((name) => (textAt(pointer, name) === null ? [] : [[name, textAt(pointer, name) ?? '']])),
    ),
  };
}

/** When it came and when it passed the server, beside when it was sent. */
function* arrivalOf({ incoming }: JsonObject): Generator<[string, string]> {
  if (!isObject(incoming)) return;
  for (const name of ['dateReceived', 'dateServerSent']) {
    const stamp = stampOf(textAt(incoming, name));
    if (stamp?.wall != null) yield [name, `${stamp.wall}Z`];
  }
}

export function readSignal(text: string): CompanionReading | null {
  const people = new Map<string, string>();
  const files: NamedFile[] = [];
  let [messages, leftOut, malformed] = [0, 0, 0];
  let first: StatedTime | null = null;
  let last: StatedTime | null = null;
  let cut = false;
  let begun = false;
  for (const frame of jsonLines(text)) {
    if (!begun) {
      if (frame === null || textAt(frame, version) === null || textAt(frame, backupTime) === null) return null;
      begun = true;
      continue;
    }
    if (frame === null) malformed += 1;
    else if (isObject(frame.recipient)) {
      const [id, name] = [textAt(frame.recipient, 'id'), nameOf(frame.recipient)];
      if (id !== null && name !== null) people.set(id, name);
    } else if (isObject(frame.chatItem)) {
      for (const item of itemsOf(frame.chatItem)) {
        if (isObject(item.updateMessage)) continue;
        messages += 1;
        const sent = stampOf(textAt(item, 'dateSent'));
        first ??= sent;
        last = sent ?? last;
        const sender = people.get(textAt(item, 'authorId') ?? '');
        for (const pointer of pointersOf(item)) {
          const file = fileOf(pointer);
          if (file === null) leftOut += 1;
          else if (files.length >= mostNamed) cut = true;
          else
            files.push({
              ...nothingSaid,
              ...file,
              tags: [...file.tags, ...statedTags(arrivalOf(item))],
              sent,
              sender: sender === undefined ? null : stated(sender),
            });
        }
      }
    }
  }
  if (!begun) return null;
  return { form: 'signal', files, chat: { messages, first, last, dates: 'stated', leftOut }, malformed, cut };
}
