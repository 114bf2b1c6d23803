import { createHash } from 'node:crypto';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Of the tests that boot a stack, those that wait for most of their time: for leases, time-outs and back-offs. */
const waiting = ['e2e/restart', 'e2e/embedded', 'local/state-damage', 'local/dev', 'local/demo'];

/**
 * Files in an order that the seed decides, but for this: those that wait begin first, so that others work meanwhile,
 * and the units come last, since a worker can only keep its modules from one of them to the next.
 */
export class WaitingFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { seed } = this.ctx.config.sequence;
    const placed = files.map((file) => ({ file, turn: turnOf(file), draw: draw(seed, file) }));
    placed.sort((a, b) => a.turn - b.turn || (a.draw < b.draw ? -1 : 1));
    return placed.map(({ file }) => file);
  }
}

function turnOf({ moduleId, project }: TestSpecification): number {
  if (project.name === 'unit') return waiting.length + 1;
  const turn = waiting.findIndex((name) => moduleId.endsWith(`/test/${name}.test.ts`));
  return turn === -1 ? waiting.length : turn;
}

/** A number by lot, as text: the same for the same seed. */
function draw(seed: number, { moduleId }: TestSpecification): string {
  return createHash('sha1').update(`${seed} ${moduleId}`).digest('hex');
}
