/** Longitude and latitude, in degrees. */
export type Point = [number, number];
export type Line = Point[];
/** Closed: its last point is its first. */
export type Ring = Point[];
/** An outer ring and its holes. */
export type Polygon = Ring[];

/** West, south, east, north. */
export type Box = readonly [number, number, number, number];

/** A polygon with its box, for a quick look. */
export interface Shape {
  rings: Polygon;
  box: Box;
}

export function shapeOf(rings: Polygon): Shape {
  return { rings, box: boxOf(rings[0] ?? []) };
}

export function boxOf(points: Line): Box {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of points) {
    west = Math.min(west, x);
    east = Math.max(east, x);
    south = Math.min(south, y);
    north = Math.max(north, y);
  }
  return [west, south, east, north];
}

export function rectangle([west, south, east, north]: Box): Polygon {
  const corners: Ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
  ];
  return [[...corners, [west, south]]];
}

export function overlap(a: Box, b: Box): boolean {
  return a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];
}

export function holds(outer: Box, inner: Box): boolean {
  return (
    outer[0] <= inner[0] && outer[1] <= inner[1] && outer[2] >= inner[2] && outer[3] >= inner[3]
  );
}

/** The neighbours along a line or a closed ring, two by two. */
export function edgesOf(line: Line): [Point, Point][] {
  const edges: [Point, Point][] = [];
  let last: Point | undefined;
  for (const point of line) {
    if (last !== undefined) edges.push([last, point]);
    last = point;
  }
  return edges;
}

/** In square degrees; negative where the ring runs clockwise. */
export function signedArea(ring: Ring): number {
  const [x0, y0] = ring[0] ?? [0, 0];
  let doubled = 0;
  // From the first point: far from the origin the products would cancel badly.
  for (const [a, b] of edgesOf(ring)) {
    doubled += (a[0] - x0) * (b[1] - y0) - (b[0] - x0) * (a[1] - y0);
  }
  return doubled / 2;
}

export function coordinatesIn(polygons: Polygon[]): number {
  return polygons.flat().reduce((sum, ring) => sum + ring.length, 0);
}
