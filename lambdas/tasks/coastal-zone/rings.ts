import type { Point, Ring } from './geometry.ts';
import { pointAt, type Corner, type Outline } from './outline.ts';

/** The outline as rings, none of which meets a corner twice. Uses the outline up. */
export function ringsOf(outline: Outline): Ring[] {
  const rings: Ring[] = [];
  for (const start of outline.keys()) walk(outline, start, rings);
  return rings;
}

/** As many edges enter a corner as leave it: so a walk ends where it began, with no way left. */
function walk(outline: Outline, start: Corner, rings: Ring[]): void {
  const path: Corner[] = [start];
  const places = new Map([[start, 0]]);
  let [from, at] = [start, start];
  for (;;) {
    const next = takeWay(outline, from, at);
    if (next === undefined) return;
    const place = places.get(next);
    if (place === undefined) {
      places.set(next, path.length);
      path.push(next);
    } else {
      const loop = path.splice(place + 1);
      for (const corner of loop) places.delete(corner);
      rings.push([next, ...loop, next].map(pointAt));
    }
    [from, at] = [at, next];
  }
}

/** Where several edges leave, the leftmost is the next edge of the area that the last one runs along. */
function takeWay(outline: Outline, from: Corner, at: Corner): Corner | undefined {
  const ways = outline.get(at) ?? [];
  if (ways.length < 2) return ways.pop();
  const [leftmost = at] = ways.toSorted((a, b) => turnOf(from, at, a) - turnOf(from, at, b));
  ways.splice(ways.indexOf(leftmost), 1);
  return leftmost;
}

const circle = 2 * Math.PI;

/** Clockwise, from where one came from to where one goes; straight back is a whole turn. */
function turnOf(from: Corner, at: Corner, to: Corner): number {
  const turn = direction(pointAt(at), pointAt(from)) - direction(pointAt(at), pointAt(to));
  return turn > 0 ? turn : turn + circle;
}

function direction(a: Point, b: Point): number {
  return Math.atan2(b[1] - a[1], b[0] - a[0]);
}
