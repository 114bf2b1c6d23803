import world from 'world-atlas/countries-50m.json' with { type: 'json' };
import type { Place } from './sphere.ts';

/** A straight piece of where land meets sea. */
export type Edge = readonly [Place, Place];

/** Where a country's land meets the sea: the arcs of the map that bound it and no other country. */
const shores = readShores();
const edgesByDegree = readEdgesByDegree();

export function shoreOf(country: string): Edge[] {
  return shores.get(country) ?? [];
}

/** From a place along its meridian to the North Pole, where there is sea, every shore is a change. */
export function isLand([x, y]: Place): boolean {
  const crossed = (edgesByDegree.get(Math.floor(x)) ?? []).filter(([[ax, ay], [bx, by]]) => {
    const [a, b] = [eastOf(x, ax), eastOf(x, bx)];
    return a > 0 !== b > 0 && ay + ((by - ay) * a) / (a - b) > y;
  });
  return crossed.length % 2 === 1;
}

function readShores(): Map<string, Edge[]> {
  const countries = world.objects.countries.geometries.map(({ properties, arcs }) => ({
    name: properties.name,
    // A negative number is an arc drawn the other way round.
    arcs: arcs.flat(2).map((arc) => (arc < 0 ? ~arc : arc)),
  }));
  const users = new Map<number, number>();
  for (const arc of countries.flatMap(({ arcs }) => arcs))
    users.set(arc, (users.get(arc) ?? 0) + 1);
  return new Map(
    countries.map(({ name, arcs }) => [
      name,
      arcs.filter((arc) => users.get(arc) === 1).flatMap(edgesOfArc),
    ]),
  );
}

/** TopoJSON writes an arc as a start and steps from there, on a grid. */
function edgesOfArc(arc: number): Edge[] {
  const [scaleX = NaN, scaleY = NaN] = world.transform.scale;
  const [originX = NaN, originY = NaN] = world.transform.translate;
  const edges: Edge[] = [];
  let [gridX, gridY] = [0, 0];
  let last: Place | undefined;
  for (const [stepX = NaN, stepY = NaN] of world.arcs[arc] ?? []) {
    [gridX, gridY] = [gridX + stepX, gridY + stepY];
    const place: Place = [gridX * scaleX + originX, gridY * scaleY + originY];
    if (last !== undefined) edges.push([last, place]);
    last = place;
  }
  return edges;
}

/** Every edge under each whole degree of longitude that it touches, so that few have to be looked at. */
function readEdgesByDegree(): Map<number, Edge[]> {
  const byDegree = new Map<number, Edge[]>();
  for (const edge of [...shores.values()].flat()) {
    const [[ax], [bx]] = edge;
    const [west, east] = [Math.min(0, eastOf(ax, bx)), Math.max(0, eastOf(ax, bx))];
    for (let x = Math.floor(ax + west); x <= ax + east; x += 1) {
      const degree = ((((x + 180) % 360) + 360) % 360) - 180;
      byDegree.set(degree, [...(byDegree.get(degree) ?? []), edge]);
    }
  }
  return byDegree;
}

/** In degrees, from -180 to 180. */
function eastOf(meridian: number, x: number): number {
  return x - meridian - 360 * Math.round((x - meridian) / 360);
}
