/**
 * The page that a checkpoint is printed on: one sheet of A4, black on white, with everything that another person needs to hold it against
 * the ledger later, and nothing of what the ledger holds. It is described once, as a tree of elements: the window draws it for its
 * preview, and `sheetDocument` writes it as a file that any browser opens and prints.
 */
import { encodeUtf8 } from '../ledger/bytes.ts';
import { ledgerOrigin, readCheckpoint } from '../ledger/checkpoint.ts';
import { encodeHex } from '../ledger/hex.ts';
import { formatSignatureLine } from '../ledger/note.ts';
import { groupSpokenCode, type SpokenCode } from '../ledger/spoken.ts';
import { direction, type Language } from '../locales/index.ts';
import { qrModules, qrPath, qrSide } from './qr.ts';
import { element, inFours, type SheetElement, type SheetNode, type SheetWords, sheetInstant } from './sheet.ts';

export type SheetCheckpoint = {
  readonly note: string;
  readonly spoken: string;
  /** When it was made, by the clock of the computer: RFC 3339 in UTC. */
  readonly at: string;
};

/**
 * What the QR code of a checkpoint holds: its note with the lines of the ledger's own keys alone, so that the code of a checkpoint is
 * always the same, and always fits (FORMAT.md, "On paper and in a QR code"). Throws NOTE_INVALID.
 */
export function carriedNote(note: string): string {
  const { ledger, note: signed } = readCheckpoint(encodeUtf8(note));
  const own = signed.lines.filter(({ name }) => name === ledgerOrigin(ledger));
  return `${signed.text}\n${own.map(formatSignatureLine).join('')}`;
}

/** The page's elements. Throws NOTE_INVALID for what is no checkpoint. */
export function checkpointSheet(checkpoint: SheetCheckpoint, language: Language, say: SheetWords): SheetElement {
  const carried = carriedNote(checkpoint.note);
  const { ledger, size, root } = readCheckpoint(encodeUtf8(carried));
  const fact = (name: string, ...values: SheetNode[]) => [element('dt', {}, name), element('dd', {}, ...values)];
  const hash = (hex: string) => element('bdi', { class: 'sheet-hash', dir: 'ltr' }, inFours(hex));
  const paragraph = (title: string, text: string) =>
    element('section', {}, element('h2', {}, say(title)), element('p', {}, say(text)));
  return element(
    'article',
    { class: 'sheet', lang: language, dir: direction(language) },
    element('h1', {}, say('title')),
    element('p', { class: 'sheet-lead' }, say('lead', { count: size })),
    element(
      'div',
      { class: 'sheet-head' },
      qrElement(encodeUtf8(carried), say('qr')),
      element(
        'dl',
        {},
        ...fact(say('covers'), element('bdi', {}, say('entries', { count: size }))),
        ...fact(say('made'), element('bdi', {}, sheetInstant(checkpoint.at, language)), ` (${say('madeBy')})`),
        ...fact(say('ledger'), hash(ledger)),
        ...fact(say('root'), hash(encodeHex(root))),
      ),
    ),
    element(
      'section',
      {},
      element('h2', {}, say('code')),
      element(
        'p',
        { class: 'sheet-code', dir: 'ltr' },
        groupSpokenCode(checkpoint.spoken as SpokenCode).replaceAll('-', ' '),
      ),
    ),
    paragraph('use', 'useText'),
    paragraph('limit', 'limitText'),
    element('section', {}, element('h2', {}, say('note')), element('pre', { dir: 'ltr' }, carried)),
    element('div', { class: 'sheet-hands' }, ...['handed', 'received'].map((hand) => handsOf(hand, say))),
  );
}

function qrElement(bytes: Uint8Array, name: string): SheetElement {
  const modules = qrModules(bytes);
  const side = qrSide(modules);
  const path = element('path', { d: qrPath(modules) });
  return element('svg', { class: 'sheet-qr', viewBox: `0 0 ${side} ${side}`, role: 'img', 'aria-label': name }, path);
}

/** Room to write by hand. */
function handsOf(hand: string, say: SheetWords): SheetElement {
  const line = (name: string) => element('div', { class: 'sheet-line' }, say(name));
  return element('section', {}, element('h2', {}, say(hand)), ...['name', 'place', 'date', 'signature'].map(line));
}

/** Beside what every page has. */
export const checkpointStyle = `
.sheet-head { display: flex; gap: 6mm; margin-top: 5mm; align-items: flex-start; }
.sheet-qr { flex: none; width: 76mm; height: 76mm; background: #fff; fill: #000; shape-rendering: crispEdges; border: 0.3mm solid #000; }
.sheet dl { flex: 1; min-width: 0; margin: 0; }
.sheet dt { font-weight: 600; }
.sheet dd { margin: 0 0 3mm; }
.sheet-hash, .sheet-code, .sheet pre { font-family: "JetBrains Mono", "Noto Sans Mono", ui-monospace, "DejaVu Sans Mono", monospace; }
.sheet-hash { font-size: 9.5pt; overflow-wrap: anywhere; }
.sheet-code { font-size: 17pt; font-weight: 600; letter-spacing: 0.02em; }
.sheet[dir="rtl"] .sheet-code { text-align: right; }
.sheet pre { margin: 0; padding: 2mm; border: 0.3mm solid #000; font-size: 7.5pt; line-height: 1.45; white-space: pre-wrap; overflow-wrap: anywhere; text-align: left; }
.sheet-hands { display: flex; gap: 10mm; }
.sheet-hands section { flex: 1; }
.sheet-line { padding-top: 5.5mm; margin-bottom: 1mm; border-bottom: 0.3mm solid #000; font-size: 8pt; }
`;
