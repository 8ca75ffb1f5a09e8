/** The few strokes all training scenes are drawn with: pure functions from numbers to SVG text, the same for the same seed. */

export type Random = () => number;
export type Point = readonly [number, number];

/** Mulberry32: small, and good enough to scatter stones. */
export function random(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export const between = (next: Random, low: number, high: number) => low + next() * (high - low);

const round = (value: number) => Math.round(value * 10) / 10;
const channels = (hex: string) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));

/** Mixes two `#rrggbb` colours; `share` 0 is the first, 1 the second. */
export function mix(first: string, second: string, share: number): string {
  const other = channels(second);
  return `#${channels(first)
    .map((value, index) => Math.round(value + ((other[index] ?? value) - value) * share))
    .map((value) => value.toString(16).padStart(2, '0'))
    .join('')}`;
}
/** The colour of the fictional clinic's sign and its ambulance's stripe. */
export const surgical = '#1f7a78';
/** What walls and rubble are made of. */
export const stone = ['#a89a83', '#8f8271', '#b7a98f', '#7b7064', '#9a8d7a'];
export const darker = (hex: string, share: number) => mix(hex, '#0b0c0f', share);
export const lighter = (hex: string, share: number) => mix(hex, '#fff6e6', share);

export const poly = (points: readonly Point[], fill: string, more = '') =>
  `<polygon points="${points.map(([x, y]) => `${round(x)},${round(y)}`).join(' ')}" fill="${fill}" ${more}/>`;
export const box = (x: number, y: number, w: number, h: number, fill: string, more = '') =>
  `<rect x="${round(x)}" y="${round(y)}" width="${round(w)}" height="${round(h)}" fill="${fill}" ${more}/>`;
export const disc = (x: number, y: number, rx: number, ry: number, fill: string, more = '') =>
  `<ellipse cx="${round(x)}" cy="${round(y)}" rx="${round(rx)}" ry="${round(ry)}" fill="${fill}" ${more}/>`;
export const line = (points: readonly Point[], stroke: string, width: number, more = '') =>
  `<polyline points="${points.map(([x, y]) => `${round(x)},${round(y)}`).join(' ')}" fill="none" stroke="${stroke}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round" ${more}/>`;

/** A wash from top to bottom over a rectangle. Stops are colours, or colour and opacity. */
export function wash(
  id: string,
  area: readonly [number, number, number, number],
  stops: readonly (readonly [number, string, number?])[],
  direction: 'down' | 'across' = 'down',
): string {
  const [x, y, w, h] = area;
  const end = direction === 'down' ? 'x2="0" y2="1"' : 'x2="1" y2="0"';
  const marks = stops
    .map(([at, colour, opacity = 1]) => `<stop offset="${at}" stop-color="${colour}" stop-opacity="${opacity}"/>`)
    .join('');
  return `<linearGradient id="${id}" x1="0" y1="0" ${end}>${marks}</linearGradient>${box(x, y, w, h, `url(#${id})`)}`;
}

/** A soft light or stain, fading outwards. */
export function glow(
  id: string,
  x: number,
  y: number,
  rx: number,
  ry: number,
  colour: string,
  strength: number,
): string {
  return `<radialGradient id="${id}"><stop offset="0" stop-color="${colour}" stop-opacity="${strength}"/><stop offset="0.45" stop-color="${colour}" stop-opacity="${strength * 0.45}"/><stop offset="1" stop-color="${colour}" stop-opacity="0"/></radialGradient>${disc(x, y, rx, ry, `url(#${id})`)}`;
}

/** Broken masonry: many-cornered stones, larger below, each with a lit upper side. */
export function rubble(
  next: Random,
  area: readonly [number, number, number, number],
  count: number,
  colours: readonly string[],
  size: readonly [number, number] = [14, 60],
): string {
  const [x, y, w, h] = area;
  const heights = Array.from({ length: count }, () => next() ** 0.8).sort((a, b) => a - b);
  return heights
    .map((depth) => {
      // Heaps are low at both ends: the higher a stone lies, the nearer to the middle it is.
      const slack = 0.5 * (1 - depth);
      const cx = x + w * between(next, slack, 1 - slack);
      const cy = y + h * depth;
      const r = between(next, size[0], size[0] + (size[1] - size[0]) * (0.35 + 0.65 * depth)) / 2;
      const turn = next() * Math.PI;
      const corners = 4 + Math.floor(next() * 3);
      const ring = Array.from({ length: corners }, (_, index): Point => {
        const angle = turn + (index / corners) * Math.PI * 2;
        const far = r * between(next, 0.7, 1.15);
        return [cx + Math.cos(angle) * far * 1.25, cy + Math.sin(angle) * far * 0.78];
      });
      const base = colours[Math.floor(next() * colours.length)] ?? '#777777';
      const top = ring.map(([px, py]): Point => [cx + (px - cx) * 0.72 - r * 0.1, cy + (py - cy) * 0.6 - r * 0.16]);
      return poly(ring, darker(base, 0.25)) + poly(top, lighter(base, 0.08));
    })
    .join('');
}

/** Smoke or dust: overlapping soft discs. Needs the `soft` filter of the frame. */
export function smoke(
  next: Random,
  from: Point,
  to: Point,
  width: readonly [number, number],
  colour: string,
  opacity: number,
  count = 26,
): string {
  const puffs = Array.from({ length: count }, (_, index) => {
    const along = index / (count - 1);
    const r = (width[0] + (width[1] - width[0]) * along) * between(next, 0.6, 1.1);
    const x = from[0] + (to[0] - from[0]) * along + between(next, -r, r) * 0.6;
    const y = from[1] + (to[1] - from[1]) * along + between(next, -r, r) * 0.4;
    return disc(
      x,
      y,
      r,
      r * 0.85,
      mix(colour, '#000000', next() * 0.18),
      `opacity="${round(opacity * between(next, 0.5, 1) * 10) / 10}"`,
    );
  });
  return `<g filter="url(#soft)">${puffs.join('')}</g>`;
}

/** A crack that forks as it runs down. */
export function crack(next: Random, start: Point, length: number, lean: number, colour: string, width = 4): string {
  const points: Point[] = [start];
  let [x, y] = start;
  let branches = '';
  for (let run = 0; run < length; run += 26) {
    x += lean * 26 + between(next, -16, 16);
    y += 26;
    points.push([x, y]);
    if (width > 2 && next() < 0.22)
      branches += crack(next, [x, y], length * 0.3, lean + (next() < 0.5 ? 0.9 : -0.9), colour, width - 2);
  }
  return line(points, colour, width) + branches;
}

/** A closed outline whose edge is torn; radii of the untorn ellipse. */
export function torn(next: Random, x: number, y: number, rx: number, ry: number, corners = 18): Point[] {
  return Array.from({ length: corners }, (_, index): Point => {
    const angle = (index / corners) * Math.PI * 2;
    const far = between(next, 0.72, 1.12);
    return [x + Math.cos(angle) * rx * far, y + Math.sin(angle) * ry * far];
  });
}

export interface Facade {
  readonly x: number;
  readonly base: number;
  readonly w: number;
  readonly h: number;
  readonly colour: string;
  readonly columns: number;
  readonly rows: number;
  /** Height kept free of windows at street level. */
  readonly street?: number;
  /** Share of windows with a light on, and its colour. */
  readonly lit?: number;
  readonly light?: string;
  /** Share of windows whose panes are gone. */
  readonly broken?: number;
  readonly shutters?: string;
  readonly balconies?: boolean;
  /** Top edge from left to right as shares of the height, for a wall that has lost its upper part. */
  readonly crown?: readonly number[];
}

/** A house front with windows, cornice and a lit edge. */
export function facade(next: Random, front: Facade): string {
  const { x, base, w, h, colour, columns, rows, street = 0, lit = 0, broken = 0, light = '#e9b75b' } = front;
  const top = base - h;
  const crown = front.crown ?? [1, 1];
  const edge = crown.map((share, index): Point => [x + (w * index) / (crown.length - 1), base - h * share]);
  const clip = `c${Math.round(x)}${Math.round(w)}${Math.round(h)}${Math.floor(next() * 1e6)}`;
  const outline: Point[] = [[x, base], ...edge, [x + w, base]];
  let inside = '';
  inside += box(x, top, w, h, colour);
  inside += box(x + w * 0.82, top, w * 0.18, h, darker(colour, 0.12));
  inside += box(x, top, 8, h, lighter(colour, 0.12));
  const rowHeight = (h - street - 30) / rows;
  const columnWidth = w / columns;
  const ww = Math.min(columnWidth * 0.46, rowHeight * 0.5);
  const wh = Math.min(rowHeight * 0.6, ww * 1.7);
  for (let row = 0; row < rows; row++) {
    const wy = top + 36 + row * rowHeight + (rowHeight - wh) * 0.4;
    if (front.balconies) inside += box(x, wy + wh + 22, w, 3, darker(colour, 0.18));
    for (let column = 0; column < columns; column++) {
      const wx = x + column * columnWidth + (columnWidth - ww) / 2;
      const gone = next() < broken;
      const on = !gone && next() < lit;
      inside += box(wx - 6, wy - 6, ww + 12, wh + 12, lighter(colour, 0.14));
      inside += box(wx, wy, ww, wh, on ? light : gone ? '#14130f' : darker(mix(colour, '#22303c', 0.7), 0.35));
      if (!gone) {
        inside += box(wx + ww / 2 - 2, wy, 4, wh, lighter(colour, 0.05), 'opacity="0.8"');
        inside += box(wx, wy + wh * 0.36, ww, 4, lighter(colour, 0.05), 'opacity="0.8"');
        if (!on)
          inside += poly(
            [
              [wx, wy + wh * 0.7],
              [wx + ww * 0.7, wy],
              [wx + ww, wy],
              [wx, wy + wh],
            ],
            '#ffffff',
            'opacity="0.05"',
          );
      } else {
        inside += poly(
          [
            [wx, wy],
            [wx + ww * 0.35, wy],
            [wx, wy + wh * 0.3],
          ],
          mix(colour, '#9fb3ba', 0.5),
          'opacity="0.6"',
        );
        inside += poly(
          [
            [wx + ww, wy + wh],
            [wx + ww * 0.6, wy + wh],
            [wx + ww, wy + wh * 0.7],
          ],
          mix(colour, '#9fb3ba', 0.5),
          'opacity="0.5"',
        );
      }
      if (front.shutters && !gone && next() < 0.7) {
        const half = ww * 0.42;
        for (const sx of [wx - half - 7, wx + ww + 7]) {
          inside += box(sx, wy - 2, half, wh + 4, front.shutters);
          for (let slat = wy + 8; slat < wy + wh - 4; slat += 10)
            inside += box(sx + 3, slat, half - 6, 3, darker(front.shutters, 0.3));
        }
      }
      inside += box(wx - 10, wy + wh + 6, ww + 20, 7, lighter(colour, 0.2));
      if (front.balconies && next() < 0.45) {
        inside += box(wx - ww * 0.5, wy + wh + 6, ww * 2, 8, lighter(colour, 0.22));
        for (let rail = wx - ww * 0.48; rail < wx + ww * 1.5; rail += 12)
          inside += box(rail, wy + wh - 28, 3, 34, darker(colour, 0.55));
        inside += box(wx - ww * 0.5, wy + wh - 32, ww * 2, 5, darker(colour, 0.55));
      }
    }
  }
  if (!front.crown)
    inside += box(x - 4, top, w + 8, 16, lighter(colour, 0.2)) + box(x - 4, top + 16, w + 8, 6, darker(colour, 0.25));
  return `<clipPath id="${clip}">${poly(outline, '#000')}</clipPath><g clip-path="url(#${clip})">${inside}</g>`;
}

/** Roof furniture: a water tank on legs, or a dish. */
export function tank(x: number, base: number, size: number, colour: string): string {
  return (
    box(x + size * 0.12, base - size * 0.4, 6, size * 0.4, darker(colour, 0.5)) +
    box(x + size * 0.82, base - size * 0.4, 6, size * 0.4, darker(colour, 0.5)) +
    `<rect x="${x}" y="${base - size * 1.15}" width="${size}" height="${size * 0.78}" rx="${size * 0.12}" fill="${colour}"/>` +
    box(x + size * 0.7, base - size * 1.12, size * 0.22, size * 0.72, darker(colour, 0.18)) +
    disc(x + size * 0.5, base - size * 1.15, size * 0.28, size * 0.07, darker(colour, 0.25))
  );
}

const fonts = "font-family=\"'Noto Sans','Noto Sans Arabic',sans-serif\"";
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
export function words(
  text: string,
  x: number,
  y: number,
  size: number,
  fill: string,
  options: { weight?: number; anchor?: 'start' | 'middle' | 'end'; rtl?: boolean; more?: string } = {},
): string {
  const { weight = 400, anchor = 'start', rtl = false, more = '' } = options;
  return `<text x="${x}" y="${y}" ${fonts} font-size="${size}" font-weight="${weight}" fill="${fill}" text-anchor="${anchor}"${rtl ? ' direction="rtl"' : ''} ${more}>${escaped(text)}</text>`;
}

export interface Title {
  readonly english: string;
  readonly arabic: string;
}

/**
 * The whole picture: the scene, a little falling-off of light unless it is a sheet of paper, and the band that says in both
 * languages what this is.
 */
export function framed(width: number, height: number, title: Title, scene: string, paper = false): string {
  const band = Math.round(Math.min(width, height) * 0.13);
  const big = Math.round(band * 0.34);
  const small = Math.round(band * 0.25);
  const upper = Math.round(band * 0.42);
  const lower = Math.round(band * 0.82);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
<defs><filter id="soft" x="-30%" y="-30%" width="160%" height="160%"><feGaussianBlur stdDeviation="14"/></filter>
<radialGradient id="edge" cx="0.5" cy="0.52" r="0.75"><stop offset="0.6" stop-color="#000" stop-opacity="0"/><stop offset="1" stop-color="#000" stop-opacity="0.34"/></radialGradient></defs>
${scene}
${paper ? '' : '<rect width="100%" height="100%" fill="url(#edge)"/>'}
<rect width="${width}" height="${band}" fill="#12191b" opacity="0.94"/><rect y="${band}" width="${width}" height="5" fill="#0f6b6b"/>
${words('TRAINING', 36, upper, big, '#8fd6d2', { weight: 700, more: 'letter-spacing="2"' })}
${words('تدريب', width - 36, upper, Math.round(big * 1.1), '#8fd6d2', { weight: 700, rtl: true })}
${words(title.english, 36, lower, small, '#f2f0ea')}
${words(title.arabic, width - 36, lower, Math.round(small * 1.08), '#f2f0ea', { rtl: true })}</svg>`;
}
