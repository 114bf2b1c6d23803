import { edgesOf } from './geometry.ts';
import type { Point, Polygon } from './geometry.ts';
import { perDegree } from './lattice.ts';

/** A point of the lattice as one whole number, to be found by. */
export type Corner = number;

/** The edges of an area by the corner that they leave; the area lies on their left. */
export type Outline = Map<Corner, Corner[]>;

/**
 * The edges of polygons that lie side by side, without those between them: along the borders of their boxes
 * one polygon's edge runs against its neighbour's, and where both do, neither is an edge of the whole.
 */
export function outlineOf(polygons: readonly Polygon[]): Outline {
  const outline: Outline = new Map();
  const upright: Borders = new Map();
  const level: Borders = new Map();
  for (const [a, b] of polygons.flat().flatMap(edgesOf)) {
    const [[ax, ay], [bx, by]] = [unitsOf(a), unitsOf(b)];
    if (ax === bx) addEdge(upright, ax, ay, by);
    else if (ay === by) addEdge(level, ay, ax, bx);
    else leave(outline, cornerAt(ax, ay), cornerAt(bx, by));
  }
  for (const [x, turns] of upright) {
    for (const [from, to] of netOf(turns)) leave(outline, cornerAt(x, from), cornerAt(x, to));
  }
  for (const [y, turns] of level) {
    for (const [from, to] of netOf(turns)) leave(outline, cornerAt(from, y), cornerAt(to, y));
  }
  return outline;
}

/** More than the lattice has from pole to pole. */
const rows = 2 ** 21;

export function pointAt(corner: Corner): Point {
  const [x, y] = [Math.floor(corner / rows), corner % rows];
  return [(x - 180 * perDegree) / perDegree, (y - 90 * perDegree) / perDegree];
}

function cornerAt(x: number, y: number): Corner {
  return x * rows + y;
}

function unitsOf([x, y]: Point): [number, number] {
  return [Math.round((x + 180) * perDegree), Math.round((y + 90) * perDegree)];
}

function leave(outline: Outline, from: Corner, to: Corner): void {
  const known = outline.get(from);
  if (known === undefined) outline.set(from, [to]);
  else known.push(to);
}

/** On each straight line: by place, how many more edges run upwards from there on than downwards. */
type Borders = Map<number, Map<number, number>>;

function addEdge(borders: Borders, line: number, from: number, to: number): void {
  const turns = borders.get(line) ?? new Map<number, number>();
  turns.set(from, (turns.get(from) ?? 0) + 1);
  turns.set(to, (turns.get(to) ?? 0) - 1);
  borders.set(line, turns);
}

/** The edges that are left where those which run against each other are taken away. */
function netOf(turns: Map<number, number>): [number, number][] {
  const edges: [number, number][] = [];
  let net = 0;
  let last = NaN;
  for (const [place, turn] of [...turns].sort(([a], [b]) => a - b)) {
    if (net > 0) edges.push([last, place]);
    if (net < 0) edges.push([place, last]);
    net += turn;
    last = place;
  }
  return edges;
}
