/**
 * QR codes (ISO/IEC 18004) of exact bytes: one segment in byte mode, no ECI, no prefix. What is read back is what went in, whatever
 * character set a reader believes in.
 */
import encodeQR from 'qr';

/** How much of a code may be damaged: 7, 15, 25, 30 per cent of its codewords (ISO/IEC 18004, 6.5.1). */
export type QrLevel = 'low' | 'medium' | 'quartile' | 'high';

/** The dark modules of a code, row by row, without the quiet zone: `modules[y][x]`, 21 to 177 a side. */
export type QrModules = readonly (readonly boolean[])[];

/** Bytes that the largest code (version 40) holds in byte mode at each level (ISO/IEC 18004, table 7). */
export const QR_CAPACITY: Readonly<Record<QrLevel, number>> = {
  low: 2_953,
  medium: 2_331,
  quartile: 1_663,
  high: 1_273,
};

/** Light modules around a code, without which readers don't find it (ISO/IEC 18004, 6.3.8). */
export const QR_QUIET = 4;

/** The smallest code that holds `bytes` at this level. Throws RangeError for more than `QR_CAPACITY`. */
export function qrModules(bytes: Uint8Array, level: QrLevel = 'medium'): QrModules {
  if (bytes.length > QR_CAPACITY[level])
    throw new RangeError(`a QR code of level ${level} holds no ${bytes.length} bytes`);
  // The library takes text: one character for each byte, and an encoder that gives exactly these bytes back.
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  const framed = encodeQR(text, 'raw', { encoding: 'byte', ecc: level, border: 1, textEncoder: () => bytes });
  return framed.slice(1, -1).map((row) => row.slice(1, -1));
}

/** Modules a side with the quiet zone: the side of the picture that `qrPath` draws in. */
export const qrSide = (modules: QrModules): number => modules.length + 2 * QR_QUIET;

/** The dark modules as the `d` of an SVG path, one unit a module, the quiet zone left free on all sides. */
export function qrPath(modules: QrModules): string {
  let path = '';
  for (const [y, row] of modules.entries()) {
    for (let x = 0; x < row.length; x++) {
      if (!row[x]) continue;
      let end = x + 1;
      while (row[end]) end++;
      path += `M${x + QR_QUIET} ${y + QR_QUIET}h${end - x}v1H${x + QR_QUIET}z`;
      x = end;
    }
  }
  return path;
}

/** A file of its own: black on white with the quiet zone, to be scaled as one likes. `name` is read out by screen readers. */
export function qrSvg(modules: QrModules, name: string): string {
  const side = qrSide(modules);
  const title = name.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" width="${side * 4}" height="${side * 4}" shape-rendering="crispEdges" role="img"><title>${title}</title><path fill="#fff" d="M0 0h${side}v${side}H0z"/><path d="${qrPath(modules)}"/></svg>\n`;
}

/**
 * Lines of text with two rows of modules in each: dark modules as blocks. They read as dark on light where the text is dark on
 * light, as on paper; a terminal has to be told its colours.
 */
export function qrLines(modules: QrModules): string[] {
  const side = qrSide(modules);
  const dark = (x: number, y: number): boolean => modules[y - QR_QUIET]?.[x - QR_QUIET] === true;
  const lines: string[] = [];
  for (let y = 0; y < side; y += 2) {
    let line = '';
    for (let x = 0; x < side; x++) line += ' ▀▄█'[Number(dark(x, y)) + 2 * Number(dark(x, y + 1))];
    lines.push(line);
  }
  return lines;
}
