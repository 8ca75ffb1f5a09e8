import type { StatedTime } from '../../../../shared/model/companions.ts';
import { isObject, type JsonObject, textAt } from './json-values.ts';
import { type CompanionReading, mostNamed, nothingSaid, stated } from './reading.ts';

/**
 * `result.json` of Telegram Desktop (1.3 to 5.x), of one chat (`messages`) or of an account (`chats.list[].messages`). Files are named by their path
 * from it; what was left out has a sentence in brackets in place of the path. `date` is the wall time of the computer that exported; since
 * 3.7 `date_unixtime` stands beside it, and both together state the zone.
 */
const paths = ['photo', 'file', 'thumbnail', 'contact_vcard'] as const;

const wall = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/;

/** Minutes between two zones are quarters of an hour, at most 14 hours. */
function offsetOf(date: string, unix: string | null): StatedTime['offset'] {
  if (unix === null || !/^\d{1,12}$/.test(unix)) return null;
  const minutes = (Date.parse(`${date}Z`) / 1_000 - Number(unix)) / 60;
  if (!Number.isInteger(minutes / 15) || Math.abs(minutes) > 14 * 60) return null;
  const part = (value: number) => String(Math.trunc(Math.abs(value))).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${part(minutes / 60)}:${part(minutes % 60)}`;
}

function sentOf(message: JsonObject): StatedTime | null {
  const date = textAt(message, 'date');
  if (date === null) return null;
  if (!wall.test(date) || Number.isNaN(Date.parse(`${date}Z`)))
    return { text: stated(date).slice(0, 100), wall: null, offset: null };
  return { text: date, wall: date, offset: offsetOf(date, textAt(message, 'date_unixtime')) };
}

function messagesOf(object: JsonObject): JsonObject[] | null {
  const list = (value: unknown): JsonObject[] => (Array.isArray(value) ? value.filter(isObject) : []);
  if (Array.isArray(object.messages) && typeof object.type === 'string') return list(object.messages);
  const { chats } = object;
  if (!isObject(chats) || !Array.isArray(chats.list)) return null;
  return list(chats.list).flatMap((chat) => list(chat.messages));
}

export function readTelegram(object: JsonObject): CompanionReading | null {
  const messages = messagesOf(object);
  if (messages === null || !messages.some((message) => typeof message.date === 'string' && 'id' in message))
    return null;
  const files: CompanionReading['files'] = [];
  let leftOut = 0;
  let cut = false;
  for (const message of messages) {
    const sender = textAt(message, 'from') ?? textAt(message, 'actor');
    for (const name of paths) {
      const path = textAt(message, name);
      if (path === null) continue;
      if (path.startsWith('(')) leftOut += name === 'thumbnail' ? 0 : 1;
      else if (files.length >= mostNamed) cut = true;
      else
        files.push({
          ...nothingSaid,
          hashes: [],
          tags: [],
          named: stated(path),
          sent: sentOf(message),
          sender: sender === null ? null : stated(sender),
        });
    }
  }
  const [first, last] = [messages[0], messages.at(-1)];
  return {
    form: 'telegram',
    files,
    chat: {
      messages: messages.length,
      first: first === undefined ? null : sentOf(first),
      last: last === undefined ? null : sentOf(last),
      dates: 'stated',
      leftOut,
    },
    malformed: 0,
    cut,
  };
}
