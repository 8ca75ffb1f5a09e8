import type { Box } from '../metadata/boxes.ts';

/**
 * 3GPP's place (TS 26.244, 8.10): version and flags, language, name, role, longitude, latitude and altitude as 16.16 numbers, then
 * the celestial body and notes. Told in the order and with the names in which ExifTool writes it.
 */
const roles = ['shooting', 'real', 'fictional'];

export function readLocation(view: DataView, { start, end }: Box, found: (value: string) => void): void {
  let at = start + 6;
  const text = (): string => {
    // UTF-16 where it begins with a byte order mark.
    const wide = at + 2 <= end && view.getUint16(at) === 0xfeff;
    const from = at;
    const step = wide ? 2 : 1;
    while (at + step <= end && (wide ? view.getUint16(at) : view.getUint8(at)) !== 0) at += step;
    const bytes = new Uint8Array(view.buffer, view.byteOffset + from, at - from);
    at += step;
    return new TextDecoder(wide ? 'utf-16be' : 'utf-8').decode(bytes);
  };
  const name = text();
  const role = view.getUint8(at);
  const [longitude, latitude, altitude] = [1, 5, 9].map((place) => view.getInt32(at + place) / 65_536);
  at += 13;
  const parts = [
    name === '' ? '(none)' : name,
    `Role=${roles[role] ?? `unknown (${role})`}`,
    `Lat=${latitude?.toFixed(5)}`,
    `Lon=${longitude?.toFixed(5)}`,
    `Alt=${altitude?.toFixed(2)}`,
    `Body=${at < end ? text() : ''}`,
    `Notes=${at < end ? text() : ''}`,
  ];
  found(parts.join(' '));
}
