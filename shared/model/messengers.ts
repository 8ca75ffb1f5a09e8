/** Programs for messages that give the files they hand on names of their own. */
export const messengers = ['WhatsApp', 'Telegram', 'Signal', 'Messenger'] as const;
export type Messenger = (typeof messengers)[number];

const day = '(19|20)\\d{2}-?\\d{2}-?\\d{2}';

/** Names as these programs write them when a file is kept or exported; people can give such names as well, so it is said of the name alone. */
const names: Readonly<Record<Messenger, RegExp>> = {
  WhatsApp: new RegExp(
    `^((IMG|VID|AUD|PTT|STK|DOC)-${day}-WA\\d{4}|\\d{8}-(PHOTO|VIDEO|AUDIO|GIF|STICKER)-${day}-|WhatsApp (Image|Video|Audio|Ptt) ${day} at )`,
    'i',
  ),
  Telegram: /^((photo|video)_\d{4}-\d{2}-\d{2}_\d{2}-\d{2}-\d{2}|(photo|video)_\d+@\d{2}-\d{2}-\d{4}_)/i,
  Signal: new RegExp(`^signal-${day}-\\d`, 'i'),
  Messenger: /^received_\d{9,}\./i,
};

/** The program whose names look like this file's; `null` for none. */
export function messengerOfName(name: string): Messenger | null {
  return messengers.find((messenger) => names[messenger].test(name)) ?? null;
}

/** A day, and where it is there a time, that a name was given by. */
export type DateInName = { readonly messenger: Messenger; readonly day: string; readonly time: string | null };

type Order = 'year first' | 'day first';
const inNames: readonly (readonly [Messenger, RegExp, Order])[] = [
  ['WhatsApp', /^(?:IMG|VID|AUD|PTT|STK|DOC)-(\d{4})(\d{2})(\d{2})-WA\d{4}/i, 'year first'],
  [
    'WhatsApp',
    /^\d{8}-(?:PHOTO|VIDEO|AUDIO|GIF|STICKER)-(\d{4})-(\d{2})-(\d{2})-(\d{2})-(\d{2})-(\d{2})\./i,
    'year first',
  ],
  [
    'WhatsApp',
    /^WhatsApp (?:Image|Video|Audio|Ptt) (\d{4})-(\d{2})-(\d{2}) at (\d{2})\.(\d{2})\.(\d{2})/i,
    'year first',
  ],
  ['Telegram', /^(?:photo|video)_(\d{4})-(\d{2})-(\d{2})_(\d{2})-(\d{2})-(\d{2})/i, 'year first'],
  ['Telegram', /^(?:photo|video)_\d+@(\d{2})-(\d{2})-(\d{4})_(\d{2})-(\d{2})-(\d{2})/i, 'day first'],
  ['Signal', /^signal-(\d{4})-(\d{2})-(\d{2})-(\d{2})-?(\d{2})-?(\d{2})/i, 'year first'],
];

/**
 * When a program for messages gave a file its name: when it was sent, received or kept, by the clock of that device, in no stated zone.
 * Never when it was made. `null` for other names, and for a day that there is not.
 */
export function dateInName(name: string): DateInName | null {
  for (const [messenger, pattern, order] of inNames) {
    const match = pattern.exec(name);
    if (match === null) continue;
    const [, first = '', month = '', third = '', hours, minutes, seconds] = match;
    const day = order === 'year first' ? `${first}-${month}-${third}` : `${third}-${month}-${first}`;
    const date = new Date(`${day}T00:00:00Z`);
    if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== day) return null;
    const time = hours === undefined ? null : `${hours}:${minutes}:${seconds}`;
    return { messenger, day, time: time !== null && Number.isNaN(Date.parse(`${day}T${time}Z`)) ? null : time };
  }
  return null;
}
