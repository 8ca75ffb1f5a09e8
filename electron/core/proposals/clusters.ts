import { type Degrees, metresApart } from '../../../shared/model/distance.ts';

/**
 * Groups of things that lie near one another in time and place: two belong together where they are at most so many seconds and so many
 * metres apart, and whatever hangs together by such pairs is one group. That is DBSCAN (Ester, Kriegel, Sander, Xu 1996) with every point a
 * core point, so that the groups are the connected parts of a graph: the same whatever order the points come in, and points can be added later.
 *
 * Space is cut into cubes whose diagonal is the distance asked for, time into pieces of the length asked for. What shares both belongs
 * together without looking; only neighbouring cubes and pieces are compared, and not where they hang together already.
 */

export interface Point extends Degrees {
  /** The number of the item. */
  readonly seq: number;
  /** On whichever clock the groups are made by. */
  readonly seconds: number;
}

export interface Reach {
  readonly seconds: number;
  readonly metres: number;
}

/** Mean radius of the Earth in metres (IUGG). */
const earthRadius = 6_371_009;

type Piece = number[];
interface Cube {
  readonly pieces: Map<number, Piece>;
  /** Cubes in which something can be near enough, this one among them. */
  readonly near: Cube[];
}

/** Cubes on either side that a distance of one diagonal can reach into: it is the square root of three edges long. */
const further = 2;
const rowLength = 2 ** 23;

export class Clusters {
  readonly #reach: Reach;
  readonly #edge: number;
  readonly #points: Point[] = [];
  /** Which point stands for the group of each: itself where it does. */
  readonly #parents: number[] = [];
  readonly #columns = new Map<number, Map<number, Cube>>();

  constructor(reach: Reach) {
    this.#reach = reach;
    // A little smaller than it could be: the way around the Earth is longer than the straight one through it.
    this.#edge = (reach.metres / Math.sqrt(3)) * 0.999;
  }

  add(point: Point): void {
    const index = this.#points.length;
    this.#points.push(point);
    this.#parents.push(index);
    const own = this.#cubeOf(point);
    const at = Math.floor(point.seconds / this.#reach.seconds);
    const sharing = own.pieces.get(at);
    if (sharing?.[0] !== undefined) this.#join(index, sharing[0]);
    for (const cube of own.near)
      for (let piece = at - 1; piece <= at + 1; piece++) {
        const others = cube.pieces.get(piece);
        if (others !== undefined && others !== sharing) this.#compare(index, others);
      }
    if (sharing === undefined) own.pieces.set(at, [index]);
    else sharing.push(index);
  }

  /** All that share a piece belong together: one that is near enough is enough. */
  #compare(index: number, others: Piece): void {
    const [first] = others;
    if (first === undefined || this.#rootOf(first) === this.#rootOf(index)) return;
    const point = this.#points[index] as Point;
    for (const each of others) {
      const other = this.#points[each] as Point;
      if (Math.abs(other.seconds - point.seconds) > this.#reach.seconds) continue;
      if (metresApart(other, point) > this.#reach.metres) continue;
      this.#join(index, each);
      return;
    }
  }

  #rootOf(index: number): number {
    let root = index;
    for (let next = this.#parents[root]; next !== undefined && next !== root; next = this.#parents[root]) root = next;
    for (let each = index; each !== root; ) {
      const next = this.#parents[each] ?? root;
      this.#parents[each] = root;
      each = next;
    }
    return root;
  }

  #join(a: number, b: number): void {
    const [one, other] = [this.#rootOf(a), this.#rootOf(b)];
    this.#parents[Math.max(one, other)] = Math.min(one, other);
  }

  #cubeOf(point: Point): Cube {
    const [x, y, z] = this.#cubeAt(point);
    const known = this.#columns.get(x * rowLength + y)?.get(z);
    if (known !== undefined) return known;
    const near: Cube[] = [];
    const cube: Cube = { pieces: new Map(), near };
    near.push(cube);
    for (let i = x - further; i <= x + further; i++)
      for (let j = y - further; j <= y + further; j++) {
        const column = this.#columns.get(i * rowLength + j);
        if (column === undefined) continue;
        for (let k = z - further; k <= z + further; k++) {
          const other = column.get(k);
          if (other === undefined) continue;
          near.push(other);
          other.near.push(cube);
        }
      }
    const column = this.#columns.get(x * rowLength + y) ?? new Map<number, Cube>();
    this.#columns.set(x * rowLength + y, column);
    column.set(z, cube);
    return cube;
  }

  /** Which cube of space a place on the sphere lies in; never negative. */
  #cubeAt({ latitude, longitude }: Degrees): [number, number, number] {
    const [north, east] = [(Number(latitude) * Math.PI) / 180, (Number(longitude) * Math.PI) / 180];
    const at = (part: number) => Math.floor((earthRadius * (1 + part)) / this.#edge) + further;
    return [at(Math.cos(north) * Math.cos(east)), at(Math.cos(north) * Math.sin(east)), at(Math.sin(north))];
  }

  /** Every group, its points by time and number; groups by their first point. */
  groups(): Point[][] {
    const byRoot = new Map<number, Point[]>();
    for (const [index, point] of this.#points.entries()) {
      const root = this.#rootOf(index);
      const group = byRoot.get(root);
      if (group === undefined) byRoot.set(root, [point]);
      else group.push(point);
    }
    const inOrder = (a: Point, b: Point) => a.seconds - b.seconds || a.seq - b.seq;
    const groups = [...byRoot.values()].map((group) => group.sort(inOrder));
    return groups.sort((a, b) => inOrder(a[0] as Point, b[0] as Point));
  }
}
