type Child = Node | string | null | false;
type Properties = { readonly [name: string]: string | number | boolean | null | ((event: Event) => void) };

/** An element with attributes, listeners (`onclick`) and children. Text becomes text nodes: nothing is ever parsed as markup. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  properties: Properties = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === 'function') made.addEventListener(name.slice(2), value);
    else if (value !== null && value !== false) made.setAttribute(name, value === true ? '' : String(value));
  }
  made.append(...children.filter((child) => child !== null && child !== false));
  return made;
}

const svg = 'http://www.w3.org/2000/svg';

/** Lucide's drawings (ISC licence): 24 by 24, lines of width 2. */
const drawings = {
  check: ['M20 6 9 17l-5-5'],
  minus: ['M5 12h14'],
  wrong: ['M7.9 2h8.2L22 7.9v8.2L16.1 22H7.9L2 16.1V7.9Z', 'M12 8v4', 'M12 16h.01'],
  warn: ['m21.7 18-8-14a2 2 0 0 0-3.5 0l-8 14A2 2 0 0 0 4 21h16a2 2 0 0 0 1.7-3Z', 'M12 9v4', 'M12 17h.01'],
  good: ['M22 12a10 10 0 1 1-20 0a10 10 0 0 1 20 0Z', 'm16 9-5.5 5.5L8 12'],
  split: ['M16 3h5v5', 'M8 3H3v5', 'M12 22v-8.3a4 4 0 0 0-1.2-2.9L3 3', 'm15 9 6-6'],
  help: ['M22 12a10 10 0 1 1-20 0a10 10 0 0 1 20 0Z', 'M9 9.5a3 2.5 0 0 1 6 0c0 2-2 2-3 3.5', 'M12 17h.01'],
  info: ['M22 12a10 10 0 1 1-20 0a10 10 0 0 1 20 0Z', 'M12 16v-4', 'M12 8h.01'],
  file: ['M14 2H6a2 2 0 0 0-2 2v16a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2V8Z', 'M14 2v6h6', 'M12 18v-6', 'm9 15 3-3 3 3'],
  lock: ['M5 11h14a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-7a2 2 0 0 1 2-2Z', 'M7 11V7a5 5 0 0 1 10 0v4'],
  picture: [
    'M5 3h14a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2Z',
    'm21 15-3.1-3.1a2 2 0 0 0-2.8 0L6 21',
  ],
} as const;
export type Drawing = keyof typeof drawings;

/** The app's mark (assets/icon/icon.svg): a page that fetches nothing brings its own. */
export function mark(): SVGElement {
  const parts: readonly (readonly [tag: string, properties: Readonly<Record<string, string>>])[] = [
    ['rect', { width: '512', height: '512', rx: '112', fill: '#0f6b6b' }],
    ['path', { d: 'M124 74v364', stroke: '#8fd0cc', 'stroke-width': '24', 'stroke-linecap': 'round' }],
    ['circle', { cx: '124', cy: '122', r: '38', fill: '#fff' }],
    ['path', { d: 'm124 189 67 67-67 67-67-67z', fill: '#fff' }],
    ['circle', { cx: '124', cy: '390', r: '38', fill: '#fff' }],
    [
      'path',
      { d: 'M244 122h106M244 256h158M244 390h72', stroke: '#fff', 'stroke-width': '48', 'stroke-linecap': 'round' },
    ],
  ];
  const made = document.createElementNS(svg, 'svg');
  made.setAttribute('viewBox', '0 0 512 512');
  made.setAttribute('aria-hidden', 'true');
  made.setAttribute('class', 'mark');
  for (const [tag, properties] of parts) {
    const part = document.createElementNS(svg, tag);
    for (const [name, value] of Object.entries(properties)) part.setAttribute(name, value);
    made.append(part);
  }
  return made;
}

/** A drawing beside a word that says the same: hidden from who listens instead of looking. */
export function icon(name: Drawing, kind = ''): SVGElement {
  const made = document.createElementNS(svg, 'svg');
  made.setAttribute('viewBox', '0 0 24 24');
  made.setAttribute('aria-hidden', 'true');
  made.setAttribute('class', `icon ${kind}`);
  for (const d of drawings[name]) {
    const path = document.createElementNS(svg, 'path');
    path.setAttribute('d', d);
    made.append(path);
  }
  return made;
}
