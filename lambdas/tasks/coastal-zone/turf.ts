import { area } from '@turf/area';
import { buffer } from '@turf/buffer';
import { difference } from '@turf/difference';
import { featureCollection, lineString, multiPolygon, polygon } from '@turf/helpers';
import { intersect } from '@turf/intersect';
import { union } from '@turf/union';
import type { Line, Polygon } from './geometry.ts';

/**
 * A quarter of a circle is drawn with so many chords. In corners jsts makes them up to half as long again:
 * they then fall short of the arc by 0.27 %.
 */
const quarterSteps = 16;

/** All within so many kilometres of the line. */
export function bufferOf(line: Line, km: number): Polygon[] {
  return polygonsOf(buffer(lineString(line), km, { units: 'kilometers', steps: quarterSteps }));
}

export function unionOf(polygons: Polygon[]): Polygon[] {
  if (polygons.length < 2) return polygons;
  return polygonsOf(union(featureCollection(polygons.map((rings) => polygon(rings)))));
}

export function differenceOf(polygons: Polygon[], others: Polygon[]): Polygon[] {
  if (polygons.length === 0 || others.length === 0) return polygons;
  return polygonsOf(
    difference(featureCollection([polygons, others].map((each) => multiPolygon(each)))),
  );
}

export function intersectionOf(polygons: Polygon[], others: Polygon[]): Polygon[] {
  if (polygons.length === 0 || others.length === 0) return [];
  return polygonsOf(
    intersect(featureCollection([polygons, others].map((each) => multiPolygon(each)))),
  );
}

export function areaKm2Of(polygons: Polygon[]): number {
  return area(multiPolygon(polygons)) / 1e6;
}

/** Now and then polyclip, on which turf's set operations rest, loses its way round a ring. */
export function isPolyclipFault(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('Unable to complete output ring');
}

type Answer =
  ReturnType<typeof union> | ReturnType<typeof buffer<ReturnType<typeof lineString>['geometry']>>;

function polygonsOf(answer: Answer): Polygon[] {
  if (!answer) return [];
  const { geometry } = answer;
  return asPoints(geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates);
}

/** GeoJSON's types allow a position of any length; turf's answers to pairs are pairs. */
function asPoints(coordinates: number[][][][]): Polygon[] {
  return coordinates as Polygon[];
}
