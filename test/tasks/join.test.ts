import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { rectangle } from '../../lambdas/tasks/coastal-zone/geometry.ts';
import { join } from '../../lambdas/tasks/coastal-zone/join.ts';
import { crossings } from './crossings.ts';
import { edgesOf, holderOf, type Point } from './zone-shape.ts';

const side = 6;
const board = Array.from({ length: side * side }, (_, i): Point => [
  i % side,
  Math.floor(i / side),
]);
const pace = { turn: async () => undefined, progress: () => undefined };

test('squares of a board, joined, are each in one polygon, whose rings never meet themselves', async () => {
  await fc.assert(
    fc.asyncProperty(fc.subarray(board), async (chosen) => {
      const squares = chosen.map(([x, y]) => rectangle([x, y, x + 1, y + 1]));

      const joined = await join(squares, pace);

      const holders = joined.map((polygon) => holderOf([polygon]));
      const held = board.map(
        ([x, y]) => holders.filter((holds) => holds([x + 0.5, y + 0.5])).length,
      );
      expect(held).toEqual(board.map((square) => (chosen.includes(square) ? 1 : 0)));
      const rings = joined.flat();
      expect(rings.filter((ring) => new Set(ring.map(String)).size < ring.length - 1)).toEqual([]);
      expect(crossings(rings.flatMap(edgesOf))).toEqual([]);
    }),
  );
});
