import { messengerOfName } from '../../../../shared/model/messengers.ts';
import { type ChatTime, chatTime, orderOf, statedChatTime, withoutMarks } from './chat-time.ts';
import { type CompanionReading, mostNamed, nothingSaid, stated } from './reading.ts';

/**
 * The text of a chat as WhatsApp exports it (2.16 to 2.25), `_chat.txt` by iOS and `WhatsApp Chat with ….txt` by Android:
 *
 *     [27/04/2016, 21:45:05] Sender: ‎<attached: 00000012-PHOTO-2016-04-27-21-45-05.jpg>
 *     27/04/2016, 21:45 - Sender: ‎IMG-20160427-WA0003.jpg (file attached)
 *     27/04/2016, 21:46 - Sender: <Media omitted>
 *
 * Lines without a time go on with the message before. The times are those of the telephone that exported, in a zone that is not stated.
 */
type Message = {
  readonly time: ChatTime;
  readonly sender: string | null;
  readonly text: string;
};

/** Telephone numbers and names; what stands before a colon further back is part of what was said. */
const longestSender = 100;

function messageOf(line: string): Message | null {
  const plain = withoutMarks(line);
  const time = chatTime(plain);
  if (time === null) return null;
  const rest = plain.slice(time.end);
  const colon = rest.indexOf(': ');
  const named = colon > 0 && colon <= longestSender;
  return { time, sender: named ? rest.slice(0, colon) : null, text: (named ? rest.slice(colon + 2) : rest).trim() };
}

/** Behind the name on Android, in the languages of whom this is for. What is not here is told by WhatsApp's own way to name files. */
const attachedWords = [
  'file attached',
  'ملف مرفق',
  'الملف مرفق',
  'файл додано',
  'файл добавлен',
  'fichier joint',
  'archivo adjunto',
  'Datei angehängt',
  'dosya ekli',
];

/** The name of the file that a message brought, or `null`. */
function attachedName(text: string): string | null {
  // iOS, whatever its language: `<attached: name>`.
  if (text.startsWith('<') && text.endsWith('>')) {
    const colon = text.indexOf(': ');
    return colon > 0 && colon <= 40 && text.length <= 400 ? text.slice(colon + 2, -1) : null;
  }
  if (text.endsWith('<attached>')) return text.slice(0, -'<attached>'.length).trim();
  const open = text.endsWith(')') ? text.lastIndexOf(' (') : -1;
  if (open <= 0 || text.length > 400) return null;
  const name = text.slice(0, open);
  const words = text.slice(open + 2, -1);
  return attachedWords.includes(words) || messengerOfName(name) === 'WhatsApp' ? name : null;
}

/** A whole message in angle brackets, or iOS's words for each kind. */
const isLeftOut = (text: string): boolean =>
  (text.startsWith('<') && text.endsWith('>') && text.length <= 60) ||
  /^(image|video|audio|sticker|document|GIF|Contact card) omitted$/.test(text);

/** A head like these stands in other logs as well; two messages of people, the first at the very beginning, do not. */
const fewestMessages = 2;

export function readWhatsApp(lines: readonly string[]): CompanionReading | null {
  const first = lines.find((line) => line.trim() !== '');
  if (first === undefined || messageOf(first) === null) return null;
  const messages = lines.flatMap((line) => messageOf(line) ?? []);
  if (messages.filter(({ sender }) => sender !== null).length < fewestMessages) return null;
  const order = orderOf(messages.map(({ time }) => time));
  const files: CompanionReading['files'] = [];
  let leftOut = 0;
  let cut = false;
  for (const { time, sender, text } of messages) {
    const name = sender === null ? null : attachedName(text);
    if (name !== null && files.length < mostNamed)
      files.push({
        ...nothingSaid,
        hashes: [],
        tags: [],
        named: stated(name),
        sent: statedChatTime(time, order),
        sender: sender === null ? null : stated(sender),
      });
    else if (name !== null) cut = true;
    else if (isLeftOut(text)) leftOut += 1;
  }
  const stamp = (message: Message | undefined) => (message === undefined ? null : statedChatTime(message.time, order));
  return {
    form: 'whatsapp',
    files,
    chat: { messages: messages.length, first: stamp(messages[0]), last: stamp(messages.at(-1)), dates: order, leftOut },
    malformed: 0,
    cut,
  };
}
