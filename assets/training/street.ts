import {
  between,
  box,
  crack,
  darker,
  disc,
  facade,
  glow,
  lighter,
  line,
  mix,
  type Point,
  poly,
  type Random,
  random,
  rubble,
  smoke,
  stone,
  surgical,
  tank,
  torn,
  wash,
  words,
} from './ink.ts';
import { skyline, wires } from './roofs.ts';

/** Street 7 and the clinic from outside, drawn for 1600 × 1200. No people, no real place, no protected emblem. */

const clinicWall = '#c9bda4';

function sign(x: number, y: number, w: number, tilt = 0): string {
  const h = w * 0.3;
  return `<g transform="rotate(${tilt} ${x} ${y})">${box(x, y, w, h, surgical)}${box(x, y + h - 6, w, 6, darker(surgical, 0.3))}${words('TRAINING CLINIC', x + w / 2, y + h * 0.4, h * 0.32, '#ffffff', { weight: 700, anchor: 'middle' })}${words('عيادة التدريب', x + w / 2, y + h * 0.83, h * 0.36, '#ffffff', { weight: 700, anchor: 'middle' })}</g>`;
}

function road(top: number, colour: string): string {
  const dashes = Array.from({ length: 9 }, (_, index) =>
    poly(
      [
        [index * 200 - 40, top + 168],
        [index * 200 + 60, top + 168],
        [index * 200 + 54, top + 180],
        [index * 200 - 50, top + 180],
      ],
      lighter(colour, 0.35),
      'opacity="0.55"',
    ),
  ).join('');
  return (
    box(0, top, 1600, 1200 - top, lighter(colour, 0.12)) +
    box(0, top + 56, 1600, 12, lighter(colour, 0.26)) +
    box(0, top + 68, 1600, 1200 - top, colour) +
    box(0, top + 68, 1600, 10, darker(colour, 0.3)) +
    dashes
  );
}

function lamp(x: number, base: number, height: number, light: string | null): string {
  return (
    box(x, base - height, 9, height, '#3b4145') +
    line(
      [
        [x + 4, base - height],
        [x + 30, base - height - 26],
        [x + 92, base - height - 30],
      ],
      '#3b4145',
      8,
    ) +
    box(x + 70, base - height - 34, 52, 14, '#2c3134') +
    (light ? glow(`lamp${x}`, x + 96, base - height - 8, 120, 110, light, 0.75) : '')
  );
}

function shop(x: number, y: number, colour: string): string {
  const stripes = Array.from({ length: 8 }, (_, index) =>
    poly(
      [
        [x + index * 34, y],
        [x + index * 34 + 34, y],
        [x + index * 36 + 28, y + 58],
        [x + index * 36 - 8, y + 58],
      ],
      index % 2 ? '#d9cfbd' : colour,
    ),
  ).join('');
  let shutter = box(x + 6, y + 40, 260, 148, '#77797a');
  for (let slat = y + 64; slat < y + 186; slat += 13) shutter += box(x + 6, slat, 260, 3, '#5b5d5e');
  return shutter + stripes;
}

function tree(next: Random, x: number, base: number, size: number): string {
  const leaves = Array.from({ length: 22 }, () =>
    disc(
      x + between(next, -78, 78) * size,
      base - (215 + between(next, -80, 80)) * size,
      between(next, 26, 52) * size,
      between(next, 22, 42) * size,
      mix('#4c5b3a', '#76804f', next()),
    ),
  ).join('');
  return box(x - 9 * size, base - 170 * size, 18 * size, 170 * size, '#4b3d30') + leaves;
}

export function streetBefore(): string {
  const next = random(401);
  return (
    wash(
      'sky',
      [0, 0, 1600, 900],
      [
        [0, '#8fa3b3'],
        [0.55, '#d8c3a0'],
        [1, '#efd9b0'],
      ],
    ) +
    skyline(next, 760, [120, 300], '#a99b8c') +
    facade(next, {
      x: -40,
      base: 900,
      w: 420,
      h: 560,
      colour: '#8d7f6d',
      columns: 4,
      rows: 3,
      street: 190,
      shutters: '#4f6a64',
      balconies: true,
      lit: 0.1,
    }) +
    tank(80, 344, 84, '#b9bcb8') +
    facade(next, {
      x: 1170,
      base: 900,
      w: 480,
      h: 640,
      colour: '#7a6a5d',
      columns: 4,
      rows: 4,
      street: 180,
      shutters: '#6d4c3a',
      balconies: true,
      lit: 0.12,
    }) +
    tank(1290, 262, 92, '#56606a') +
    facade(next, {
      x: 380,
      base: 900,
      w: 790,
      h: 470,
      colour: clinicWall,
      columns: 7,
      rows: 2,
      street: 200,
      lit: 0.2,
    }) +
    tank(470, 432, 70, '#b9bcb8') +
    tank(560, 432, 70, '#a9aca8') +
    box(720, 700, 200, 200, '#3a4a4c') +
    box(732, 712, 84, 188, '#6f8d8f') +
    box(824, 712, 84, 188, '#6f8d8f') +
    poly(
      [
        [690, 690],
        [950, 690],
        [980, 720],
        [660, 720],
      ],
      '#e5dcc8',
    ) +
    sign(640, 566, 360) +
    [430, 560, 1000].map((x) => box(x, 730, 90, 170, '#5d6f70') + box(x + 8, 738, 74, 90, '#8aa5a6')).join('') +
    shop(40, 712, '#6b4a3d') +
    shop(1230, 722, '#3f5560') +
    road(900, '#55524e') +
    lamp(336, 920, 420, null) +
    wires(next, 300, '#3a3a3a') +
    tree(next, 1120, 905, 1) +
    box(0, 0, 1600, 1200, '#f0b35c', 'opacity="0.10"')
  );
}

function beam(x: number, y: number, length: number, turn: number): string {
  return `<g transform="rotate(${turn} ${x} ${y})">${box(x, y, length, 26, '#6e6559')}${box(x, y, length, 8, '#93887a')}${line(
    [
      [x + length, y + 8],
      [x + length + 50, y - 4],
    ],
    '#4a3c32',
    4,
  )}${line(
    [
      [x + length, y + 18],
      [x + length + 38, y + 26],
    ],
    '#4a3c32',
    4,
  )}</g>`;
}

export function facadeDamaged(): string {
  const next = random(403);
  const hole = torn(next, 770, 590, 190, 84, 22);
  return (
    wash(
      'sky',
      [0, 0, 1600, 900],
      [
        [0, '#7d8c99'],
        [0.7, '#b9b6ac'],
        [1, '#cfc6b4'],
      ],
    ) +
    smoke(next, [820, 380], [1240, 150], [60, 190], '#8a857d', 0.4, 20) +
    skyline(next, 760, [100, 260], '#8f8a82') +
    facade(next, {
      x: -40,
      base: 900,
      w: 400,
      h: 560,
      colour: '#84776a',
      columns: 4,
      rows: 3,
      street: 190,
      broken: 0.6,
      shutters: '#4f6a64',
      balconies: true,
    }) +
    tank(80, 344, 84, '#a3a6a3') +
    facade(next, {
      x: 1190,
      base: 900,
      w: 460,
      h: 640,
      colour: '#6f6258',
      columns: 4,
      rows: 4,
      street: 180,
      broken: 0.5,
      shutters: '#6d4c3a',
      balconies: true,
    }) +
    facade(next, {
      x: 360,
      base: 900,
      w: 830,
      h: 500,
      colour: '#bdb29b',
      columns: 7,
      rows: 2,
      street: 210,
      broken: 0.85,
      crown: [1, 0.99, 0.99, 0.94, 0.86, 0.81, 0.85, 0.92, 0.89, 0.96, 0.99, 1],
    }) +
    poly(hole, '#1b1917') +
    poly(
      hole.map(([x, y]): Point => [770 + (x - 770) * 0.86, 598 + (y - 590) * 0.8]),
      '#2a2622',
    ) +
    [640, 700, 776, 850]
      .map((x, index) =>
        line(
          [
            [x, 540],
            [x + (index % 2 ? 14 : -16), 596 + index * 9],
          ],
          '#4a3c32',
          4,
        ),
      )
      .join('') +
    [560, 690, 820, 930]
      .map((x) =>
        line(
          [
            [x, 500 - (x % 7) * 3],
            [x + 10, 452],
            [x + 30, 432],
          ],
          '#5a4a3e',
          4,
        ),
      )
      .join('') +
    crack(next, [470, 470], 360, 0.16, '#6f675a', 5) +
    crack(next, [1060, 520], 300, -0.2, '#6f675a', 5) +
    Array.from({ length: 46 }, () => {
      const x = between(next, 380, 1170);
      const y = between(next, 480, 860);
      const r = between(next, 4, 11);
      return disc(x, y, r * 1.5, r * 1.4, '#d6ccb6', 'opacity="0.8"') + disc(x, y, r, r, '#57503f');
    }).join('') +
    box(720, 720, 200, 180, '#211f1d') +
    poly(
      [
        [720, 720],
        [790, 732],
        [776, 900],
        [720, 900],
      ],
      '#4c5d5e',
    ) +
    sign(622, 664, 360, 8) +
    road(900, '#5b5751') +
    `<g opacity="0.5">${smoke(next, [420, 930], [1150, 930], [70, 90], '#b5aa98', 0.4, 18)}</g>` +
    rubble(next, [330, 800, 900, 210], 180, stone) +
    rubble(next, [60, 960, 1500, 170], 70, stone, [8, 34]) +
    beam(560, 930, 300, -24) +
    beam(980, 960, 240, 18) +
    wires(next, 310, '#3a3a3a', 1) +
    line(
      [
        [0, 330],
        [240, 420],
        [330, 620],
        [352, 900],
      ],
      '#3a3a3a',
      3,
    ) +
    box(0, 0, 1600, 1200, '#c9b79c', 'opacity="0.10"')
  );
}

export function crater(): string {
  const next = random(404);
  const outer = torn(next, 800, 850, 430, 170, 30);
  const shrink = (by: number, down: number) =>
    outer.map(([x, y]): Point => [800 + (x - 800) * by, 850 + down + (y - 850) * by]);
  const tiles: string[] = [];
  for (let row = 0; row < 9; row++) {
    const y = 640 + row * row * 7 + row * 6;
    tiles.push(
      line(
        [
          [0, y],
          [1600, y],
        ],
        '#8f8878',
        3,
        'opacity="0.5"',
      ),
    );
  }
  for (let column = -14; column <= 14; column++)
    tiles.push(
      line(
        [
          [800 + column * 70, 640],
          [800 + column * 200, 1200],
        ],
        '#8f8878',
        3,
        'opacity="0.4"',
      ),
    );
  return (
    wash(
      'sky',
      [0, 0, 1600, 520],
      [
        [0, '#91a0aa'],
        [1, '#d2c8b5'],
      ],
    ) +
    skyline(next, 470, [40, 150], '#9a948a') +
    facade(next, {
      x: -30,
      base: 660,
      w: 540,
      h: 420,
      colour: '#b0a48d',
      columns: 5,
      rows: 2,
      street: 110,
      broken: 0.7,
    }) +
    facade(next, {
      x: 1130,
      base: 660,
      w: 510,
      h: 380,
      colour: '#9b8f7d',
      columns: 5,
      rows: 2,
      street: 90,
      broken: 0.6,
      crown: [0.7, 0.86, 0.98, 1, 1],
    }) +
    box(500, 470, 640, 190, '#bcb19b') +
    box(500, 462, 640, 14, '#d2c8b5') +
    Array.from({ length: 9 }, (_, index) => box(520 + index * 70, 486, 8, 150, '#a89d88')).join('') +
    crack(next, [720, 474], 180, 0.2, '#7f7666', 5) +
    tree(next, 620, 680, 0.9) +
    box(0, 640, 1600, 560, '#a79f8e') +
    tiles.join('') +
    rubble(next, [330, 690, 940, 130], 90, ['#9c9180', '#857a6a', '#b3a893', '#6f665a']) +
    poly(shrink(1.16, 6), '#8a7f6c') +
    poly(shrink(1, 0), '#6b6050') +
    poly(shrink(0.84, 16), '#51483b') +
    poly(shrink(0.6, 34), '#3a332a') +
    poly(shrink(0.34, 46), '#27221d') +
    Array.from({ length: 26 }, () => {
      const angle = next() * Math.PI * 2;
      const from: Point = [800 + Math.cos(angle) * 500, 850 + Math.sin(angle) * 205];
      const far = between(next, 1.1, 1.5);
      return line(
        [from, [800 + Math.cos(angle) * 500 * far, 850 + Math.sin(angle) * 205 * far]],
        '#70665a',
        between(next, 3, 7),
        'opacity="0.6"',
      );
    }).join('') +
    rubble(next, [250, 950, 1100, 190], 130, ['#9c9180', '#857a6a', '#b3a893', '#6f665a'], [10, 64]) +
    // A measuring rod beside it, as documenters lay one.
    `<g transform="rotate(-5 300 1070)">${Array.from({ length: 10 }, (_, index) => box(300 + index * 64, 1070, 64, 17, index % 2 ? '#f1ede4' : '#b3402f')).join('')}${words('1 m', 470, 1062, 30, '#2a2622', { weight: 700 })}</g>`
  );
}

function slanted(x: number, y: number, w: number, h: number): string {
  const lean = 26;
  return (
    poly(
      [
        [x - 6 * Math.sign(w), y - 8],
        [x + w + 6 * Math.sign(w), y + lean - 8],
        [x + w + 6 * Math.sign(w), y + h + lean * 0.2 + 10],
        [x - 6 * Math.sign(w), y + h + 10],
      ],
      '#a4988a',
    ) +
    poly(
      [
        [x, y],
        [x + w, y + lean],
        [x + w, y + h + lean * 0.2],
        [x, y + h],
      ],
      '#1d1b19',
    )
  );
}

export function rubbleStreet(): string {
  const next = random(410);
  return (
    wash(
      'sky',
      [0, 0, 1600, 900],
      [
        [0, '#a3a49f'],
        [1, '#d3c7b1'],
      ],
    ) +
    skyline(next, 640, [90, 220], '#aba396') +
    poly(
      [
        [0, 180],
        [520, 430],
        [520, 760],
        [0, 1000],
      ],
      '#8b7f70',
    ) +
    [0, 1, 2]
      .map((row) =>
        [0, 1, 2]
          .map((column) => slanted(40 + column * 160, 330 + row * 150 + column * (60 - row * 42), 80, 92))
          .join(''),
      )
      .join('') +
    poly(
      [
        [1600, 140],
        [1080, 430],
        [1080, 760],
        [1600, 1000],
      ],
      '#76695c',
    ) +
    [0, 1, 2]
      .map((row) =>
        [0, 1, 2]
          .map((column) => slanted(1500 - column * 160, 310 + row * 150 + column * (60 - row * 42), -80, 92))
          .join(''),
      )
      .join('') +
    poly(
      [
        [520, 760],
        [1080, 760],
        [1600, 1000],
        [1600, 1200],
        [0, 1200],
        [0, 1000],
      ],
      '#8c8577',
    ) +
    smoke(next, [520, 700], [1080, 660], [80, 150], '#cdbfa8', 0.55, 24) +
    rubble(next, [340, 640, 940, 330], 260, stone, [14, 84]) +
    beam(560, 800, 320, -18) +
    beam(900, 760, 260, 22) +
    rubble(next, [0, 980, 1600, 190], 90, stone, [10, 50]) +
    line(
      [
        [120, 380],
        [520, 640],
        [840, 690],
        [1180, 620],
        [1480, 330],
      ],
      '#3a3530',
      4,
    ) +
    smoke(next, [200, 1010], [1400, 1030], [60, 90], '#d6c9b2', 0.28, 16) +
    box(0, 0, 1600, 1200, '#d2bd96', 'opacity="0.20"')
  );
}
