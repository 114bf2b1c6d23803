import { holds, overlap, shapeOf, signedArea } from './geometry.ts';
import type { Box, Point, Ring, Shape } from './geometry.ts';

/** What of the shapes lies in the box. Where one leaves it twice, the parts hang together along its edge. */
export function clipAll(shapes: readonly Shape[], box: Box): Shape[] {
  return shapes.flatMap((shape) => {
    if (!overlap(shape.box, box)) return [];
    if (holds(box, shape.box)) return [shape];
    const [outer, ...holes] = shape.rings.map((ring) => clipRing(ring, box));
    if (outer === undefined || outer.length === 0) return [];
    return [shapeOf([outer, ...holes.filter((hole) => hole.length > 0)])];
  });
}

/** Whether a shape that was clipped to the box fills it. */
export function fills({ rings }: Shape, box: Box): boolean {
  const [outer = [], ...holes] = rings;
  const whole = (box[2] - box[0]) * (box[3] - box[1]);
  return holes.length === 0 && Math.abs(signedArea(outer)) > whole * (1 - 1e-9);
}

/** Sutherland and Hodgman's way: one side of the box after another. Empty where nothing is left. */
function clipRing(ring: Ring, [west, south, east, north]: Box): Ring {
  let points = ring.slice(1);
  points = keepBeyond(points, 0, west, 1);
  points = keepBeyond(points, 0, east, -1);
  points = keepBeyond(points, 1, south, 1);
  points = keepBeyond(points, 1, north, -1);
  const first = points[0];
  if (first === undefined) return [];
  const closed = [...points, first];
  return Math.abs(signedArea(closed)) < leastArea ? [] : closed;
}

/** In square degrees, far below what the lattice tells apart: a ring that only runs along the box's edge. */
const leastArea = 1e-12;

function keepBeyond(points: Point[], axis: 0 | 1, limit: number, sign: 1 | -1): Point[] {
  const kept: Point[] = [];
  let last = points.at(-1);
  for (const point of points) {
    const isIn = (point[axis] - limit) * sign >= 0;
    const wasIn = last !== undefined && (last[axis] - limit) * sign >= 0;
    if (last !== undefined && isIn !== wasIn) kept.push(crossing(last, point, axis, limit));
    if (isIn) kept.push(point);
    last = point;
  }
  return kept;
}

function crossing(a: Point, b: Point, axis: 0 | 1, limit: number): Point {
  const part = (limit - a[axis]) / (b[axis] - a[axis]);
  if (axis === 0) return [limit, a[1] + part * (b[1] - a[1])];
  return [a[0] + part * (b[0] - a[0]), limit];
}
