import { overlap, shapeOf } from './geometry.ts';
import type { Box, Line, Polygon, Ring, Shape } from './geometry.ts';

const world: Box = [-180, -90, 180, 90];

/**
 * A polygon of the sphere on the plane of longitude and latitude, as often as it shows there: one that lies
 * across the antimeridian shows twice, each time in part.
 */
export function onPlane(polygon: Polygon): Shape[] {
  const start = polygon[0]?.[0]?.[0] ?? 0;
  const [outer = [], ...holes] = polygon.map((ring) => unwrapped(ring, start));
  const rings = [closedOverPole(outer), ...holes.filter(isClosed)];
  return [-360, 0, 360]
    .map((shift) => shapeOf(rings.map((ring) => ring.map(([x, y]) => [x + shift, y]))))
    .filter(({ box }) => overlap(box, world));
}

/** Longitudes that run on past the antimeridian where those of the line jump, from that nearest to the start. */
export function unwrapped(line: Line, start: number): Line {
  let last = start;
  return line.map(([x, y]) => {
    last = x - 360 * Math.round((x - last) / 360);
    return [last, y];
  });
}

/** A ring round a pole does not come back to its longitude: on the plane it is closed along that pole. */
function closedOverPole(ring: Ring): Ring {
  const [first, last] = [ring[0], ring.at(-1)];
  if (first === undefined || last === undefined || isClosed(ring)) return ring;
  const pole = 90 * Math.sign(first[1]);
  return [...ring, [last[0], pole], [first[0], pole], first];
}

function isClosed(ring: Ring): boolean {
  return Math.abs((ring[0]?.[0] ?? 0) - (ring.at(-1)?.[0] ?? 0)) < 1;
}
