/** A page that is printed: described once, as a tree of elements. The window draws it, and `sheetDocument` writes it as a file. */
import { formatTag, type Language } from '../locales/index.ts';

export type SheetElement = {
  readonly tag:
    | 'article'
    | 'bdi'
    | 'dd'
    | 'div'
    | 'dl'
    | 'dt'
    | 'h1'
    | 'h2'
    | 'p'
    | 'path'
    | 'pre'
    | 'section'
    | 'small'
    | 'svg'
    | 'table'
    | 'tbody'
    | 'td'
    | 'th'
    | 'thead'
    | 'tr';
  /** HTML attributes by their names in HTML. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly SheetNode[];
};
export type SheetNode = string | SheetElement;

/** A sentence of the locales in the language of the page: keys below `sheet.`. */
export type SheetWords = (key: string, values?: Readonly<Record<string, string | number>>) => string;

/** A file of its own, without scripts, that loads nothing. `style`: beside what every page has. */
export function sheetDocument(sheet: SheetElement, style: string): string {
  const { lang = 'en', dir = 'ltr' } = sheet.attributes;
  const [heading] = sheet.children;
  const title = heading === undefined ? '' : textOf(heading);
  return [
    '<!doctype html>',
    `<html lang="${lang}" dir="${dir}">`,
    '<meta charset="utf-8">',
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src \'unsafe-inline\'">',
    '<meta name="viewport" content="width=device-width">',
    `<title>${escaped(title)}</title>`,
    `<style>${baseStyle}${style}</style>`,
    written(sheet),
    '',
  ].join('\n');
}

const textOf = (node: SheetNode): string => (typeof node === 'string' ? node : node.children.map(textOf).join(''));

export function element(
  tag: SheetElement['tag'],
  attributes: SheetElement['attributes'],
  ...children: SheetNode[]
): SheetElement {
  return { tag, attributes, children };
}

/** Elements that stand on a line of their own where the page is told as text. */
const ownLine: readonly SheetElement['tag'][] = ['h1', 'h2', 'p', 'dt', 'dd', 'tr', 'section', 'div', 'small', 'pre'];

const text = (node: SheetNode): string => {
  if (typeof node === 'string') return node;
  const inside = node.children.map(text).join(node.tag === 'tr' ? '  ' : '');
  if (node.tag === 'h1' || node.tag === 'h2') return `\n\n${inside}\n`;
  return ownLine.includes(node.tag) ? `\n${node.tag === 'dd' || node.tag === 'small' ? '  ' : ''}${inside}` : inside;
};

/** The same page as lines of text, for a terminal. */
export const sheetLines = (sheet: SheetElement): string[] =>
  text(sheet)
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line, index, all) => line !== '' || (all[index - 1] ?? '') !== '');

export const inFours = (hex: string): string => (hex.match(/.{4}/g) ?? []).join(' ');

/** `28 April 2016, 06:02:11 UTC`. */
export function sheetInstant(at: string, language: Language): string {
  const day = new Intl.DateTimeFormat(formatTag[language], { timeZone: 'UTC', dateStyle: 'long' }).format(new Date(at));
  return `${day}${language === 'ar' ? '،' : ','} ${at.slice(11, 19)} UTC`;
}

const escaped = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

function written(node: SheetNode): string {
  if (typeof node === 'string') return escaped(node);
  const attributes = Object.entries(node.attributes).map(([name, value]) => ` ${name}="${escaped(value)}"`);
  const inside = node.children.map(written).join('');
  // HTML drops a newline that comes first in a `pre`.
  return `<${node.tag}${attributes.join('')}>${node.tag === 'pre' ? '\n' : ''}${inside}</${node.tag}>`;
}

/** Print is not themed: ink on paper is black on white. The sizes are those of paper. */
export const baseStyle = `
@page { size: A4; margin: 14mm 16mm; }
.sheet { box-sizing: border-box; max-width: 178mm; margin: 0 auto; color: #000; background: #fff; font: 10pt/1.4 "Noto Sans", "Noto Sans Arabic", system-ui, sans-serif; }
.sheet[dir="rtl"] { line-height: 1.6; }
.sheet * { box-sizing: border-box; }
.sheet h1 { margin: 0 0 2mm; font-size: 19pt; font-weight: 600; line-height: 1.2; }
.sheet h2 { margin: 0 0 1mm; font-size: 10pt; font-weight: 600; }
.sheet p { margin: 0; }
.sheet section { margin-top: 4mm; break-inside: avoid; }
.sheet-lead { max-width: 150mm; }
@media screen { .sheet { padding: 10mm 0; } }
`;
