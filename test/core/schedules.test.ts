import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StoreFault } from '../../core/errors.ts';
import type { RunStore } from '../../core/ports.ts';
import { isInFlight, type RunRecord } from '../../core/run.ts';
import { createFaultyRunStore } from '../fakes/faulty-run-store.ts';
import { createLaggingRunStore } from '../fakes/lagging-run-store.ts';
import { createWorld, idOf } from './world.ts';

type Fault = 'none' | 'fails' | 'answer lost' | 'dies before' | 'dies after' | 'slow';

const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('begin'), force: fc.boolean() }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('work') }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cancel') }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('duplicate') }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('wait'), ms: fc.integer({ min: 1, max: 40_000 }) }),
  },
);
const fault = fc.oneof(
  { weight: 12, arbitrary: fc.constant<Fault>('none') },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Fault>('fails', 'answer lost', 'dies before', 'dies after'),
  },
  {
    weight: 2,
    arbitrary: fc.constant<Fault>('slow'),
  },
);
const schedule = fc.record({
  steps: fc.array(step, { minLength: 1, maxLength: 25 }),
  faults: fc.array(fault, { minLength: 0, maxLength: 120 }),
  /** By how many writes each eventual read lags. */
  lags: fc.array(fc.nat({ max: 3 }), { maxLength: 25 }),
  taskMs: fc.constantFrom(0, 500, 15_000, 45_000),
  fails: fc.array(fc.boolean(), { maxLength: 6 }),
  seed: fc.integer(),
});

/** Past a lease: who is so slow is a zombie when it comes back. */
const slowMs = 35_000;

const never = () => new Promise<void>(() => {});

/** Watches every write: what must hold at each moment, whatever the schedule. */
function watched(
  store: RunStore,
  onWrite: (place: string, record: RunRecord) => unknown,
): RunStore {
  return {
    ...store,
    async put(place, record, guard) {
      const outcome = await store.put(place, record, guard);
      if (outcome.applied) onWrite(place.item, outcome.record);
      return outcome;
    },
    async update(place, change, guard) {
      const outcome = await store.update(place, change, guard);
      if (outcome.applied) onWrite(place.item, outcome.record);
      return outcome;
    },
  };
}

/** What was written of each run, and what must hold of each further write. */
function createHistory() {
  const latest = new Map<string, RunRecord>();
  let inHead = '';
  return {
    add(place: string, record: RunRecord, forced: boolean): string[] {
      const before = latest.get(record.run);
      if (place === 'head') inHead = record.run;
      // A copy made before the head is overwritten counts only once it is.
      if (place === 'run' && inHead === record.run) return [];
      latest.set(record.run, record);
      const copied = place === 'run' && before?.version === record.version;
      const flying = [...latest.values()].filter(({ status }) => isInFlight(status)).length;
      return [
        ...(before !== undefined && record.fence < before.fence ? ['the fence fell'] : []),
        ...(before !== undefined && !copied && record.version <= before.version
          ? ['an old record came back']
          : []),
        ...(before !== undefined && !copied && !isInFlight(before.status)
          ? ['an end was overwritten']
          : []),
        ...(record.attempt > 3 ? ['more attempts than the policy allows'] : []),
        ...(flying > 1 && !forced ? ['two runs in flight'] : []),
      ];
    },
  };
}

async function play({
  steps,
  faults,
  lags,
  taskMs,
  fails,
  seed,
}: typeof schedule extends fc.Arbitrary<infer T> ? T : never) {
  const history = createHistory();
  const violations: string[] = [];
  let pendingFaults = [...faults];
  let pendingLags = [...lags];
  const apply = (when: 'before' | 'after', planned: Fault | undefined) => {
    if (planned === (when === 'before' ? 'fails' : 'answer lost')) throw new StoreFault(planned);
    if (planned === 'slow' && when === 'before') return world.clock.sleep(slowMs);
    return planned === `dies ${when}` ? never() : undefined;
  };
  let forced = false;
  const plannedOf = new Map<number, Fault | undefined>();
  const world = createWorld({
    seed,
    policy: { retries: 2, timeoutSeconds: 60 },
    run: async ({ attempt, taskId }, { signal }) => {
      await world.clock.sleep(taskMs, signal);
      signal.throwIfAborted();
      if (fails[attempt]) throw new Error('planned');
      return `${taskId} by attempt ${attempt}`;
    },
    through: (table) =>
      createFaultyRunStore(
        createLaggingRunStore(
          watched(table, (place, record) => violations.push(...history.add(place, record, forced))),
          () => pendingLags.shift() ?? 0,
        ),
        {
          before: ({ count }) => {
            plannedOf.set(count, pendingFaults.shift());
            return apply('before', plannedOf.get(count));
          },
          after: ({ count }) => apply('after', plannedOf.get(count)),
        },
      ),
  });
  const accepted: string[] = [];

  for (const next of steps) {
    if (next.kind === 'begin') {
      forced ||= next.force;
      void world.begin({ checkRunning: !next.force }).then(
        (begun) => accepted.push(idOf(begun)),
        () => undefined,
      );
    } else if (next.kind === 'work') void world.startWork();
    else if (next.kind === 'cancel') {
      const taskId = accepted.at(-1);
      if (taskId !== undefined) void world.cancel(taskId).catch(() => undefined);
    } else if (next.kind === 'duplicate') {
      const received = await world.queue.receive();
      if (received) {
        await world.queue.send(received.body);
        await received.delivery.setVisibility(1);
      }
    } else await world.clock.advance(next.ms);
    await world.clock.advance(0);
  }

  pendingFaults = [];
  pendingLags = [];
  for (let turns = 0; turns < 300 && world.queue.size() > 0; turns += 1) {
    void world.startWork();
    await world.clock.advance(turns % 2 === 0 ? 0 : 20_000);
  }
  expect(violations).toEqual([]);
  expect(world.queue.size()).toBe(0);
  for (const taskId of accepted) expect(isInFlight((await world.byId(taskId)).status)).toBe(false);
  if (accepted.length > 0) expect(isInFlight((await world.byUrl()).status)).toBe(false);
  const succeeded = accepted.map((taskId) => world.byId(taskId));
  for (const record of await Promise.all(succeeded)) {
    if (record.status === 'SUCCESS') {
      expect(record.result).toContain(`${record.run} by attempt ${record.attempt}`);
    }
  }
}

describe('whatever the schedule, the faults and the lag of the store', () => {
  it('what was accepted ends once, its fence only grows, and its result is its own', async () => {
    await fc.assert(fc.asyncProperty(schedule, play), { numRuns: 1000 });
  });
});
