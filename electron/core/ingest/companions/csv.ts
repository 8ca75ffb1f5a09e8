/** Rows of a CSV file (RFC 4180), one pass; a quote that never ends runs to the end of the text. At most `most` rows. */
export function csvRows(text: string, most: number): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length && rows.length < most) {
    const [cell, after] = text[at] === '"' ? quotedCell(text, at + 1) : plainCell(text, at);
    row.push(cell);
    at = after;
    if (text[at] === ',') {
      at += 1;
      // A comma at the very end of a line has an empty cell behind it.
      if (at < text.length && text[at] !== '\n' && text[at] !== '\r') continue;
      row.push('');
    }
    if (text[at] === '\r') at += 1;
    if (text[at] === '\n') at += 1;
    rows.push(row);
    row = [];
  }
  return rows;
}

function plainCell(text: string, from: number): [cell: string, after: number] {
  let end = from;
  while (end < text.length && text[end] !== ',' && text[end] !== '\n' && text[end] !== '\r') end += 1;
  return [text.slice(from, end), end];
}

function quotedCell(text: string, from: number): [cell: string, after: number] {
  const parts: string[] = [];
  for (let start = from; ; ) {
    const quote = text.indexOf('"', start);
    if (quote < 0) return [[...parts, text.slice(start)].join(''), text.length];
    if (text[quote + 1] !== '"') {
      const [rest, after] = plainCell(text, quote + 1);
      return [[...parts, text.slice(start, quote), rest].join(''), after];
    }
    parts.push(text.slice(start, quote + 1));
    start = quote + 2;
  }
}
