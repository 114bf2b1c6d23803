import type { Cut } from './cut.ts';
import { coordinatesIn, rectangle } from './geometry.ts';
import type { Box, Point, Polygon, Ring } from './geometry.ts';
import { snap } from './lattice.ts';
import type { Pace } from './pace.ts';
import { isPolyclipFault } from './turf.ts';

/** A coordinate takes at most 21 bytes of JSON, and a result of more than 399 KiB is refused. */
export const mostCorners = 18_000;

/** In degrees of latitude: some 60 m, to begin with. */
const leastTolerance = 0.0005;
const mostTolerance = 1;

/** Where a zone has more corners than a result can hold, without those that matter least. */
export async function thinToFit(cuts: readonly Cut[], pace: Pace): Promise<readonly Cut[]> {
  if (countOf(cuts) <= mostCorners) return cuts;
  const tolerance = await toleranceFor(cuts, pace);
  const thinned: Cut[] = [];
  for (const cut of cuts) {
    await pace.turn(coordinatesIn(cut.polygons));
    thinned.push({ box: cut.box, polygons: validOf(thinCut(cut, tolerance), cut) });
  }
  return thinned;
}

async function toleranceFor(cuts: readonly Cut[], pace: Pace): Promise<number> {
  for (let tolerance = leastTolerance; tolerance < mostTolerance; tolerance *= 1.5) {
    await pace.turn(0);
    const thinned = cuts.map((cut) => ({ ...cut, polygons: thinCut(cut, tolerance) }));
    if (countOf(thinned) <= mostCorners) return tolerance;
  }
  return mostTolerance;
}

function countOf(cuts: readonly Cut[]): number {
  return cuts.reduce((sum, { polygons }) => sum + coordinatesIn(polygons), 0);
}

/** Leaving out corners may make edges cross. What turf cannot mend stays as it was. */
function validOf(thinned: Polygon[], { box, polygons }: Cut): Polygon[] {
  try {
    return snap(thinned, rectangle(box));
  } catch (error) {
    if (isPolyclipFault(error)) return polygons;
    throw error;
  }
}

function thinCut({ box, polygons }: Cut, tolerance: number): Polygon[] {
  const thinned = polygons.map((rings) => rings.map((ring) => thinRing(ring, box, tolerance)));
  return thinned
    .map(([outer = [], ...holes]) => [outer, ...holes.filter(isRing)])
    .filter(([outer = []]) => isRing(outer));
}

function isRing(ring: Ring): boolean {
  return ring.length >= 4;
}

/** Douglas and Peucker's way. What stands on the box's border stays: the neighbour has it too. */
function thinRing(ring: Ring, box: Box, tolerance: number): Ring {
  const squeeze = Math.cos((((box[1] + box[3]) / 2) * Math.PI) / 180);
  const keep = new Set([0, farthest(ring, 0, ring.length - 1, squeeze).at, ring.length - 1]);
  for (const [i, point] of ring.entries()) if (isOnBorder(point, box)) keep.add(i);
  const spans: [number, number][] = [];
  let start = 0;
  for (const end of [...keep].sort((a, b) => a - b)) {
    spans.push([start, end]);
    start = end;
  }
  for (let span = spans.pop(); span !== undefined; span = spans.pop()) {
    const [from, to] = span;
    const { at, distance } = farthest(ring, from, to, squeeze);
    if (distance <= tolerance) continue;
    keep.add(at);
    spans.push([from, at], [at, to]);
  }
  return ring.filter((_, i) => keep.has(i));
}

interface Farthest {
  at: number;
  distance: number;
}

/** Of the points between two of a ring's, the one farthest from the straight line between those two. */
function farthest(ring: Ring, start: number, end: number, squeeze: number): Farthest {
  const [a, b] = [ring[start], ring[end]];
  const found = { at: start, distance: 0 };
  if (a === undefined || b === undefined) return found;
  for (const [i, point] of ring.slice(start + 1, end).entries()) {
    const distance = distanceTo(point, a, b, squeeze);
    if (distance > found.distance) Object.assign(found, { at: start + 1 + i, distance });
  }
  return found;
}

function distanceTo(point: Point, a: Point, b: Point, squeeze: number): number {
  const [px, py] = [(point[0] - a[0]) * squeeze, point[1] - a[1]];
  const [dx, dy] = [(b[0] - a[0]) * squeeze, b[1] - a[1]];
  const squared = dx * dx + dy * dy;
  const part = squared === 0 ? 0 : Math.min(Math.max((px * dx + py * dy) / squared, 0), 1);
  return Math.hypot(px - part * dx, py - part * dy);
}

function isOnBorder([x, y]: Point, [west, south, east, north]: Box): boolean {
  return x === west || x === east || y === south || y === north;
}
