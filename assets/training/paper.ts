import { between, box, line, type Point, poly, random, torn, words } from './ink.ts';

/** Things on paper: a sketch by hand for 1600 × 1200, a scanned page for 1200 × 1600. No people, no real place, no protected emblem. */

export function sketchMap(): string {
  const next = random(414);
  const ink = '#2c3e4f';
  const rough = (points: readonly Point[], width = 4, colour = ink) =>
    [0, 1]
      .map(() =>
        line(
          points.map(([x, y]): Point => [x + between(next, -3, 3), y + between(next, -3, 3)]),
          colour,
          width,
        ),
      )
      .join('');
  const block = (x: number, y: number, w: number, h: number) =>
    rough([
      [x, y],
      [x + w, y],
      [x + w, y + h],
      [x, y + h],
      [x, y],
    ]);
  const hatch = (x: number, y: number, w: number, h: number) => {
    let strokes = '';
    for (let at = 20; at < w + h; at += 26)
      strokes += line(
        [
          [x + Math.min(at, w), y + Math.max(0, at - w)],
          [x + Math.max(0, at - h), y + Math.min(at, h)],
        ],
        '#8a99a5',
        2,
      );
    return strokes;
  };
  return (
    box(0, 0, 1600, 1200, '#f4f1e6') +
    Array.from({ length: 40 }, (_, row) => box(0, 150 + row * 36, 1600, 1, '#d5dde0')).join('') +
    rough(
      [
        [80, 560],
        [1520, 540],
      ],
      5,
    ) +
    rough(
      [
        [80, 690],
        [1520, 670],
      ],
      5,
    ) +
    rough(
      [
        [760, 690],
        [770, 1140],
      ],
      5,
    ) +
    rough(
      [
        [900, 690],
        [905, 1140],
      ],
      5,
    ) +
    hatch(560, 250, 480, 270) +
    block(560, 250, 480, 270) +
    block(120, 270, 330, 250) +
    block(1140, 250, 340, 260) +
    block(140, 740, 540, 330) +
    block(980, 730, 400, 340) +
    poly(torn(next, 540, 900, 74, 40, 16), 'none', 'stroke="#b3402f" stroke-width="6"') +
    rough(
      [
        [490, 860],
        [590, 940],
      ],
      5,
      '#b3402f',
    ) +
    rough(
      [
        [590, 860],
        [490, 940],
      ],
      5,
      '#b3402f',
    ) +
    words('Street 7', 1230, 628, 40, ink) +
    words('شارع 7', 300, 632, 44, ink, { rtl: true }) +
    words('Training clinic', 800, 380, 44, ink, { weight: 700, anchor: 'middle' }) +
    words('عيادة التدريب', 800, 440, 48, ink, { weight: 700, anchor: 'middle' }) +
    words('bakery', 285, 400, 36, ink, { anchor: 'middle' }) +
    words('pharmacy', 1310, 380, 36, ink, { anchor: 'middle' }) +
    words('clinic yard', 290, 912, 36, ink, { anchor: 'middle' }) +
    words('houses', 1180, 910, 36, ink, { anchor: 'middle' }) +
    words('crater', 540, 990, 30, '#b3402f', { anchor: 'middle', weight: 700 }) +
    rough(
      [
        [1440, 1140],
        [1440, 1040],
        [1420, 1070],
      ],
      5,
    ) +
    rough(
      [
        [1440, 1040],
        [1460, 1070],
      ],
      5,
    ) +
    words('N', 1426, 1024, 40, ink, { weight: 700 }) +
    rough(
      [
        [140, 1130],
        [340, 1130],
      ],
      5,
    ) +
    words('about 20 m', 150, 1116, 30, ink)
  );
}

export function damageList(): string {
  const rows: readonly (readonly [string, string, string])[] = [
    ['Windows, street side', 'نوافذ، جهة الشارع', '14'],
    ['Doors', 'أبواب', '5'],
    ['Ward beds', 'أسرّة', '3'],
    ['Generator, 40 kVA', 'مولّد', '1'],
    ['Water tanks', 'خزانات مياه', '2'],
    ['Cold box', 'صندوق تبريد', '1'],
    ['Shelves, pharmacy', 'رفوف الصيدلية', '2'],
    ['Operating lamp', 'مصباح جراحي', '1'],
  ];
  return (
    box(0, 0, 1200, 1600, '#efede7') +
    box(70, 220, 1060, 1320, '#faf9f5') +
    words('List of damage', 120, 340, 54, '#222222', { weight: 700 }) +
    words('قائمة الأضرار', 1080, 340, 58, '#222222', { weight: 700, rtl: true }) +
    words('Training clinic, street 7, Training Town. 28 April 2016. Fictional.', 120, 410, 30, '#444444') +
    box(120, 450, 960, 4, '#222222') +
    rows
      .map(([english, arabic, count], index) => {
        const y = 530 + index * 105;
        return (
          words(english, 120, y, 36, '#222222') +
          words(arabic, 960, y, 38, '#222222', { rtl: true }) +
          words(count, 1080, y, 40, '#222222', { anchor: 'end' }) +
          box(120, y + 34, 960, 2, '#999999')
        );
      })
      .join('') +
    words('Counted twice. Nothing in this list exists.', 120, 1440, 30, '#444444') +
    words('لا شيء في هذه القائمة حقيقي.', 1080, 1490, 32, '#444444', { rtl: true })
  );
}
