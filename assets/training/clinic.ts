import {
  between,
  box,
  crack,
  darker,
  disc,
  glow,
  lighter,
  line,
  mix,
  type Point,
  poly,
  random,
  rubble,
  smoke,
  torn,
  wash,
  words,
} from './ink.ts';

/** The clinic from inside. Portrait scenes are drawn for 1200 × 1600, the others for 1600 × 1200. No people, no real place, no protected emblem. */

const plaster = ['#cfc8b8', '#b6ae9d', '#ddd6c6', '#9a9283'];

function trolley(x: number, base: number): string {
  const steel = '#c4cbcb';
  return (
    disc(x + 140, base + 6, 190, 18, '#3d3a33', 'opacity="0.4"') +
    line(
      [
        [x, base - 190],
        [x + 30, base],
      ],
      steel,
      10,
    ) +
    line(
      [
        [x + 280, base - 210],
        [x + 262, base - 16],
      ],
      steel,
      10,
    ) +
    poly(
      [
        [x - 24, base - 210],
        [x + 300, base - 236],
        [x + 304, base - 206],
        [x - 20, base - 178],
      ],
      '#5b8c88',
    ) +
    poly(
      [
        [x - 20, base - 178],
        [x + 304, base - 206],
        [x + 304, base - 196],
        [x - 20, base - 166],
      ],
      steel,
    ) +
    line(
      [
        [x + 16, base - 84],
        [x + 272, base - 108],
      ],
      steel,
      8,
    ) +
    disc(x + 30, base, 17, 17, '#2b2a28') +
    disc(x + 262, base - 14, 17, 17, '#2b2a28')
  );
}

export function corridor(): string {
  const next = random(405);
  const doors = [0.18, 0.42, 0.62]
    .map((depth) => {
      const near: Point = [depth * 400, 1600 - depth * 760];
      const reach = 110 * (1 - depth * 0.7);
      const top = 560 + depth * 180;
      return (
        poly(
          [
            [near[0], near[1] - 10],
            [near[0], top],
            [near[0] + reach, top + reach * 0.36],
            [near[0] + reach, near[1] - reach * 0.72],
          ],
          '#4f6260',
        ) +
        poly(
          [
            [1200 - near[0], near[1] - 10],
            [1200 - near[0], top],
            [1200 - near[0] - reach, top + reach * 0.36],
            [1200 - near[0] - reach, near[1] - reach * 0.72],
          ],
          '#495a58',
        )
      );
    })
    .join('');
  return (
    box(0, 0, 1200, 1600, '#8d897d') +
    poly(
      [
        [0, 0],
        [1200, 0],
        [800, 520],
        [400, 520],
      ],
      '#a7a294',
    ) +
    poly(
      [
        [0, 0],
        [400, 520],
        [400, 900],
        [0, 1600],
      ],
      '#b9b4a4',
    ) +
    poly(
      [
        [1200, 0],
        [800, 520],
        [800, 900],
        [1200, 1600],
      ],
      '#a8a393',
    ) +
    poly(
      [
        [0, 760],
        [400, 690],
        [400, 900],
        [0, 1600],
      ],
      '#7e9a95',
    ) +
    poly(
      [
        [1200, 760],
        [800, 690],
        [800, 900],
        [1200, 1600],
      ],
      '#728d88',
    ) +
    poly(
      [
        [0, 1600],
        [400, 900],
        [800, 900],
        [1200, 1600],
      ],
      '#857e70',
    ) +
    box(400, 520, 400, 380, '#d9d2bd') +
    box(490, 600, 220, 300, '#f4edd6') +
    glow('end', 600, 740, 360, 420, '#fff4d2', 0.85) +
    doors +
    [0, 1, 2, 3]
      .map((tube) => {
        const at = tube / 4;
        const y = 90 + at * 430;
        const half = 110 * (1 - at * 0.75);
        return poly(
          [
            [600 - half, y],
            [600 + half, y],
            [600 + half * 0.86, y + 34 * (1 - at)],
            [600 - half * 0.86, y + 34 * (1 - at)],
          ],
          tube === 2 ? '#6c685f' : '#efeadb',
        );
      })
      .join('') +
    `<g transform="rotate(24 720 320)">${box(660, 300, 200, 20, '#efeadb')}${line(
      [
        [660, 304],
        [610, 200],
      ],
      '#3d3b37',
      4,
    )}</g>` +
    poly(torn(next, 470, 190, 170, 70, 16), '#5c574d') +
    crack(next, [180, 420], 460, 0.1, '#857f70', 6) +
    crack(next, [1010, 380], 520, -0.12, '#7b7567', 6) +
    rubble(next, [280, 1050, 660, 240], 90, plaster, [10, 62]) +
    rubble(next, [60, 1280, 1080, 270], 120, plaster, [14, 92]) +
    trolley(740, 1330) +
    smoke(next, [350, 860], [860, 900], [80, 170], '#e9dfc6', 0.4, 22) +
    smoke(next, [140, 1250], [1080, 1180], [100, 180], '#e2d8c2', 0.24, 22) +
    box(0, 0, 1200, 1600, '#dcc9a2', 'opacity="0.16"')
  );
}

function roll(x: number, y: number): string {
  return (
    poly(
      [
        [x, y - 4],
        [x + 190, y + 22],
        [x + 176, y + 46],
        [x, y + 34],
      ],
      '#ece8dc',
    ) +
    disc(x, y + 14, 34, 36, '#f3f0e6') +
    disc(x, y + 14, 12, 13, '#b9b3a2')
  );
}

export function supplies(): string {
  const next = random(406);
  const tints = ['#e8e2d2', '#9fc0bd', '#d8c398', '#7fa0b8', '#c98f76', '#e3d9c2'];
  const carton = (x: number, y: number, w: number, h: number, turn: number, index: number) => {
    const tint = tints[index % tints.length] ?? '#e8e2d2';
    return `<g transform="rotate(${turn} ${x + w / 2} ${y + h / 2})">${box(x, y, w, h, tint)}${box(x, y, w, h * 0.16, lighter(tint, 0.25))}${box(x + w * 0.86, y, w * 0.14, h, darker(tint, 0.18))}${box(x + w * 0.12, y + h * 0.42, w * 0.5, h * 0.1, darker(tint, 0.5))}${box(x + w * 0.12, y + h * 0.6, w * 0.34, h * 0.08, darker(tint, 0.35))}${box(x + w * 0.62, y + h * 0.42, w * 0.14, h * 0.26, '#1f7a78')}</g>`;
  };
  const scattered = Array.from({ length: 34 }, (_, index) => {
    const y = between(next, 900, 1120);
    return {
      y,
      mark: carton(
        between(next, 120, 1400),
        y - 60,
        between(next, 70, 150),
        between(next, 52, 100),
        between(next, -50, 50),
        index,
      ),
    };
  })
    .sort((a, b) => a.y - b.y)
    .map(({ mark }) => mark)
    .join('');
  let shelves = '';
  for (let level = 0; level < 4; level++)
    shelves += box(0, 150 + level * 175, 900, 18, '#9aa3a4') + box(0, 168 + level * 175, 900, 7, '#6d7576');
  const standing = [
    [40, 238, 110, 87],
    [160, 258, 90, 67],
    [258, 232, 120, 93],
    [60, 420, 140, 80],
    [214, 436, 80, 64],
    [470, 430, 120, 70],
    [40, 590, 100, 85],
    [330, 600, 130, 75],
  ]
    .map(([x = 0, y = 0, w = 0, h = 0], index) => carton(x, y, w, h, 0, index))
    .join('');
  return (
    wash(
      'wall',
      [0, 0, 1600, 900],
      [
        [0, '#b9b7aa'],
        [1, '#cfcabb'],
      ],
    ) +
    box(0, 840, 1600, 360, '#8b8577') +
    Array.from({ length: 9 }, (_, column) =>
      line(
        [
          [800 + (column - 4) * 170, 840],
          [800 + (column - 4) * 420, 1200],
        ],
        '#7b7568',
        4,
      ),
    ).join('') +
    [920, 1030]
      .map((y) =>
        line(
          [
            [0, y],
            [1600, y],
          ],
          '#7b7568',
          4,
        ),
      )
      .join('') +
    // One rack stands, the other has fallen against the wall.
    box(0, 130, 20, 740, '#7d8687') +
    box(700, 130, 20, 740, '#7d8687') +
    `<clipPath id="rack">${box(0, 120, 720, 760, '#000')}</clipPath><g clip-path="url(#rack)">${shelves}${standing}</g>` +
    `<g transform="rotate(-28 1180 880)">${box(900, 300, 22, 620, '#7d8687')}${box(1380, 300, 22, 620, '#7d8687')}${[0, 1, 2, 3].map((level) => box(900, 330 + level * 160, 500, 16, '#9aa3a4')).join('')}</g>` +
    crack(next, [1340, 150], 380, -0.15, '#928e80', 6) +
    poly(torn(next, 1480, 330, 90, 120, 14), '#a59f8f') +
    disc(760, 1110, 760, 90, '#5b564b', 'opacity="0.25"') +
    scattered +
    Array.from({ length: 30 }, () => {
      const x = between(next, 80, 1520);
      const y = between(next, 920, 1160);
      return `<g transform="rotate(${between(next, 0, 180).toFixed(0)} ${x.toFixed(0)} ${y.toFixed(0)})">${box(x, y, 46, 17, mix('#dfe9e8', '#b8d2d0', next()), 'rx="8"')}${box(x + 30, y, 12, 17, '#8aa3a1')}</g>`;
    }).join('') +
    roll(1290, 1080) +
    roll(240, 1130) +
    smoke(next, [700, 880], [1500, 860], [50, 90], '#ded5c1', 0.22, 14) +
    box(0, 0, 1600, 1200, '#cbb58d', 'opacity="0.12"')
  );
}

function drum(x: number, base: number, colour: string): string {
  return (
    box(x, base - 210, 150, 210, colour) +
    disc(x + 75, base, 75, 20, darker(colour, 0.2)) +
    disc(x + 75, base - 210, 75, 20, lighter(colour, 0.2)) +
    [70, 140].map((y) => box(x - 3, base - y, 156, 9, darker(colour, 0.3))).join('') +
    box(x + 112, base - 206, 30, 204, darker(colour, 0.18))
  );
}

export function generator(): string {
  const next = random(407);
  const green = '#4d6b52';
  return (
    wash(
      'wall',
      [0, 0, 1200, 1180],
      [
        [0, '#55544e'],
        [1, '#7c786c'],
      ],
    ) +
    Array.from({ length: 9 }, (_, row) =>
      Array.from({ length: 8 }, (_, column) =>
        box(
          column * 160 - (row % 2) * 80,
          190 + row * 110,
          152,
          102,
          mix('#6f6b60', '#858073', next()),
          'opacity="0.7"',
        ),
      ).join(''),
    ).join('') +
    box(760, 260, 300, 210, '#2b2f31') +
    box(772, 272, 276, 186, '#b9cbd0') +
    [772, 864, 956].map((x) => box(x, 272, 8, 186, '#2b2f31')).join('') +
    poly(
      [
        [772, 458],
        [1048, 458],
        [760, 1180],
        [180, 1180],
      ],
      '#e8e3cc',
      'opacity="0.14"',
    ) +
    box(0, 1180, 1200, 420, '#5b564c') +
    disc(600, 1392, 520, 60, '#26241f', 'opacity="0.65"') +
    box(150, 1330, 900, 56, '#34322d') +
    box(170, 820, 560, 520, green) +
    box(170, 820, 560, 26, lighter(green, 0.2)) +
    box(660, 820, 70, 520, darker(green, 0.2)) +
    Array.from({ length: 10 }, (_, slat) => box(214, 900 + slat * 34, 300, 16, darker(green, 0.45))).join('') +
    box(550, 900, 90, 150, '#22262a') +
    [930, 975, 1020].map((y, index) => disc(595, y, 15, 15, index === 0 ? '#b3402f' : '#8d9698')).join('') +
    words('TRAINING', 214, 1290, 40, '#dfe4d6', { weight: 700 }) +
    words('مولّد', 630, 1292, 46, '#dfe4d6', { weight: 700, rtl: true }) +
    box(750, 930, 270, 400, '#6b6f70') +
    Array.from({ length: 7 }, (_, fin) => box(764, 956 + fin * 52, 242, 28, '#54585a')).join('') +
    disc(885, 900, 96, 40, '#7d8283') +
    line(
      [
        [300, 820],
        [300, 640],
        [460, 560],
        [460, 250],
      ],
      '#3d3a36',
      40,
    ) +
    line(
      [
        [300, 820],
        [300, 640],
        [460, 560],
        [460, 250],
      ],
      '#57534c',
      16,
    ) +
    line(
      [
        [880, 870],
        [900, 700],
        [1120, 640],
        [1200, 660],
      ],
      '#1c1b1a',
      14,
    ) +
    line(
      [
        [640, 980],
        [760, 760],
        [820, 520],
      ],
      '#1c1b1a',
      9,
    ) +
    drum(60, 1500, '#34597a') +
    drum(990, 1530, '#7a4334') +
    `<g transform="rotate(80 520 1500)">${drum(440, 1560, '#5e5a50')}</g>` +
    poly(torn(next, 640, 1530, 240, 36, 20), '#1b1917', 'opacity="0.6"') +
    rubble(next, [120, 1400, 960, 130], 60, ['#8b8577', '#6f6a5f', '#a39c8c'], [8, 40]) +
    glow('day', 910, 360, 420, 360, '#dfeaf0', 0.35)
  );
}

function bed(x: number, base: number, scale: number): string {
  return `<g transform="translate(${x} ${base}) scale(${scale})">${disc(210, 6, 250, 16, '#3a372f', 'opacity="0.4"')}${box(0, -190, 12, 190, '#d7dcdb')}${box(408, -150, 12, 150, '#d7dcdb')}${line(
    [
      [6, -186],
      [6, -120],
    ],
    '#d7dcdb',
    14,
  )}${box(0, -104, 420, 16, '#c2c9c8')}${poly(
    [
      [6, -150],
      [414, -140],
      [414, -104],
      [6, -104],
    ],
    '#eceadf',
  )}${poly(
    [
      [120, -160],
      [414, -148],
      [420, -60],
      [140, -74],
    ],
    '#7fa8a4',
  )}${poly(
    [
      [14, -172],
      [96, -168],
      [98, -142],
      [14, -146],
    ],
    '#f8f6ee',
  )}${disc(12, 0, 12, 12, '#2b2a28')}${disc(410, 0, 12, 12, '#2b2a28')}</g>`;
}

export function ward(): string {
  const next = random(408);
  const pane = (x: number) => {
    const hole = torn(next, x + 140, 390, 90, 110, 13);
    return (
      box(x - 16, 214, 312, 372, '#e7e1d1') +
      wash(
        `w${x}`,
        [x, 230, 280, 340],
        [
          [0, '#9cb4c2'],
          [1, '#dfd8c6'],
        ],
      ) +
      box(x, 500, 280, 70, '#a39d90') +
      poly(hole, '#eef2f0', 'opacity="0.85"') +
      hole
        .map(([hx, hy], index) =>
          index % 2
            ? line(
                [
                  [hx, hy],
                  [x + 140 + (hx - x - 140) * 1.7, 390 + (hy - 390) * 1.5],
                ],
                '#f4f7f6',
                3,
                'opacity="0.8"',
              )
            : '',
        )
        .join('') +
      box(x + 134, 230, 12, 340, '#e7e1d1') +
      box(x, 330, 280, 10, '#e7e1d1')
    );
  };
  return (
    wash(
      'wall',
      [0, 0, 1600, 860],
      [
        [0, '#c6c1b1'],
        [1, '#d3cdbd'],
      ],
    ) +
    box(0, 620, 1600, 240, '#8fada8') +
    box(0, 612, 1600, 10, '#e9e4d6') +
    [120, 660, 1200].map(pane).join('') +
    poly(
      [
        [120, 586],
        [400, 586],
        [620, 1200],
        [60, 1200],
      ],
      '#fff6dc',
      'opacity="0.16"',
    ) +
    poly(
      [
        [660, 586],
        [940, 586],
        [1180, 1200],
        [640, 1200],
      ],
      '#fff6dc',
      'opacity="0.16"',
    ) +
    box(0, 850, 1600, 350, '#958e7f') +
    [930, 1030, 1150]
      .map((y) =>
        line(
          [
            [0, y],
            [1600, y],
          ],
          '#867f71',
          3,
        ),
      )
      .join('') +
    `<path d="M440 214 q 30 190 -20 400 l 70 0 q 34 -200 10 -400 z" fill="#b9cfcb" opacity="0.9"/><path d="M980 214 q -10 160 50 330 l -80 40 q -30 -190 -30 -370 z" fill="#b9cfcb" opacity="0.9"/>` +
    bed(90, 930, 0.95) +
    bed(620, 930, 0.95) +
    bed(1140, 930, 0.95) +
    bed(260, 1120, 1.35) +
    stand(520, 920) +
    stand(1060, 920) +
    `<g transform="rotate(64 1180 1120)">${stand(1180, 1120)}</g>` +
    rubble(next, [860, 1010, 700, 140], 70, ['#dfe8e8', '#c3cfce', '#b6ae9d', '#cfc8b8'], [6, 34]) +
    rubble(next, [40, 1090, 800, 80], 40, ['#dfe8e8', '#c3cfce', '#b6ae9d'], [5, 20]) +
    crack(next, [1080, 130], 420, 0.05, '#a29c8d', 6) +
    smoke(next, [300, 820], [1400, 840], [60, 110], '#efe6d0', 0.2, 18) +
    box(0, 0, 1600, 1200, '#d9c49a', 'opacity="0.12"')
  );
}

function stand(x: number, base: number): string {
  return (
    box(x, base - 380, 7, 380, '#b9c1c1') +
    line(
      [
        [x - 34, base - 372],
        [x + 40, base - 372],
      ],
      '#b9c1c1',
      6,
    ) +
    box(x + 20, base - 366, 40, 70, '#dfeae8', 'rx="10" opacity="0.9"') +
    line(
      [
        [x - 50, base],
        [x + 56, base],
      ],
      '#8f9898',
      9,
    )
  );
}

function lampHead(x: number, y: number, r: number): string {
  return (
    disc(x, y, r, r * 0.46, '#e4e8e6') +
    disc(x, y + 12, r * 0.9, r * 0.38, '#aab3b1') +
    [-0.5, 0, 0.5].map((at) => disc(x + r * at, y + 14, r * 0.2, r * 0.12, '#fff3c9')).join('') +
    glow(`head${x}`, x, y + 24, r * 1.4, r, '#fff3c9', 0.5)
  );
}

export function operatingLamp(): string {
  const next = random(412);
  return (
    wash(
      'room',
      [0, 0, 1600, 1200],
      [
        [0, '#3d4c4e'],
        [0.7, '#5d6f6e'],
        [1, '#4d5a58'],
      ],
    ) +
    Array.from({ length: 7 }, (_, row) =>
      Array.from({ length: 12 }, (_, column) =>
        box(column * 140, 130 + row * 110, 134, 104, mix('#5f7674', '#6d8582', next()), 'opacity="0.7"'),
      ).join(''),
    ).join('') +
    line(
      [
        [800, 0],
        [800, 240],
        [620, 330],
      ],
      '#c6cccb',
      22,
    ) +
    line(
      [
        [800, 240],
        [1060, 360],
      ],
      '#c6cccb',
      22,
    ) +
    lampHead(560, 380, 210) +
    lampHead(1100, 410, 150) +
    poly(
      [
        [420, 430],
        [700, 430],
        [1080, 1200],
        [300, 1200],
      ],
      '#fff4d0',
      'opacity="0.13"',
    ) +
    box(0, 900, 1600, 300, '#47524f') +
    disc(760, 1080, 520, 46, '#252a29', 'opacity="0.7"') +
    box(700, 850, 90, 220, '#9aa5a4') +
    box(620, 1050, 260, 30, '#7c8786') +
    poly(
      [
        [360, 790],
        [1120, 770],
        [1160, 850],
        [330, 872],
      ],
      '#5b8c88',
    ) +
    poly(
      [
        [330, 872],
        [1160, 850],
        [1160, 874],
        [330, 896],
      ],
      '#3d6663',
    ) +
    poly(
      [
        [470, 770],
        [760, 764],
        [790, 900],
        [440, 910],
      ],
      '#d9e3df',
    ) +
    box(1240, 640, 240, 330, '#c3cbc9') +
    box(1256, 660, 208, 130, '#1d2728') +
    line(
      [
        [1262, 730],
        [1310, 730],
        [1330, 690],
        [1350, 760],
        [1370, 730],
        [1458, 730],
      ],
      '#61b6a8',
      4,
    ) +
    box(1270, 970, 16, 110, '#8b9694') +
    box(1436, 970, 16, 110, '#8b9694') +
    poly(torn(next, 1240, 220, 190, 70, 18), '#1f2625') +
    rubble(next, [300, 720, 860, 90], 50, ['#d5cebd', '#b6ae9d', '#9a9283'], [8, 42]) +
    rubble(next, [120, 1040, 1400, 130], 80, ['#d5cebd', '#b6ae9d', '#9a9283'], [10, 60]) +
    smoke(next, [1230, 240], [1080, 760], [60, 150], '#cfc5ae', 0.25, 18)
  );
}
