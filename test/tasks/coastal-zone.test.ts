import { expect, test } from 'vitest';
import { bindArgs } from '../../core/bind.ts';
import { PermanentError } from '../../core/errors.ts';
import { coastalZone } from '../../lambdas/tasks/coastal-zone.ts';
import { fakeContext } from './fake-context.ts';

function zoneOf(country: string, km: number) {
  return coastalZone.run({ country, km }, fakeContext().context);
}

test('a country is found whatever the case of its letters, and named as the map names it', async () => {
  const zone = await zoneOf('  mALTA ', 5);

  expect(zone).toMatchObject({ country: 'Malta', km: 5 });
});

test('a country without a coast has an empty zone', async () => {
  const zone = await zoneOf('Switzerland', 370);

  expect(zone).toEqual({
    country: 'Switzerland',
    km: 370,
    areaKm2: 0,
    polygon: { type: 'MultiPolygon', coordinates: [] },
  });
});

test('a country that the map does not know fails for good, with the names that are near', async () => {
  const zone = zoneOf('Norwey', 12);

  await expect(zone).rejects.toThrow('Unknown country "Norwey"; did you mean Norway?');
  await expect(zone).rejects.toBeInstanceOf(PermanentError);
});

test('where no name is near, examples show how the map writes them', async () => {
  await expect(zoneOf('Atlantis', 12)).rejects.toThrow(
    'such as Norway or United States of America',
  );
});

test.each([0, 0.99, 370.1, -1, Infinity, '12'])('a distance of %j km is refused', (km) => {
  expect(() => bindArgs(coastalZone, ['Malta', km], {})).toThrow(/km/);
});
