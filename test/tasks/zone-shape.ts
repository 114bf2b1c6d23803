import { earthKm } from './sphere.ts';

/** A GeoJSON multipolygon's coordinates, of points with two numbers. */
export type Rings = readonly (readonly (readonly Point[])[])[];
export type Point = readonly [number, number];
export type Edge = readonly [Point, Point];

export function edgesOf(ring: readonly Point[]): Edge[] {
  return ring.slice(1).map((b, i) => [ring[i] ?? b, b]);
}

/** On the sphere; what runs clockwise, as holes do, counts as negative. */
export function areaKm2(coordinates: Rings): number {
  const radian = Math.PI / 180;
  const doubled = coordinates
    .flat()
    .flatMap(edgesOf)
    .reduce((sum, [[ax, ay], [bx, by]]) => {
      return sum - (bx - ax) * radian * (Math.sin(ay * radian) + Math.sin(by * radian));
    }, 0);
  return (doubled / 2) * earthKm ** 2;
}

/** Whether points lie within: from there to the east, an odd number of edges is crossed. */
export function holderOf(coordinates: Rings): (point: Point) => boolean {
  const rings = coordinates.flat().map((ring) => {
    const latitudes = ring.map(([, y]) => y);
    return { edges: edgesOf(ring), south: Math.min(...latitudes), north: Math.max(...latitudes) };
  });
  return ([x, y]) => {
    let crossed = 0;
    for (const { edges, south, north } of rings) {
      if (y < south || y > north) continue;
      for (const [a, b] of edges) {
        const passes = a[1] > y !== b[1] > y;
        if (passes && a[0] + ((y - a[1]) / (b[1] - a[1])) * (b[0] - a[0]) > x) crossed += 1;
      }
    }
    return crossed % 2 === 1;
  };
}
