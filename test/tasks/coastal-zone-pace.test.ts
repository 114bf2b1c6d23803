import { expect, test } from 'vitest';
import { coastalZone } from '../../lambdas/tasks/coastal-zone.ts';
import { findCountry } from '../../lambdas/tasks/coastal-zone/atlas.ts';
import { mostCoordinates } from '../../lambdas/tasks/coastal-zone/cut.ts';
import { zoneOf } from '../../lambdas/tasks/coastal-zone/zone.ts';
import { fakeContext } from './fake-context.ts';

const country = 'Croatia';
const km = 12;

/** How many coordinates each stretch between two turns handed to turf. */
async function stretches(): Promise<number[]> {
  const known = findCountry(country);
  if (known === undefined) throw new Error(`No ${country} on the map`);
  const counts: number[] = [];
  const turn = async (coordinates: number) => void counts.push(coordinates);
  await zoneOf(known, km, { turn, progress: () => undefined });
  return counts;
}

test('no stretch without a pause hands turf more than it does in a fraction of a second', async () => {
  const counts = await stretches();

  // The limit is what bounds them: without it the largest cell would be many times that.
  expect(counts.reduce((sum, count) => sum + count)).toBeGreaterThan(10 * mostCoordinates);
  expect(Math.max(...counts)).toBeLessThanOrEqual(mostCoordinates);
});

test('between the stretches others have their turn', async () => {
  const { length } = await stretches();
  let turns = 0;
  let other = setImmediate(function again() {
    turns += 1;
    other = setImmediate(again);
  });

  await coastalZone.run({ country, km }, fakeContext().context);

  clearImmediate(other);
  expect(turns).toBeGreaterThanOrEqual(length);
});

test('progress goes up cell by cell to its total', async () => {
  const { context, said } = fakeContext();

  await coastalZone.run({ country, km }, context);

  const total = said.length;
  expect(total).toBeGreaterThan(3);
  expect(said).toEqual(
    said.map((_, i) => ({ current: i + 1, total, message: `${i + 1} of ${total} cells` })),
  );
});

test('a zone that is told to stop throws the reason of its signal and goes no further', async () => {
  const reason = new Error('cancelled');
  const stop = new AbortController();
  let cells = 0;
  const progress = () => {
    cells += 1;
    if (cells === 3) stop.abort(reason);
  };
  const { context } = fakeContext({ signal: stop.signal, progress });

  const zone = coastalZone.run({ country, km }, context);

  await expect(zone).rejects.toBe(reason);
  expect(cells).toBe(3);
});
