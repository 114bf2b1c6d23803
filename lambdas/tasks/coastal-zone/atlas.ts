import { feature, mesh } from 'topojson-client';
import world from 'world-atlas/countries-50m.json' with { type: 'json' };
import type { Line, Point, Polygon } from './geometry.ts';

/** A country on Natural Earth's map at 1:50 million. */
export interface Country {
  /** As Natural Earth writes it. */
  name: string;
  /** The lines along which it meets the sea; none where it is landlocked. */
  coast: Line[];
}

const { countries, land } = asTopology(world).objects;

export function countryNames(): string[] {
  return countries.geometries.map(({ properties }) => properties.name);
}

/** The case of letters does not matter. */
export function findCountry(name: string): Country | undefined {
  const asked = name.trim().toLowerCase();
  const country = countries.geometries.find(
    ({ properties }) => properties.name.toLowerCase() === asked,
  );
  if (country === undefined) return undefined;
  // An arc of one country alone has the sea on its other side.
  const { coordinates } = mesh(asTopology(world), countries, (a, b) => a === b && a === country);
  const coast = asPoints<Line[]>(coordinates).filter((line) => !line.every(isAtPole));
  return { name: country.properties.name, coast };
}

/** The map leaves Antarctica a hole of 100 m around the South Pole. */
function isAtPole([, y]: Point): boolean {
  return y < -89.99;
}

/** Everybody's land. Lakes are land, the Caspian Sea is not. */
export function allLand(): Polygon[] {
  const { features } = feature(asTopology(world), land);
  return features.flatMap(({ geometry }) =>
    geometry.type === 'MultiPolygon' ? asPoints<Polygon[]>(geometry.coordinates) : [],
  );
}

type Topology = Parameters<typeof mesh>[0];
type Collection = Extract<Parameters<typeof mesh>[1], { type: 'GeometryCollection' }>;
type Named = Collection['geometries'][number] & { properties: { name: string } };
interface World extends Topology {
  objects: {
    countries: Omit<Collection, 'geometries'> & { geometries: Named[] };
    land: Collection;
  };
}

/** TypeScript takes the words of a JSON file, such as `"Topology"`, for any text. */
function asTopology(json: typeof world): World {
  return json as unknown as World;
}

/** GeoJSON's types allow a position of any length; those of this map have two numbers. */
function asPoints<T extends Line[] | Polygon[]>(coordinates: number[][][] | number[][][][]): T {
  return coordinates as T;
}
