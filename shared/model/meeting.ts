import { fold } from '../search/folding.ts';
import type { DaySpan } from './day-span.ts';
import { type Degrees, metresApart, reach, spread } from './distance.ts';

/**
 * Whether two uncertain times, or a place and an area, can belong together. What is not known stays not known: nothing is moved to a
 * middle, and an area is never taken for a point.
 */

/** `during`: wherever in both it lay. `perhaps`: they overlap. `apart`: they don't. */
export type Meeting = 'during' | 'perhaps' | 'apart';

const first = '';
const last = '~';

/**
 * An event against something that lasted. `begins` and `ends` are uncertain themselves: only between the last day on which it can have begun
 * and the first on which it can have ended was it certainly in force. `null`: not known, or open.
 */
export function during(event: DaySpan | null, begins: DaySpan | null, ends: DaySpan | null): Meeting {
  if (event === null || (begins === null && ends === null)) return 'perhaps';
  const [from, to] = [event.from ?? first, event.to ?? last];
  if (to < (begins?.from ?? first) || from > (ends?.to ?? last)) return 'apart';
  const certainly = begins !== null && from >= (begins.to ?? last) && to <= (ends?.from ?? last);
  return certainly && event.to !== null ? 'during' : 'perhaps';
}

/** Whether something came before an event. `null`: not known when. */
export function order(earlier: DaySpan | null, event: DaySpan | null): 'before' | 'perhaps before' | 'after' {
  if (earlier === null || event === null) return 'perhaps before';
  if ((earlier.to ?? last) < (event.from ?? first)) return 'before';
  return (earlier.from ?? first) > (event.to ?? last) ? 'after' : 'perhaps before';
}

export interface Whereabouts {
  readonly name: string;
  readonly precision: string;
  readonly point: Degrees | null;
  readonly within?: readonly string[] | undefined;
  readonly area?: readonly Degrees[] | undefined;
}

/** `inside` by coordinates; `named` by the words people use; `outside` by coordinates; `unknown` where nothing tells. */
export type Lying = 'inside' | 'named' | 'outside' | 'unknown';

export function lies(where: Whereabouts, area: Whereabouts): Lying {
  const { point } = where;
  const exact = point !== null && reach[where.precision] !== undefined;
  if (point !== null && area.area !== undefined) {
    if (isWithin(point, area.area)) return 'inside';
    if (exact && !isNamed(where, area)) return 'outside';
  }
  const radius = reach[area.precision];
  if (point !== null && area.area === undefined && area.point !== null && radius !== undefined) {
    const metres = metresApart(point, area.point);
    if (metres <= radius) return 'inside';
    if (exact && !isNamed(where, area) && metres > radius + (reach[where.precision] ?? 0)) return 'outside';
  }
  return isNamed(where, area) ? 'named' : 'unknown';
}

/** By what people call it: the same name, or one of the places that it lies in. */
export function isNamed(where: Whereabouts, area: Whereabouts): boolean {
  const name = wordsOf(area.name);
  return name.trim() !== '' && namesOf(where).includes(name);
}

/** The words of a name made comparable, a space before and after each. */
export const wordsOf = (name: string): string =>
  ` ${fold(name)
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()} `;

/** What a place is called and what it lies in, the words of each on a line of their own. */
export const namesOf = ({ name, within }: Pick<Whereabouts, 'name' | 'within'>): string =>
  [name, ...(within ?? [])].map(wordsOf).join('\n');

/** By the crossings of a ray with the outline (even-odd rule), on the plate carrée: areas here are small. */
export function isWithin(point: Degrees, outline: readonly Degrees[]): boolean {
  const [x, y] = [Number(point.longitude), Number(point.latitude)];
  let inside = false;
  for (const [index, corner] of outline.entries()) {
    const other = outline.at(index - 1) ?? corner;
    const [ax, ay, bx, by] = [corner.longitude, corner.latitude, other.longitude, other.latitude].map(Number) as [
      number,
      number,
      number,
      number,
    ];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

/** That two places can be one: by position, one inside the other's outline, or by what people call them. */
export interface Closeness {
  readonly because: 'by position' | 'inside' | 'named';
  /** Between their points; `null` where not both have one. */
  readonly metres: number | null;
}

/** Beyond what isn't known of either, two places are still one where they lie this near. */
const onePlace = 1_000;

/** `null`: they are apart, or nothing tells. */
export function closeness(a: Whereabouts, b: Whereabouts): Closeness | null {
  const metres = a.point === null || b.point === null ? null : metresApart(a.point, b.point);
  if (metres !== null) {
    const unsure = [a, b].map(({ precision }) => spread[precision]);
    const known = unsure.every((each) => each !== undefined);
    const most = onePlace + unsure.reduce<number>((sum, each) => sum + (each ?? 0), 0);
    if (metres <= most) return { because: 'by position', metres };
    if (known) return null;
  }
  const lying = [lies(a, b), lies(b, a)];
  if (lying.includes('inside') || touch(a, b)) return { because: 'inside', metres };
  // A region is no place that two events share because both lie in it.
  const isSmall = [a, b].every(({ precision }) => spread[precision] !== undefined || precision === 'unknown');
  return isSmall && lying.includes('named') && !lying.includes('outside') ? { because: 'named', metres } : null;
}

/** Whether two outlines have anything in common, as far as their corners tell. */
function touch(a: Whereabouts, b: Whereabouts): boolean {
  const [one, other] = [a.area, b.area];
  if (one === undefined || other === undefined) return false;
  return one.some((corner) => isWithin(corner, other)) || other.some((corner) => isWithin(corner, one));
}
