import { clipAll, fills } from './clip.ts';
import { coordinatesIn, rectangle } from './geometry.ts';
import type { Box, Polygon, Shape } from './geometry.ts';
import { onLattice, snap } from './lattice.ts';
import type { Pace } from './pace.ts';
import { differenceOf, isPolyclipFault, unionOf } from './turf.ts';

/** The part of a zone that lies in one box. */
export interface Cut {
  box: Box;
  polygons: Polygon[];
}

/** Turf's time grows faster than what it is given; so much takes it about a tenth of a second. */
export const mostCoordinates = 400;

/** A box that is smaller is not quartered again because turf fails: it would be for ever. */
const leastDegrees = 0.01;

/** The sea of a box that the buffers reach, in as many boxes as it takes to do each in one go. */
export async function cutBox(
  box: Box,
  buffers: readonly Shape[],
  land: readonly Shape[],
  pace: Pace,
): Promise<Cut[]> {
  await pace.turn(0);
  const near = clipAll(buffers, box);
  const dry = clipAll(land, box);
  if (near.length === 0 || dry.some((shape) => fills(shape, box))) return [];
  const whole = near.some((shape) => fills(shape, box));
  const reached = whole ? [rectangle(box)] : near.map(({ rings }) => rings);
  const ashore = dry.map(({ rings }) => rings);
  const polygons = await seaOf(reached, ashore, box, pace);
  if (polygons !== 'too-hard') return [{ box, polygons }];
  const cuts: Cut[] = [];
  for (const quarter of quartersOf(box)) cuts.push(...(await cutBox(quarter, near, dry, pace)));
  return cuts;
}

async function seaOf(
  reached: Polygon[],
  ashore: Polygon[],
  box: Box,
  pace: Pace,
): Promise<Polygon[] | 'too-hard'> {
  if (coordinatesIn(reached) + coordinatesIn(ashore) > mostCoordinates) return 'too-hard';
  try {
    await pace.turn(coordinatesIn(reached));
    const united = unionOf(reached);
    await pace.turn(coordinatesIn(united) + coordinatesIn(ashore));
    const sea = differenceOf(united, ashore);
    await pace.turn(coordinatesIn(sea));
    return snap(sea, rectangle(box));
  } catch (error) {
    // Smaller boxes hold other crossings.
    if (isPolyclipFault(error) && box[2] - box[0] > leastDegrees) return 'too-hard';
    throw error;
  }
}

function quartersOf([west, south, east, north]: Box): Box[] {
  const middle = onLattice((west + east) / 2);
  const centre = onLattice((south + north) / 2);
  return [
    [west, south, middle, centre],
    [middle, south, east, centre],
    [west, centre, middle, north],
    [middle, centre, east, north],
  ];
}
