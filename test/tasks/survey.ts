import { isLand, shoreOf } from './shores.ts';
import {
  angle,
  angleToArc,
  arcBetween,
  dot,
  earthKm,
  placeOf,
  spread,
  sum,
  unit,
  vectorOf,
} from './sphere.ts';
import type { Arc, Cap, Place, Vector } from './sphere.ts';

/**
 * A second opinion on coastal zones, which shares nothing with the task but the map: places spread evenly
 * over the sphere, each judged by itself.
 */
export interface Survey {
  samples: Sample[];
  /** Of the cap that was sampled. */
  areaKm2: number;
}

export interface Sample {
  place: Place;
  onLand: boolean;
  /** Along a great circle to the country's coast; Infinity well beyond what was asked for. */
  distanceKm: number;
}

/** So many places in a cap around the coast's middle that holds all within `km` of the coast. */
export function survey(country: string, km: number, count: number): Survey {
  const coast = shoreOf(country).map(([a, b]) => arcBetween(vectorOf(a), vectorOf(b)));
  const centre = unit(sum(coast.map(({ middle }) => middle)));
  const farthest = coast.reduce((most, { from }) => Math.max(most, angle(centre, from)), 0);
  const reach = (km * 1.05) / earthKm;
  const cap: Cap = { centre, radius: farthest + reach };
  const samples = spread(cap, count).map((vector) => {
    const place = placeOf(vector);
    return { place, onLand: isLand(place), distanceKm: distanceTo(coast, vector, reach) };
  });
  return { samples, areaKm2: 2 * Math.PI * (1 - Math.cos(cap.radius)) * earthKm ** 2 };
}

function distanceTo(coast: readonly Arc[], point: Vector, reach: number): number {
  let nearest = Infinity;
  for (const arc of coast) {
    if (dot(point, arc.middle) < Math.cos(arc.halfLength + reach)) continue;
    nearest = Math.min(nearest, angleToArc(point, arc));
  }
  return nearest * earthKm;
}
