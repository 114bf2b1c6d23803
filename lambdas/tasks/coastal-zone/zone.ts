import { allLand, type Country } from './atlas.ts';
import { cellsNear } from './cells.ts';
import { cutBox, type Cut } from './cut.ts';
import type { Line, Polygon, Shape } from './geometry.ts';
import { join } from './join.ts';
import type { Pace } from './pace.ts';
import { piecesOf } from './pieces.ts';
import { onPlane } from './plane.ts';
import { thinToFit } from './thin.ts';
import { areaKm2Of, bufferOf } from './turf.ts';

export interface Zone {
  areaKm2: number;
  polygon: { type: 'MultiPolygon'; coordinates: Polygon[] };
}

/** The sea within so many kilometres of a country's coast, worked out cell by cell. */
export async function zoneOf(country: Country, km: number, pace: Pace): Promise<Zone> {
  const land = allLand().flatMap(onPlane);
  const cells = cellsNear(piecesOf(country.coast), km);
  const buffers = new Map<Line, Shape[]>();
  const cuts: Cut[] = [];
  for (const [done, { box, pieces }] of cells.entries()) {
    for (const piece of pieces) {
      if (buffers.has(piece)) continue;
      await pace.turn(piece.length);
      buffers.set(piece, bufferOf(piece, km).flatMap(onPlane));
    }
    const near = pieces.flatMap((piece) => buffers.get(piece) ?? []);
    cuts.push(...(await cutBox(box, near, land, pace)));
    const [current, total] = [done + 1, cells.length];
    pace.progress({ current, total, message: `${current} of ${total} cells` });
  }
  const areaKm2 = cuts.reduce((sum, { polygons }) => sum + areaKm2Of(polygons), 0);
  const drawn = await thinToFit(cuts, pace);
  const polygons = drawn.flatMap((cut) => cut.polygons);
  const coordinates = await join(polygons, pace);
  return { areaKm2: Math.round(areaKm2 * 10) / 10, polygon: { type: 'MultiPolygon', coordinates } };
}
