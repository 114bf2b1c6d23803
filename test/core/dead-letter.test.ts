import { describe, expect, it } from 'vitest';
import { taskIdOf } from '../../core/key.ts';
import { sendAgainMs } from '../../core/times.ts';
import { createAbandoned, giveUp, messageOf } from './dead-letters.ts';
import { beforeFirst, sets } from './faults.ts';
import { createFailingWorld, createWorld, deliveryOf, fails, idOf, type World } from './world.ts';

describe('a dead letter', () => {
  it('ends its run as FAILURE where no attempt is left', async () => {
    const world = await createAbandoned({ retries: 0 });
    await giveUp(world);

    expect(await world.endDeadLetter()).toBe('done');

    expect(await world.byUrl()).toMatchObject({
      status: 'FAILURE',
      attempt: 1,
      error: { name: 'DeadLettered' },
    });
    expect(world.queue.size()).toBe(0);
  });

  it('ends its run as REVOKED where somebody has asked to cancel it', async () => {
    const world = await createAbandoned({ retries: 1, isCancelled: true });
    await giveUp(world);

    expect(await world.endDeadLetter()).toBe('done');

    expect((await world.byUrl()).status).toBe('REVOKED');
    expect(world.queue.size()).toBe(0);
  });

  it('ends its run as FAILURE once that is three days old, and frees the URL', async () => {
    const world = createWorld();
    await world.begin();
    await world.clock.advance(sendAgainMs);
    await giveUp(world);

    expect(await world.endDeadLetter()).toBe('done');

    expect(await world.byUrl()).toMatchObject({
      status: 'FAILURE',
      error: { name: 'DeadLettered' },
    });
    await world.clock.advance(60_000);
    expect((await world.begin({ x: 2 })).outcome).toBe('started');
  });

  it('is given back while a live lease holds its run', async () => {
    const world = createWorld({ run: () => world.clock.sleep(60_000).then(() => 'ok') });
    const taskId = idOf(await world.begin());
    const body = (await world.queue.receive())?.body ?? '';
    await world.queue.send(body);
    const work = world.startWork();
    await world.clock.advance(1_000);
    await world.deadLetters.send(body);

    expect(await world.endDeadLetter()).toBe('kept');

    await world.clock.runUntil(work);
    expect((await world.byId(taskId)).status).toBe('SUCCESS');
  });

  it('that lost its race is dropped', async () => {
    const world = createWorld();
    const taskId = idOf(await world.begin());
    await world.deadLetters.send(messageOf({ expects: 'another' }));

    expect(await world.endDeadLetter()).toBe('done');

    const { key, run, status } = await world.byUrl();
    expect(taskIdOf(key, run)).toBe(taskId);
    expect(status).toBe('PENDING');
  });

  it('ends a run that is three days old at once, though its backoff is not over', async () => {
    const world = createWorld({ run: fails, policy: { backoffSeconds: 1000 } });
    await world.begin();
    await world.clock.advance(sendAgainMs);
    await world.work();
    await world.deadLetters.send(messageOf({ run: (await world.byUrl()).run }));

    expect(await world.endDeadLetter()).toBe('done');

    expect(await world.byUrl()).toMatchObject({
      status: 'FAILURE',
      error: { name: 'DeadLettered' },
    });
  });

  it('does not end a run that a worker claims at that moment', async () => {
    let work: Promise<unknown> = Promise.resolve();
    const world: World = createFailingWorld(
      beforeFirst(sets('FAILURE'), async () => {
        work = world.startWork();
        await world.clock.advance(0);
      }),
      { run: () => world.clock.sleep(60_000).then(() => 'ok') },
    );
    await world.begin();
    const { body } = await deliveryOf(world, () => undefined);
    await world.clock.advance(sendAgainMs);
    await world.deadLetters.send(body);

    expect(await world.endDeadLetter()).toBe('kept');

    expect(await world.clock.runUntil(work)).toBe('done');
    expect((await world.byUrl()).status).toBe('SUCCESS');
  });

  it('of a run that was replaced ends it in its own item', async () => {
    const world = createWorld();
    const first = idOf(await world.begin());
    await world.clock.advance(sendAgainMs);
    await giveUp(world);
    await world.begin({ checkRunning: false });

    expect(await world.endDeadLetter()).toBe('done');

    expect((await world.byId(first)).status).toBe('FAILURE');
    expect((await world.byUrl()).status).toBe('PENDING');
  });

  it('comes of a message that is received too often', async () => {
    const world = createWorld({ maxReceiveCount: 3 });
    await world.queue.send('{"v":99}');
    for (let receives = 0; receives < 4; receives += 1) {
      await world.work();
      await world.clock.advance(60_000);
    }

    expect(world.queue.size()).toBe(0);
    expect(world.deadLetters.size()).toBe(1);
    expect(await world.endDeadLetter()).toBe('failed');
    expect(world.deadLetters.size()).toBe(1);
  });
});
