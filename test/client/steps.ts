import fc from 'fast-check';
import { unknownId } from '../api/refused.ts';
import type { ClientWorld } from './client-worlds.ts';

/** What is done to a world; `seen` are the task IDs that its begins have answered with. */
export interface Step {
  says: string;
  act(world: ClientWorld, seen: readonly string[]): Promise<unknown>;
}

/** Few, so that calls meet each other: most URLs are one, most IDs those of runs. */
const pollingUrl = mostly(
  fc.constantFrom('/zone', '/a/../%7Aone#f'),
  fc.oneof(
    fc.constantFrom('/zone?b=1', 'HTTP://Example.org:80', '/ü', '/+', `/${'u'.repeat(900)}`),
    fc.constantFrom('/v1/run/add/2/3', '/v1/run/add?y=3&x=2', '/v1/run/echo/a', '/v1/run/ad'),
    fc.constantFrom('not-a-url', '', '//host', '/\u0007', '/%', `/${'u'.repeat(3000)}`),
  ),
);

/** A number is the place among those seen. */
const taskId = mostly<number | string>(
  fc.nat({ max: 2 }),
  fc.constantFrom('nonsense', '', '.', '..', 'a/b?c#d', '%2E', unknownId),
);

const value = fc.oneof(
  fc.constantFrom<unknown[]>(2, 3, -0, NaN, 'a', 'fails', 'forever', '', null, undefined, true),
  fc.constantFrom<unknown[]>(1n, new Date(0), () => 0, [undefined], { a: undefined }, '\ud800'),
  fc.jsonValue({ maxDepth: 2 }),
);

const goodCalls: Record<string, unknown>[] = [
  { task: 'add', args: [2, 3] },
  { task: 'add', args: [2], kwargs: { y: 3 } },
  { task: 'echo', args: ['a', undefined] },
  { task: 'echo', kwargs: { text: 'fails' } },
  { task: 'any', args: ['forever'] },
];

const call = mostly(
  fc.constantFrom(...goodCalls),
  fc.record(
    {
      task: fc.constantFrom('add', 'echo', 'any', 'ad', '__proto__', ''),
      args: fc.array(value, { maxLength: 3 }),
      kwargs: fc.dictionary(fc.constantFrom('x', 'y', 'text', 'times', 'z', '__proto__'), value),
    },
    { requiredKeys: ['task'] },
  ),
);

const flags = mostly<{ pollingUrl?: string; taskId?: number | string }>(
  fc.record({ pollingUrl }),
  fc.record(
    { pollingUrl, checkRunning: fc.boolean(), cacheResults: fc.boolean(), taskId },
    { requiredKeys: [] },
  ),
);

const begin = fc
  .tuple(fc.constantFrom('checkStatusOrBegin', 'getOrBegin'), call, flags)
  .map(([method, { task, ...args }, { taskId: which, ...more }]): Step => ({
    says: `${method} ${fc.stringify([task, args, which, more])}`,
    act: (world, seen) => untyped(world)[method](task, { ...args, ...more, ...named(which, seen) }),
  }));

const read = fc
  .tuple(
    fc.constantFrom('getMonitor', 'getProcessStatus', 'getProcessResult', 'processIsComplete'),
    fc.record({ pollingUrl, taskId }, { requiredKeys: [] }),
  )
  .map(([method, { taskId: which, ...more }]): Step => ({
    says: `${method} ${fc.stringify([which, more])}`,
    act: (world, seen) => untyped(world)[method]({ ...more, ...named(which, seen) }),
  }));

const byId = fc
  .tuple(fc.constantFrom('cancel', 'getUrlFromTaskId'), taskId)
  .map(([method, which]): Step => ({
    says: `${method} ${which}`,
    act: (world, seen) => untyped(world)[method](idOf(which, seen)),
  }));

const elsewhere = fc.oneof(
  fc.constant<Step>({ says: 'work', act: (world) => world.work().catch(() => 'nothing to do') }),
  fc.constant<Step>({
    says: 'work, left under way',
    async act({ startWork, clock }) {
      void startWork().catch(() => 'nothing to do');
      await clock.advance(0);
    },
  }),
  fc
    .constantFrom(1_000, 61_000, 86_400_000)
    .map((ms): Step => ({ says: `wait ${ms}`, act: ({ clock }) => clock.advance(ms) })),
);

/** Calls of a client, right and wrong, and what goes on behind it. */
export const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: begin },
  { weight: 2, arbitrary: read },
  { weight: 1, arbitrary: byId },
  { weight: 3, arbitrary: elsewhere },
);

function mostly<T>(usual: fc.Arbitrary<T>, other: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return fc.oneof({ weight: 3, arbitrary: usual }, { weight: 1, arbitrary: other });
}

function named(which: number | string | undefined, seen: readonly string[]): { taskId?: string } {
  return which === undefined ? {} : { taskId: idOf(which, seen) };
}

function idOf(which: number | string, seen: readonly string[]): string {
  return typeof which === 'string' ? which : (seen[which] ?? 'none yet');
}

/** What is asked may be wrong. */
function untyped({ client }: ClientWorld) {
  return client as unknown as Record<keyof typeof client, (...a: unknown[]) => Promise<unknown>>;
}
