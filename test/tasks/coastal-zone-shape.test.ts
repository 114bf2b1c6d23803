import { expect, test } from 'vitest';
import { resultLimitBytes } from '../../core/layout.ts';
import { utf8Bytes } from '../../core/utf8-bytes.ts';
import { coastalZone } from '../../lambdas/tasks/coastal-zone.ts';
import { fakeContext } from './fake-context.ts';
import { crossings } from './crossings.ts';
import { areaKm2, edgesOf, type Edge, type Rings } from './zone-shape.ts';

/** Each is worked out once: it takes a second or more. */
const zones = new Map<string, ReturnType<typeof coastalZone.run>>();

function zoneOf(country: string, km: number): ReturnType<typeof coastalZone.run> {
  const key = `${country} ${km}`;
  const zone = zones.get(key) ?? coastalZone.run({ country, km }, fakeContext().context);
  zones.set(key, zone);
  return zone;
}

test.each([
  // Across the antimeridian.
  ['Fiji', 20],
  // Round a pole, and too large to be drawn whole.
  ['Antarctica', 25],
  // Polyclip, on which turf rests, fails at first in two of its cells.
  ['Fr. Polynesia', 370],
])(
  'the zone of %s at %i km is a valid multipolygon that a result can hold',
  { timeout: 60_000 },
  async (country, km) => {
    const zone = await zoneOf(country, km);

    const coordinates: Rings = zone.polygon.coordinates;
    const rings = coordinates.flat();
    const points = rings.flat();
    expect(
      rings.filter((ring) => ring.length < 4 || String(ring[0]) !== String(ring.at(-1))),
    ).toEqual([]);
    expect(points.filter(([x, y]) => Math.abs(x) > 180 || Math.abs(y) > 90)).toEqual([]);
    expect(points.flat().filter((degrees) => Number(degrees.toFixed(4)) !== degrees)).toEqual([]);
    expect(coordinates.filter(([outer = []]) => areaKm2([[outer]]) <= 0)).toEqual([]);
    const edges = rings.flatMap(edgesOf);
    expect(crossings(edges)).toEqual([]);
    // Thinned, what is narrower than the tolerance may end at a cell's border.
    expect(sum(edges.map(seamDegrees))).toBeLessThan(0.1);
    expect(utf8Bytes(JSON.stringify(zone))).toBeLessThan(resultLimitBytes);
    expect(areaKm2(coordinates) / zone.areaKm2).toBeCloseTo(1, 2);
  },
);

test('the zone of Fiji is cut at the antimeridian: it ends there on both sides, and no edge leads round the earth', async () => {
  const { polygon } = await zoneOf('Fiji', 20);

  const edges = polygon.coordinates.flat().flatMap(edgesOf);
  const sides = new Set(
    edges
      .flat()
      .map(([x]) => x)
      .filter((x) => Math.abs(x) === 180),
  );
  expect([...sides].sort()).toEqual([-180, 180]);
  expect(edges.filter(([a, b]) => Math.abs(a[0] - b[0]) > 90)).toEqual([]);
});

/** How much of an edge runs along a line of the grid on which zones are worked out. */
function seamDegrees([a, b]: Edge): number {
  const upright = a[0] === b[0] && a[0] % 3 === 0 && Math.abs(a[0]) !== 180;
  const level = a[1] === b[1] && a[1] % 3 === 0;
  return upright || level ? Math.hypot(a[0] - b[0], a[1] - b[1]) : 0;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
