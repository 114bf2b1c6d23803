import type { Edge, Point } from './zone-shape.ts';

/** The pairs of edges that cross each other or lie on each other. They may meet in a corner of either. */
export function crossings(edges: readonly Edge[]): [Edge, Edge][] {
  const sorted = edges
    .map((edge) => ({ edge, west: Math.min(edge[0][0], edge[1][0]) }))
    .sort((a, b) => a.west - b.west);
  return sorted.flatMap(({ edge }, i) => {
    const east = Math.max(edge[0][0], edge[1][0]);
    const found: [Edge, Edge][] = [];
    for (let j = i + 1; j < sorted.length; j += 1) {
      const other = sorted[j];
      if (other === undefined || other.west > east) break;
      if (cross(edge, other.edge)) found.push([edge, other.edge]);
    }
    return found;
  });
}

function cross([a, b]: Edge, [c, d]: Edge): boolean {
  const [sideC, sideD] = [side(a, b, c), side(a, b, d)];
  if (sideC === 0 && sideD === 0) return shared(a, b, c, d) > 0;
  return sideC * sideD < 0 && side(c, d, a) * side(c, d, b) < 0;
}

/** Of the third point, seen from the first to the second: exact, in steps of the fourth decimal. */
function side(a: Point, b: Point, c: Point): number {
  const step = (from: number, to: number) => Math.round((to - from) * 10_000);
  const [abX, abY] = [step(a[0], b[0]), step(a[1], b[1])];
  const [acX, acY] = [step(a[0], c[0]), step(a[1], c[1])];
  return Math.sign(abX * acY - abY * acX);
}

/** How long two edges on one straight line run together, along the axis that shows them longer. */
function shared(a: Point, b: Point, c: Point, d: Point): number {
  const axis = Math.abs(a[0] - b[0]) > Math.abs(a[1] - b[1]) ? 0 : 1;
  const [first, second] = [
    [a[axis], b[axis]],
    [c[axis], d[axis]],
  ];
  return (
    Math.min(Math.max(...first), Math.max(...second)) -
    Math.max(Math.min(...first), Math.min(...second))
  );
}
