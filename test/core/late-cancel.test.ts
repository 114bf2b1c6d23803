import { describe, expect, it } from 'vitest';
import { leaseMs } from '../../core/times.ts';
import { beats, beforeFirst, sets } from './faults.ts';
import { createFailingWorld, createWorld, drain, idOf, type WorldOptions } from './world.ts';

const never = () => new Promise<void>(() => {});

/** A run that was asked to end, whose worker has died meanwhile; and which attempts were begun. */
async function createOrphan(policy: WorldOptions['policy'] = {}) {
  const attempts: number[] = [];
  const run = ({ attempt }: { attempt: number }) => {
    attempts.push(attempt);
    return never();
  };
  const dies = {
    before: (call: Parameters<typeof beats>[0]) => (beats(call) ? never() : undefined),
  };
  const world = createFailingWorld(dies, { run, policy });
  const taskId = idOf(await world.begin());
  void world.startWork();
  await world.clock.advance(1_000);
  await world.cancel(taskId);
  await world.clock.advance(leaseMs);
  return { world, taskId, attempts };
}

describe('a cancel that is asked for', () => {
  it('while an attempt fails ends the run at once, whatever its backoff', async () => {
    const world = createWorld({
      policy: { backoffSeconds: 1000 },
      run: async () => {
        await world.clock.sleep(5_000);
        throw new Error('no');
      },
    });
    const taskId = idOf(await world.begin());
    const work = world.startWork();
    await world.clock.advance(1_000);
    const asked = await world.cancel(taskId);

    expect(await world.clock.runUntil(work)).toBe('done');

    const { cancelRequestedAt } = asked;
    expect(asked.status).toBe('STARTED');
    expect(await world.byId(taskId)).toMatchObject({
      status: 'REVOKED',
      attempt: 1,
      cancelRequestedAt,
    });
  });

  it('before its worker dies keeps the next one from running the task', async () => {
    const { world, taskId, attempts } = await createOrphan();

    await drain(world);

    expect(attempts).toEqual([1]);
    expect(await world.byId(taskId)).toMatchObject({ status: 'REVOKED', attempt: 2, error: null });
  });

  it('before its worker dies at the last attempt ends as REVOKED', async () => {
    const { world, taskId } = await createOrphan({ retries: 0 });

    await drain(world);

    expect(await world.byId(taskId)).toMatchObject({ status: 'REVOKED', attempt: 1 });
  });
});

describe('a worker that comes back', () => {
  it('after its run was cancelled over its head writes nothing', async () => {
    const frozen = Promise.withResolvers<void>();
    const world = createFailingWorld(beforeFirst(sets('SUCCESS'), () => frozen.promise));
    const taskId = idOf(await world.begin());
    const zombie = world.startWork();
    await world.clock.advance(leaseMs + 1_000);
    const ended = await world.cancel(taskId);

    frozen.resolve();

    expect(await zombie).toBe('kept');
    expect(await world.byId(taskId)).toEqual(ended);
    expect(ended).toMatchObject({
      status: 'REVOKED',
      fence: 2,
      cancelRequestedAt: '2030-01-01T00:00:31.000Z',
    });
  });
});
