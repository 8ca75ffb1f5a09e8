import {
  between,
  box,
  darker,
  disc,
  facade,
  glow,
  lighter,
  line,
  mix,
  poly,
  type Random,
  random,
  rubble,
  smoke,
  stone,
  tank,
  wash,
} from './ink.ts';

/** Training Town from above and at night, drawn for 1600 × 1200. No people, no real place, no protected emblem. */

export function skyline(
  next: Random,
  base: number,
  height: readonly [number, number],
  colour: string,
  lit = 0,
): string {
  let houses = '';
  for (let x = -60; x < 1660; ) {
    const w = between(next, 70, 190);
    const h = between(next, height[0], height[1]);
    const tone = mix(colour, next() < 0.5 ? '#000000' : '#ffffff', next() * 0.09);
    houses += box(x, base - h, w + 2, h + 10, tone);
    if (next() < 0.5) houses += box(x + w * 0.2, base - h - 26, w * 0.22, 28, darker(tone, 0.12));
    if (next() < 0.35) houses += box(x + w * 0.72, base - h - 60, 4, 62, darker(tone, 0.3));
    for (let row = base - h + 22; row < base - 20; row += 40)
      for (let column = x + 16; column < x + w - 22; column += 36)
        if (next() < 0.6)
          houses += box(column, row, 12, 18, next() < lit ? '#e9b75b' : darker(tone, 0.35), 'opacity="0.85"');
    x += w;
  }
  return houses;
}

export function wires(next: Random, y: number, colour: string, count = 3): string {
  return Array.from({ length: count }, (_, index) => {
    const sag = between(next, 30, 90);
    const level = y + index * 22;
    return `<path d="M-20 ${level} Q 500 ${level + sag} 900 ${level - 6} T 1640 ${level + sag * 0.3}" fill="none" stroke="${colour}" stroke-width="3" opacity="0.8"/>`;
  }).join('');
}

function flames(next: Random, x: number, base: number): string {
  return `<g>${Array.from({ length: 11 }, (_, index) => {
    const cx = x + index * 18 + between(next, -8, 8);
    const h = between(next, 40, 118);
    return `<path d="M${cx - 16} ${base} Q ${cx - 20} ${base - h * 0.5} ${cx + between(next, -8, 8)} ${base - h} Q ${cx + 22} ${base - h * 0.4} ${cx + 16} ${base} Z" fill="${mix('#f0932f', '#ffe2a0', next())}" opacity="0.85"/>`;
  }).join('')}</g>`;
}

function parapet(next: Random): string {
  let bricks = box(0, 1110, 1600, 90, '#1c1b1d') + box(0, 1100, 1600, 16, '#2b292a');
  for (let x = -20; x < 1600; x += 96) bricks += box(x + between(next, 0, 10), 1122, 86, 34, '#232123');
  return bricks;
}

export function nightFire(): string {
  const next = random(402);
  const stars = Array.from({ length: 70 }, () =>
    disc(
      next() * 1600,
      between(next, 130, 460),
      1.6,
      1.6,
      '#dfe6ee',
      `opacity="${between(next, 0.15, 0.6).toFixed(2)}"`,
    ),
  ).join('');
  return (
    wash(
      'sky',
      [0, 0, 1600, 1200],
      [
        [0, '#0d131a'],
        [0.45, '#1a232d'],
        [0.7, '#3a2c28'],
        [1, '#19130f'],
      ],
    ) +
    stars +
    glow('fire', 980, 800, 760, 520, '#e0762c', 0.7) +
    glow('core', 990, 830, 300, 230, '#ffcf7a', 0.9) +
    smoke(next, [990, 740], [560, 220], [50, 210], '#3a3330', 0.5, 34) +
    smoke(next, [1010, 700], [820, 330], [40, 120], '#7a4a2d', 0.35, 16) +
    skyline(next, 900, [120, 300], '#241f1f', 0.02) +
    glow('rim', 990, 812, 210, 110, '#ffb75a', 0.75) +
    facade(next, {
      x: 760,
      base: 960,
      w: 400,
      h: 250,
      colour: '#2b211c',
      columns: 6,
      rows: 2,
      broken: 0.3,
      crown: [0.95, 0.9, 0.55, 0.7, 0.4, 0.8, 0.9],
    }) +
    flames(next, 900, 830) +
    skyline(next, 1060, [90, 240], '#15161a', 0.04) +
    wash(
      'foot',
      [0, 1000, 1600, 200],
      [
        [0, '#101114'],
        [1, '#0b0c0e'],
      ],
    ) +
    poly(
      [
        [0, 1060],
        [1600, 1020],
        [1600, 1200],
        [0, 1200],
      ],
      '#0d0e11',
    ) +
    parapet(next)
  );
}

export function roofsAtDusk(): string {
  const next = random(409);
  const roofs: string[] = [];
  for (let row = 0; row < 7; row++) {
    const y = 520 + row * row * 11 + row * 34;
    const h = 46 + row * 16;
    for (let x = -140 - row * 40 + next() * 60; x < 1640; ) {
      const w = between(next, 90, 170) * (0.8 + row * 0.24);
      const rise = between(next, -0.3, 0.5) * h;
      const wall = mix('#4c4650', '#8b6f5e', next() * 0.8);
      const depth = h * 0.62;
      const top = y - rise;
      roofs.push(
        poly(
          [
            [x + w * 0.12, top - depth],
            [x + w * 1.04, top - depth],
            [x + w, top],
            [x, top],
          ],
          lighter(mix(wall, '#c08a63', 0.25), 0.1),
        ),
        box(x, top, w, h * 2.6, darker(wall, 0.18)),
        box(x, top - 4, w, 7, lighter(wall, 0.22)),
      );
      for (let wy = top + h * 0.5; wy < top + h * 2.2; wy += h * 0.75)
        for (let wx = x + w * 0.12; wx < x + w * 0.86; wx += w * 0.27)
          roofs.push(box(wx, wy, w * 0.11, h * 0.36, next() < 0.16 ? '#f0bd63' : '#24232a'));
      if (next() < 0.6) roofs.push(tank(x + w * 0.3, top - depth * 0.35, h * 0.55, mix('#9aa2a6', '#5d666d', next())));
      if (next() < 0.3)
        roofs.push(
          line(
            [
              [x + w * 0.8, top - depth * 0.4],
              [x + w * 0.8, top - depth - h * 0.9],
            ],
            '#2c2a30',
            4,
          ),
        );
      x += w + between(next, 0, 22);
    }
  }
  return (
    wash(
      'sky',
      [0, 0, 1600, 560],
      [
        [0, '#3d4a5e'],
        [0.5, '#93808a'],
        [0.85, '#e2a878'],
        [1, '#f0c48c'],
      ],
    ) +
    glow('sun', 1180, 500, 520, 210, '#ffd08a', 0.8) +
    poly(
      [
        [0, 500],
        [260, 430],
        [520, 470],
        [840, 410],
        [1180, 466],
        [1600, 420],
        [1600, 560],
        [0, 560],
      ],
      '#7b6472',
    ) +
    skyline(next, 540, [24, 80], '#6d5a66', 0.08) +
    roofs.join('') +
    box(0, 0, 1600, 1200, '#2a2b48', 'opacity="0.16"')
  );
}

export function roofTanks(): string {
  const next = random(413);
  const pierced = (x: number, base: number, size: number, colour: string) =>
    tank(x, base, size, colour) +
    Array.from({ length: 7 }, () => {
      const hx = x + size * between(next, 0.14, 0.7);
      const hy = base - size * between(next, 0.5, 1.02);
      return (
        line(
          [
            [hx, hy + 4],
            [hx + 3, base - size * 0.4],
          ],
          '#8fa6ad',
          5,
          'opacity="0.55"',
        ) +
        disc(hx, hy, 13, 12, lighter(colour, 0.4)) +
        disc(hx, hy, 8, 7, '#17181a')
      );
    }).join('');
  return (
    wash(
      'sky',
      [0, 0, 1600, 760],
      [
        [0, '#7f98ab'],
        [1, '#cfd3cd'],
      ],
    ) +
    skyline(next, 700, [60, 210], '#98958d') +
    box(0, 700, 1600, 500, '#b5ac9b') +
    box(0, 660, 1600, 52, '#cbc2b0') +
    box(0, 706, 1600, 14, '#8f8777') +
    disc(520, 1010, 420, 46, '#847d70') +
    disc(1120, 1020, 330, 40, '#847d70') +
    disc(480, 1026, 260, 22, '#94a3a6', 'opacity="0.55"') +
    pierced(260, 1000, 400, '#aab1b3') +
    pierced(900, 1010, 340, '#59656f') +
    `<g transform="rotate(78 1390 980)">${tank(1310, 1010, 200, '#9ba3a6')}</g>` +
    line(
      [
        [0, 980],
        [260, 990],
        [300, 900],
      ],
      '#6f6a62',
      10,
    ) +
    rubble(next, [40, 1010, 1520, 150], 60, stone, [8, 36]) +
    wires(next, 330, '#45484b', 2)
  );
}
