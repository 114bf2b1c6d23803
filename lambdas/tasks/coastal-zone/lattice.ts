import type { Polygon } from './geometry.ts';
import { intersectionOf } from './turf.ts';

/** A zone's corners stand on multiples of 0.0001°, some 11 m; the map's own are 200 m and more apart. */
export const perDegree = 10_000;

export function onLattice(degrees: number): number {
  return Math.round(degrees * perDegree) / perDegree;
}

/** Rounding may make edges cross: then there are new corners, to be rounded in their turn. */
const mostRounds = 10;

/** The polygons with all corners on the lattice, valid again, and within the polygon they are given. */
export function snap(polygons: Polygon[], within: Polygon): Polygon[] {
  let snapped = polygons;
  for (let round = 0; round < mostRounds; round += 1) {
    snapped = intersectionOf(rounded(snapped), [within]);
    if (snapped.every((rings) => rings.every(isOnLattice))) return snapped;
  }
  throw new Error(`Corners were still off the lattice after ${mostRounds} rounds`);
}

function rounded(polygons: Polygon[]): Polygon[] {
  return polygons.map((rings) =>
    rings.map((ring) => ring.map(([x, y]) => [onLattice(x), onLattice(y)])),
  );
}

function isOnLattice(ring: Polygon[number]): boolean {
  return ring.every(([x, y]) => onLattice(x) === x && onLattice(y) === y);
}
