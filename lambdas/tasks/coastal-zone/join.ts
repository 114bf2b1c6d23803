import { boxOf, edgesOf, holds, signedArea } from './geometry.ts';
import type { Box, Point, Polygon, Ring } from './geometry.ts';
import { outlineOf } from './outline.ts';
import type { Pace } from './pace.ts';
import { ringsOf } from './rings.ts';

/** Makes one valid multipolygon of polygons on the lattice that lie side by side. */
export async function join(polygons: readonly Polygon[], pace: Pace): Promise<Polygon[]> {
  await pace.turn(0);
  const outline = outlineOf(polygons);
  await pace.turn(0);
  const rings = ringsOf(outline).map(straightened);
  await pace.turn(0);
  return nested(rings);
}

interface Outer {
  rings: [Ring, ...Ring[]];
  box: Box;
  area: number;
}

function nested(rings: readonly Ring[]): Polygon[] {
  const outers = rings
    .map((ring): Outer => ({ rings: [ring], box: boxOf(ring), area: signedArea(ring) }))
    .filter(({ area }) => area > 0)
    .sort((a, b) => a.area - b.area);
  for (const hole of rings.filter((ring) => signedArea(ring) < 0)) {
    const box = boxOf(hole);
    const place = middleOfFirstEdge(hole);
    const smallest = outers.find((outer) => holds(outer.box, box) && isIn(outer.rings[0], place));
    if (smallest === undefined) throw new Error(`No polygon is around the hole at ${place.join()}`);
    smallest.rings.push(hole);
  }
  return outers.map((outer) => outer.rings);
}

/** Without the corners at which it goes straight on: most of those at the borders of cells. */
function straightened(ring: Ring): Ring {
  const points = ring.slice(1);
  const kept = points.filter((point, i) => {
    const before = points.at(i - 1) ?? point;
    const after = points[(i + 1) % points.length] ?? point;
    return signedArea([before, point, after, before]) !== 0;
  });
  return [...kept.slice(-1), ...kept];
}

/** A place that no other ring has: they may share corners, but nothing between them. */
function middleOfFirstEdge([a = [0, 0], b = a]: Ring): Point {
  return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
}

function isIn(ring: Ring, [x, y]: Point): boolean {
  let inside = false;
  for (const [a, b] of edgesOf(ring)) {
    if (a[1] > y !== b[1] > y && x < a[0] + ((y - a[1]) / (b[1] - a[1])) * (b[0] - a[0])) {
      inside = !inside;
    }
  }
  return inside;
}
