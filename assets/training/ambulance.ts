import {
  between,
  box,
  disc,
  glow,
  line,
  mix,
  type Point,
  poly,
  type Random,
  random,
  rubble,
  surgical,
  torn,
  wash,
  words,
} from './ink.ts';
import { skyline } from './roofs.ts';

/** The ambulance, drawn for 1600 × 1200. No people, no real place, no protected emblem. */

function ambulance(x: number, base: number, scale: number): string {
  const body = '#e6e2d8';
  return `<g transform="translate(${x} ${base}) scale(${scale})">
${disc(330, 8, 380, 22, '#2b2824', 'opacity="0.5"')}
${poly(
  [
    [0, -40],
    [0, -300],
    [430, -300],
    [470, -290],
    [560, -190],
    [660, -160],
    [676, -120],
    [676, -40],
  ],
  body,
)}
${poly(
  [
    [0, -120],
    [676, -120],
    [676, -92],
    [0, -92],
  ],
  surgical,
)}
${poly(
  [
    [452, -278],
    [470, -278],
    [548, -190],
    [540, -180],
    [452, -180],
  ],
  '#39454b',
)}
${line(
  [
    [470, -270],
    [492, -220],
    [476, -184],
  ],
  '#cfd8da',
  3,
)}${line(
  [
    [492, -220],
    [530, -200],
  ],
  '#cfd8da',
  3,
)}
${box(60, -262, 110, 78, '#44525a')}${box(200, -262, 110, 78, '#44525a')}
${poly(
  [
    [200, -262],
    [250, -262],
    [214, -214],
    [200, -206],
  ],
  '#12100e',
)}
${box(340, -286, 4, 246, '#bdb8ac')}${box(440, -286, 4, 246, '#bdb8ac')}
${box(150, -322, 130, 24, '#3a6f8f')}${box(160, -318, 40, 16, '#6fa3c0')}
${words('AMBULANCE', 22, -134, 34, '#7a2f25', { weight: 700 })}
${words('إسعاف', 430, -136, 40, '#7a2f25', { weight: 700, rtl: true })}
${words('TRAINING · تدريب', 335, -64, 24, '#4b4a45', { weight: 700, anchor: 'middle' })}
${box(640, -150, 32, 24, '#f1dfae')}${box(0, -52, 690, 16, '#3c3a36')}
${disc(130, -34, 62, 62, '#1d1c1b')}${disc(130, -34, 28, 28, '#8f8f8b')}
${disc(540, -34, 62, 62, '#1d1c1b')}${disc(540, -34, 28, 28, '#8f8f8b')}
${[
  [34, -190],
  [262, -128],
  [372, -214],
  [412, -104],
  [190, -74],
  [598, -104],
  [20, -236],
]
  .map(([hx = 0, hy = 0]) => disc(hx, hy, 9, 8, '#f7f4ec') + disc(hx, hy, 5, 5, '#1a1917'))
  .join('')}
</g>`;
}

export function ambulanceWindscreen(): string {
  const next = random(418);
  const hit: Point = [690, 560];
  const rays = Array.from({ length: 17 }, (_, index) => {
    const angle = (index / 17) * Math.PI * 2 + next() * 0.2;
    const reach = between(next, 180, 470);
    const points: Point[] = [hit];
    for (let step = 1; step <= 4; step++)
      points.push([
        hit[0] + (Math.cos(angle) * reach * step) / 4 + between(next, -14, 14),
        hit[1] + (Math.sin(angle) * reach * step * 0.6) / 4 + between(next, -10, 10),
      ]);
    return line(points, '#dfe8ea', between(next, 2, 5), 'opacity="0.85"');
  }).join('');
  const rings = [60, 120, 200]
    .map(
      (r) =>
        `${poly(torn(next, hit[0], hit[1], r, r * 0.62, 14), 'none', 'stroke="#dfe8ea" stroke-width="2.5" opacity="0.6"')}`,
    )
    .join('');
  return (
    wash(
      'sky',
      [0, 0, 1600, 760],
      [
        [0, '#9db1bd'],
        [1, '#dcd3bf'],
      ],
    ) +
    skyline(next, 640, [40, 130], '#a9a294') +
    box(0, 620, 1600, 580, '#9c8f7a') +
    disc(800, 1130, 760, 60, '#4c463c', 'opacity="0.7"') +
    // Cab from the front: roof, windscreen, bonnet, grille, bumper.
    poly(
      [
        [300, 330],
        [1300, 330],
        [1360, 400],
        [1420, 760],
        [180, 760],
        [240, 400],
      ],
      '#ded9cd',
    ) +
    box(420, 282, 760, 54, '#2f5a75', 'rx="12"') +
    box(440, 292, 200, 34, '#5f97b7') +
    box(960, 292, 200, 34, '#5f97b7') +
    `<clipPath id="glass">${poly(
      [
        [330, 390],
        [1270, 390],
        [1350, 720],
        [250, 720],
      ],
      '#000',
    )}</clipPath><g clip-path="url(#glass)">${wash(
      'pane',
      [240, 380, 1120, 350],
      [
        [0, '#54636a'],
        [1, '#2e373b'],
      ],
    )}${box(360, 640, 900, 90, '#1d2123')}${disc(1050, 690, 110, 100, 'none', 'stroke="#15181a" stroke-width="18"')}${poly(torn(next, hit[0], hit[1], 60, 40, 13), '#0f1112')}${rays}${rings}${poly(
      [
        [330, 390],
        [560, 390],
        [420, 720],
        [250, 720],
      ],
      '#ffffff',
      'opacity="0.07"',
    )}</g>` +
    line(
      [
        [330, 390],
        [1270, 390],
        [1350, 720],
        [250, 720],
        [330, 390],
      ],
      '#2a2b2a',
      14,
    ) +
    line(
      [
        [520, 716],
        [760, 640],
      ],
      '#191a1a',
      8,
    ) +
    line(
      [
        [900, 716],
        [1140, 630],
      ],
      '#191a1a',
      8,
    ) +
    poly(
      [
        [180, 760],
        [1420, 760],
        [1450, 900],
        [1440, 1060],
        [160, 1060],
        [150, 900],
      ],
      '#e8e4da',
    ) +
    box(150, 826, 1300, 40, surgical) +
    // Mirror writing, as on the real ones, is left out: this label must be readable.
    words('TRAINING AMBULANCE', 470, 812, 40, '#7a2f25', { weight: 700 }) +
    words('إسعاف', 1130, 813, 44, '#7a2f25', { weight: 700, rtl: true }) +
    box(520, 890, 560, 100, '#3a3c3c', 'rx="12"') +
    [0, 1, 2, 3].map((bar) => box(532, 902 + bar * 22, 536, 8, '#6d7070')).join('') +
    disc(330, 940, 88, 64, '#565b5d') +
    disc(330, 940, 74, 52, '#d9e0df') +
    disc(1270, 940, 88, 64, '#565b5d') +
    disc(1270, 940, 74, 52, '#3c4143') +
    poly(
      [
        [1240, 910],
        [1296, 934],
        [1262, 976],
      ],
      '#aeb9ba',
    ) +
    box(140, 1050, 1320, 50, '#4b4d4d', 'rx="20"') +
    box(690, 1036, 220, 54, '#f2efe6') +
    words('TR-0418', 800, 1078, 38, '#26282a', { weight: 700, anchor: 'middle' }) +
    poly(
      [
        [180, 400],
        [96, 450],
        [100, 600],
        [176, 590],
      ],
      '#33373a',
    ) +
    poly(
      [
        [1420, 400],
        [1504, 450],
        [1500, 600],
        [1424, 590],
      ],
      '#33373a',
    ) +
    Array.from({ length: 12 }, () => {
      const x = between(next, 220, 1380);
      const y = between(next, 775, 1030);
      return disc(x, y, 13, 11, '#f7f4ec') + disc(x, y, 7, 7, '#1a1917');
    }).join('') +
    rubble(next, [60, 1090, 1480, 80], 46, ['#b8c4c6', '#9fb0b3', '#8d8270', '#dfe6e6'], [6, 22])
  );
}

type Range = readonly [number, number];

/** Dry growth beside a road. */
function scrub(
  next: Random,
  count: number,
  of: Readonly<Record<'x' | 'y' | 'rx' | 'ry', Range>> & { readonly colours: readonly [string, string] },
): string {
  const within = (range: Range) => between(next, ...range);
  return Array.from({ length: count }, () =>
    disc(within(of.x), within(of.y), within(of.rx), within(of.ry), mix(...of.colours, next())),
  ).join('');
}

export function ambulanceRoad(): string {
  const next = random(419);
  return (
    wash(
      'sky',
      [0, 0, 1600, 640],
      [
        [0, '#86a9c0'],
        [1, '#e3dcc8'],
      ],
    ) +
    wash(
      'sea',
      [0, 560, 1600, 150],
      [
        [0, '#5f8ea0'],
        [1, '#7fa9ab'],
      ],
    ) +
    poly(
      [
        [0, 560],
        [300, 520],
        [620, 552],
        [860, 560],
      ],
      '#93998f',
    ) +
    poly(
      [
        [0, 700],
        [1600, 660],
        [1600, 1200],
        [0, 1200],
      ],
      '#b9a67f',
    ) +
    poly(
      [
        [0, 860],
        [1600, 790],
        [1600, 1080],
        [0, 1180],
      ],
      '#66625b',
    ) +
    poly(
      [
        [0, 852],
        [1600, 782],
        [1600, 796],
        [0, 868],
      ],
      '#d9cfb8',
    ) +
    [0, 1, 2, 3, 4, 5]
      .map((mark) =>
        poly(
          [
            [mark * 300, 1008 - mark * 18],
            [mark * 300 + 130, 1000 - mark * 18],
            [mark * 300 + 130, 1010 - mark * 18],
            [mark * 300, 1019 - mark * 18],
          ],
          '#d9cfb8',
        ),
      )
      .join('') +
    [120, 420, 1330, 1500]
      .map(
        (x) =>
          box(x, 660 - x * 0.02, 10, 120, '#6d5e49') +
          line(
            [
              [x - 26, 672],
              [x + 36, 668],
            ],
            '#6d5e49',
            7,
          ),
      )
      .join('') +
    scrub(next, 40, { x: [0, 1600], y: [700, 800], rx: [8, 22], ry: [5, 11], colours: ['#8b8254', '#a59662'] }) +
    ambulance(430, 990, 1.12) +
    poly(torn(next, 300, 1096, 130, 34, 16), '#4a453d') +
    poly(torn(next, 300, 1102, 86, 20, 14), '#2f2b26') +
    rubble(next, [150, 1040, 1000, 110], 60, ['#7d766a', '#99907f', '#b8c4c6'], [6, 26])
  );
}

export function ambulanceBay(): string {
  const next = random(420);
  return (
    box(0, 0, 1600, 1200, '#5f5a52') +
    wash(
      'wall',
      [0, 0, 1600, 860],
      [
        [0, '#8e8677'],
        [1, '#a89f8d'],
      ],
    ) +
    box(0, 560, 1600, 300, '#6d8580') +
    box(0, 552, 1600, 10, '#c9c2b2') +
    [200, 760, 1320]
      .map((x) => glow(`tube${x}`, x + 60, 210, 300, 130, '#f3eede', 0.5) + box(x - 40, 190, 200, 18, '#f6f3e8'))
      .join('') +
    box(1180, 330, 340, 530, '#3b4347') +
    Array.from({ length: 12 }, (_, slat) => box(1190, 344 + slat * 42, 320, 6, '#4f585c')).join('') +
    words('AMBULANCE BAY', 90, 420, 54, '#e9e4d6', { weight: 700 }) +
    words('موقف الإسعاف', 1110, 420, 62, '#e9e4d6', { weight: 700, rtl: true }) +
    poly(
      [
        [0, 860],
        [1600, 860],
        [1600, 1200],
        [0, 1200],
      ],
      '#7b756a',
    ) +
    [0, 1, 2, 3, 4]
      .map((mark) =>
        poly(
          [
            [180 + mark * 300, 870],
            [200 + mark * 300, 870],
            [120 + mark * 380, 1200],
            [90 + mark * 380, 1200],
          ],
          '#d2b75a',
          'opacity="0.5"',
        ),
      )
      .join('') +
    ambulance(330, 1030, 1.3) +
    rubble(next, [380, 1040, 900, 90], 40, ['#b8c4c6', '#9fb0b3', '#8d8270'], [6, 18])
  );
}

/** The same road a little later, nearer: tyre marks where something turned, glass, and nobody. */
export function emptyRoad(): string {
  const next = random(424);
  const mark = (lean: number) =>
    line(
      Array.from({ length: 16 }, (_, step): Point => {
        const along = step / 15;
        return [500 + lean * (1 - along * 0.6) + along * along * 420, 1190 - along * 560];
      }),
      '#23211e',
      20,
      'opacity="0.5"',
    );
  return (
    wash(
      'sky',
      [0, 0, 1600, 420],
      [
        [0, '#b9c6cb'],
        [1, '#eadfc6'],
      ],
    ) +
    wash(
      'sea',
      [0, 360, 620, 120],
      [
        [0, '#4f7f93'],
        [1, '#86adab'],
      ],
    ) +
    poly(
      [
        [520, 420],
        [900, 250],
        [1180, 300],
        [1600, 210],
        [1600, 520],
        [520, 470],
      ],
      '#8e8a73',
    ) +
    poly(
      [
        [0, 440],
        [1600, 470],
        [1600, 1200],
        [0, 1200],
      ],
      '#b39f76',
    ) +
    poly(
      [
        [690, 440],
        [800, 440],
        [1500, 1200],
        [40, 1200],
      ],
      '#5c5852',
    ) +
    [0, 1, 2, 3]
      .map((dash) => {
        const y = 520 + dash * dash * 62;
        const half = 5 + dash * 6;
        return poly(
          [
            [756 - half, y],
            [756 + half, y],
            [760 + half * 1.5, y + 40 + dash * 34],
            [760 - half * 1.5, y + 40 + dash * 34],
          ],
          '#d9cfb8',
        );
      })
      .join('') +
    mark(0) +
    mark(190) +
    rubble(next, [560, 860, 560, 150], 160, ['#cfe0e2', '#a9c4c8', '#e6efef'], [4, 13]) +
    poly(torn(next, 1290, 930, 120, 34, 14), '#d7d2c6') +
    scrub(next, 26, { x: [20, 380], y: [560, 900], rx: [14, 46], ry: [8, 20], colours: ['#7c7749', '#a2955f'] })
  );
}
