import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { rectangle } from '../../lambdas/tasks/coastal-zone/geometry.ts';
import { join } from '../../lambdas/tasks/coastal-zone/join.ts';
import { crossings } from './crossings.ts';
import { edgesOf, holderOf, type Point } from './zone-shape.ts';

const side = 7;
const board = Array.from({ length: side * side }, (_, i): Point => [
  i % side,
  Math.floor(i / side),
]);
const pace = { turn: async () => undefined, progress: () => undefined };

/** The border of the board, and in the middle a ring of its own. */
const ringInRing = board.filter(([x, y]) =>
  [1, 3].includes(Math.max(Math.abs(x - 3), Math.abs(y - 3))),
);

test('squares of a board become one polygon for all that hang together by their sides', async () => {
  await fc.assert(
    fc.asyncProperty(fc.subarray(board), async (chosen) => {
      const squares = chosen.map(([x, y]) => rectangle([x, y, x + 1, y + 1]));

      const joined = await join(squares, pace);

      const held = joined.map((polygon) => {
        const holds = holderOf([polygon]);
        return board.filter(([x, y]) => holds([x + 0.5, y + 0.5]));
      });
      expect(held.map(String).sort()).toEqual(groupsOf(chosen).map(String).sort());
      const rings = joined.flat();
      expect(rings.filter((ring) => new Set(ring.map(String)).size < ring.length - 1)).toEqual([]);
      expect(crossings(rings.flatMap(edgesOf))).toEqual([]);
    }),
    { examples: [[ringInRing]] },
  );
});

/** The squares that can be reached from each other over sides, each group in the board's order. */
function groupsOf(squares: readonly Point[]): Point[][] {
  const left = new Set(squares);
  const groups: Point[][] = [];
  for (const first of squares) {
    if (!left.delete(first)) continue;
    const group = [first];
    for (const [x, y] of group) {
      for (const other of left) {
        if (Math.abs(other[0] - x) + Math.abs(other[1] - y) === 1 && left.delete(other)) {
          group.push(other);
        }
      }
    }
    groups.push(squares.filter((square) => group.includes(square)));
  }
  return groups;
}
