import { describe, expect, it } from 'vitest';
import { recordOfBegun } from '../../core/begun-run.ts';
import { queueRetentionMs } from '../../core/times.ts';
import { createLaggingRunStore } from '../fakes/lagging-run-store.ts';
import { createWorld, drain, fails, idOf, recordOf, type WorldOptions } from './world.ts';

/** A world, and how far its eventual reads lag from now on. */
function createLaggingWorld(options: WorldOptions = {}) {
  const lag = { writesBehind: 0 };
  const through: WorldOptions['through'] = (store) =>
    createLaggingRunStore(store, () => lag.writesBehind);
  return { lag, world: createWorld({ ...options, through }) };
}

describe('while eventual reads lag', () => {
  it('other arguments are refused only for what a strong look has seen', async () => {
    const { lag, world } = createLaggingWorld({
      policy: { failureMaxAgeSeconds: 0, handoverSeconds: 0 },
    });
    await world.cancel(idOf(await world.begin()));
    lag.writesBehind = 1;

    expect((await world.begin({ x: 2 })).outcome).toBe('started');
  });

  it('a fresh result is found', async () => {
    const { lag, world } = createLaggingWorld();
    await world.begin();
    await world.work();
    lag.writesBehind = 1;

    expect((await world.begin({ reuse: true })).outcome).toBe('cached');
  });

  it('the last good result is found, whose run was replaced a moment ago by one that failed', async () => {
    let bad = false;
    const { lag, world } = createLaggingWorld({
      policy: { retries: 0 },
      run: (job, context) => (bad ? fails(job, context) : 5),
    });
    const good = recordOf(await world.begin());
    await world.work();
    bad = true;
    await world.begin();
    await world.work();
    lag.writesBehind = Infinity;

    const found = await recordOfBegun(await world.begin({ reuse: true }), world.ports);

    expect(found).toMatchObject({ run: good.run, status: 'SUCCESS' });
  });

  it('a run that has just begun is found by its ID and by its URL', async () => {
    const { lag, world } = createLaggingWorld();
    lag.writesBehind = Infinity;

    const taskId = idOf(await world.begin());

    expect((await world.byId(taskId)).status).toBe('PENDING');
    expect((await world.byUrl()).status).toBe('PENDING');
  });

  it('a run that was just claimed is not taken for lost', async () => {
    const { lag, world } = createLaggingWorld({
      run: () => world.clock.sleep(60_000).then(() => 'late'),
    });
    const taskId = idOf(await world.begin());
    await world.clock.advance(queueRetentionMs + 895_000);
    const work = world.startWork();
    await world.clock.advance(5_000);
    lag.writesBehind = 1;

    expect((await world.byId(taskId)).status).toBe('STARTED');
    expect((await world.byUrl()).status).toBe('STARTED');
    lag.writesBehind = 0;
    expect(await world.clock.runUntil(work)).toBe('done');
  });

  it('a worker finds the run that was replaced before it came', async () => {
    const { lag, world } = createLaggingWorld();
    const first = idOf(await world.begin());
    await world.begin({ checkRunning: false });
    lag.writesBehind = Infinity;

    await drain(world);

    expect((await world.byId(first)).status).toBe('SUCCESS');
  });

  it('a dead letter is not dropped for a head that was', async () => {
    const { lag, world } = createLaggingWorld();
    await world.begin();
    await world.begin({ checkRunning: false });
    const last = recordOf(await world.begin({ checkRunning: false }));
    const messages = [await world.queue.receive(), await world.queue.receive()];
    const body = (await world.queue.receive())?.body ?? '';
    await world.deadLetters.send(body);
    lag.writesBehind = 2;

    expect(await world.endDeadLetter()).toBe('done');

    expect(messages).not.toContain(undefined);
    expect(await world.byUrl()).toMatchObject({ run: last.run, status: 'PENDING' });
    expect(world.queue.size()).toBe(messages.length + 2);
  });

  it('a cancel that comes too late is told how the run has ended', async () => {
    const { lag, world } = createLaggingWorld();
    const taskId = idOf(await world.begin());
    await world.work();
    lag.writesBehind = 2;

    await expect(world.cancel(taskId)).rejects.toMatchObject({
      code: 'already-ended',
      record: { status: 'SUCCESS' },
    });
  });
});
