import { crc32, deflateSync } from 'node:zlib';
import { QR_QUIET, type QrModules, qrSide } from '../../../shared/paper/qr.ts';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/**
 * A QR code as a PNG (ISO/IEC 15948): one bit a pixel, `scale` pixels a module, with the quiet zone. Written here because the library
 * that writes pictures also reads them, and is kept to the media worker.
 */
export function qrPng(modules: QrModules, scale = 8): Buffer {
  const side = qrSide(modules) * scale;
  const rows: Buffer[] = [];
  for (let y = 0; y < qrSide(modules); y++) {
    // A filter byte, then the pixels from the highest bit down: light is 1.
    const row = Buffer.alloc(1 + Math.ceil(side / 8), 0xff);
    row[0] = 0;
    for (let x = 0; x < side; x++) {
      const isDark = modules[y - QR_QUIET]?.[Math.floor(x / scale) - QR_QUIET] === true;
      if (isDark) row[1 + (x >> 3)] = (row[1 + (x >> 3)] as number) & ~(0x80 >> (x & 7));
    }
    for (let line = 0; line < scale; line++) rows.push(row);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  // Bit depth 1, greyscale; deflate, no interlace.
  header[8] = 1;
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(8 + named.length);
  framed.writeUInt32BE(data.length, 0);
  named.copy(framed, 4);
  framed.writeUInt32BE(crc32(named), 4 + named.length);
  return framed;
}
