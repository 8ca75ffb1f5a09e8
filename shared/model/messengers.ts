/** Programs for messages that give the files they hand on names of their own. */
export const messengers = ['WhatsApp', 'Telegram', 'Signal', 'Messenger'] as const;
export type Messenger = (typeof messengers)[number];

const day = '(19|20)\\d{2}-?\\d{2}-?\\d{2}';

/** Names as these programs write them when a file is kept or exported; people can give such names as well, so it is said of the name alone. */
const names: Readonly<Record<Messenger, RegExp>> = {
  WhatsApp: new RegExp(`^((IMG|VID|AUD|PTT|STK|DOC)-${day}-WA\\d{4}|WhatsApp (Image|Video|Audio|Ptt) ${day} at )`, 'i'),
  Telegram: /^((photo|video)_\d{4}-\d{2}-\d{2}_\d{2}-\d{2}-\d{2}|(photo|video)_\d+@\d{2}-\d{2}-\d{4}_)/i,
  Signal: new RegExp(`^signal-${day}-\\d`, 'i'),
  Messenger: /^received_\d{9,}\./i,
};

/** The program whose names look like this file's; `null` for none. */
export function messengerOfName(name: string): Messenger | null {
  return messengers.find((messenger) => names[messenger].test(name)) ?? null;
}
