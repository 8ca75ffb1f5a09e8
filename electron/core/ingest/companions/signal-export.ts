import type { StatedTime } from '../../../../shared/model/companions.ts';
import { jsonLines } from './json-lines.ts';
import { isObject, type JsonObject, textAt } from './json-values.ts';
import { type CompanionReading, mostNamed, type NamedFile, nothingSaid, stated } from './reading.ts';

/**
 * `data.json` of signal-export (2.x to 3.x, the program `sigexport`), one message on each line; the files lie in `media/` beside it, and blanks in
 * their paths are written `%20`. `date` is the wall time of the computer that exported, in a zone that is not stated: the earlier of when the
 * message was sent and when it passed the server.
 */
const wall = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.\d{1,6})?$/;
/** Where a message has no time at all, the program writes the beginning of Unix time, in its own zone. */
const noTime = /^19(69-12-31|70-01-01)T/;

function sentOf(message: JsonObject): StatedTime | null {
  const date = textAt(message, 'date');
  if (date === null) return null;
  const time = noTime.test(date) ? undefined : wall.exec(date)?.[1];
  const real = time !== undefined && !Number.isNaN(Date.parse(`${time}Z`));
  return { text: stated(date).slice(0, 100), wall: real ? time : null, offset: null };
}

const isMessage = (object: JsonObject): boolean =>
  ['date', 'sender', 'body'].every((name) => typeof object[name] === 'string') && Array.isArray(object.attachments);

/** The path as it is in the folder: `name` has the blanks that `path` has as `%20`. */
function pathOf(attachment: JsonObject): string | null {
  const [name, path] = [textAt(attachment, 'name'), textAt(attachment, 'path')];
  if (path === null) return null;
  return name !== null && path === `media/${name.replace(/\s/g, '%20')}` ? `media/${name}` : path;
}

export function readSignalExport(text: string): CompanionReading | null {
  const files: NamedFile[] = [];
  let [messages, malformed] = [0, 0];
  let first: StatedTime | null = null;
  let last: StatedTime | null = null;
  let cut = false;
  for (const message of jsonLines(text)) {
    if (message === null || !isMessage(message)) {
      if (messages === 0) return null;
      malformed += 1;
      continue;
    }
    messages += 1;
    const sent = sentOf(message);
    first ??= sent;
    last = sent ?? last;
    const sender = textAt(message, 'sender');
    for (const attachment of Array.isArray(message.attachments) ? message.attachments : []) {
      const path = isObject(attachment) ? pathOf(attachment) : null;
      if (path === null) continue;
      if (files.length >= mostNamed) cut = true;
      else
        files.push({
          ...nothingSaid,
          hashes: [],
          tags: [],
          named: stated(path),
          sent,
          sender: sender === null || sender === 'No-Sender' ? null : stated(sender),
        });
    }
  }
  if (messages === 0) return null;
  return {
    form: 'signal-export',
    files,
    chat: { messages, first, last, dates: 'stated', leftOut: 0 },
    malformed,
    cut,
  };
}
