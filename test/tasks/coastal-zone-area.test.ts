import { expect, test } from 'vitest';
import { coastalZone } from '../../lambdas/tasks/coastal-zone.ts';
import { fakeContext } from './fake-context.ts';
import { survey, type Sample } from './survey.ts';
import { holderOf } from './zone-shape.ts';

const count = 20_000;

/** Arcs are drawn with chords, which fall short of them by up to 0.27 %; corners are rounded to 11 m. */
const drawing = 0.004;

/**
 * A share p that n random samples find has the standard error sqrt(p (1 - p) / n); samples that are spread
 * evenly do better. Within three of those errors are all shares but one in 370.
 */
function tolerance(share: number): number {
  return 3 * Math.sqrt((1 - share) / (share * count)) + drawing;
}

test.each([
  ['Fiji', 100],
  ['Iceland', 50],
  ['New Zealand', 200],
  ['Norway', 12],
  ['Portugal', 100],
])(
  'the zone of %s at %i km is the sea that sampling finds',
  { timeout: 60_000 },
  async (country, km) => {
    const { samples, areaKm2 } = survey(country, km, count);
    const isWithin = (sample: Sample) => !sample.onLand && sample.distanceKm <= km;
    const share = samples.filter(isWithin).length / count;

    const zone = await coastalZone.run({ country, km }, fakeContext().context);

    expect(Math.abs(zone.areaKm2 / (share * areaKm2) - 1)).toBeLessThan(tolerance(share));
    const holds = holderOf(zone.polygon.coordinates);
    const wrong = samples
      .filter(({ distanceKm }) => distanceKm > 0.05 && Math.abs(distanceKm / km - 1) > drawing)
      .filter((sample) => holds(sample.place) !== isWithin(sample));
    expect(wrong).toEqual([]);
  },
);
