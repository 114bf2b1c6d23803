import { describe, expect, it } from 'vitest';
import { StoreFault } from '../../core/errors.ts';
import { sendAgainMs } from '../../core/times.ts';
import { createAbandoned, giveUp, messageOf, run } from './dead-letters.ts';
import { createFailingWorld, createWorld, drain, fails, idOf, type World } from './world.ts';

describe('a dead letter', () => {
  it('is sent again, so that its queued run is worked on after all', async () => {
    const world = createWorld();
    const lines: unknown[] = [];
    world.ports.log = { ...world.ports.log, error: (...line) => void lines.push(line) };
    await world.begin();
    await giveUp(world);

    expect(await world.endDeadLetter()).toBe('done');

    expect(await world.byUrl()).toMatchObject({ status: 'PENDING', version: 1 });
    expect([world.deadLetters.size(), world.queue.size()]).toEqual([0, 1]);
    const { run } = await world.byUrl();
    expect(lines).toEqual([['message sent again', { task: 'job', run }]]);
    expect(await world.work()).toBe('done');
    expect((await world.byUrl()).status).toBe('SUCCESS');
  });

  it('is sent again for a run whose worker died, while that has attempts left', async () => {
    const world = await createAbandoned({ retries: 1 });
    await giveUp(world);

    expect(await world.endDeadLetter()).toBe('done');

    await drain(world);
    expect(await world.byUrl()).toMatchObject({ status: 'SUCCESS', attempt: 2 });
  });

  it('is kept where it cannot be sent again, and its run left as it is', async () => {
    const world = createWorld();
    await world.begin();
    await giveUp(world);
    const send = () => Promise.reject(new StoreFault('down'));
    world.ports.queue = { ...world.ports.queue, send };

    expect(await world.endDeadLetter()).toBe('failed');

    expect([world.deadLetters.size(), world.queue.size()]).toEqual([1, 0]);
    expect(await world.byUrl()).toMatchObject({ status: 'PENDING', version: 1 });
  });

  it('is sent again for the last time a moment before its run is three days old', async () => {
    const world = createWorld();
    await world.begin();
    await world.clock.advance(sendAgainMs - 1);
    await giveUp(world);

    expect(await world.endDeadLetter()).toBe('done');

    expect((await world.byUrl()).status).toBe('PENDING');
    expect(world.queue.size()).toBe(1);
  });

  it('whose begin was never written begins the run and is sent again', async () => {
    const world = createWorld();
    await world.deadLetters.send(messageOf());

    expect(await world.endDeadLetter()).toBe('done');

    expect(await world.byUrl()).toMatchObject({ run, status: 'PENDING' });
    await drain(world);
    expect(await world.byUrl()).toMatchObject({ run, status: 'SUCCESS' });
  });

  it('is sent again at once while its run waits for a backoff, which it waits for too', async () => {
    const attempts: number[] = [];
    const world = createWorld({
      policy: { backoffSeconds: 1000 },
      run: (job, context) => {
        attempts.push(job.attempt);
        return job.attempt === 1 ? fails(job, context) : 'ok';
      },
    });
    await world.begin();
    await world.work();
    const { claimableAt } = await world.byUrl();
    await world.clock.advance(400_000);
    await world.deadLetters.send(messageOf({ run: (await world.byUrl()).run }));

    expect(await world.endDeadLetter()).toBe('done');
    expect(await world.work()).toBe('kept');

    expect(await world.byUrl()).toMatchObject({ status: 'RETRY', attempt: 1, claimableAt });
    await drain(world);
    expect(attempts).toEqual([1, 2]);
    expect((await world.byUrl()).status).toBe('SUCCESS');
  });
});

describe('a run goes on to its end', () => {
  /** Polls both queues, as their functions' mappings do, until nothing is left in them. */
  async function poll(world: World): Promise<void> {
    for (let looks = 0; looks < 2_000; looks += 1) {
      if (world.queue.size() + world.deadLetters.size() === 0) return;
      void world.startWork();
      void world.endDeadLetter();
      await world.clock.advance(10_000);
    }
    throw new Error('The queues do not come to an end');
  }

  it('that is queued while the table is down for 100 minutes', async () => {
    let down = true;
    const isDown = () => {
      if (down) throw new StoreFault('down');
    };
    let executed = 0;
    const run = () => (executed += 1);
    const world = createFailingWorld({ before: isDown }, { run });
    down = false;
    const taskId = idOf(await world.begin());
    down = true;
    for (let seconds = 0; seconds < 6_200; seconds += 10) {
      void world.startWork();
      await world.clock.advance(10_000);
    }
    const givenUp = world.deadLetters.size();

    down = false;
    await poll(world);

    expect(givenUp).toBe(1);
    expect(executed).toBe(1);
    expect(await world.byId(taskId)).toMatchObject({ status: 'SUCCESS', attempt: 1 });
  });

  it('in all of its attempts, though its message was sent twice and one is given up', async () => {
    let fail = 3;
    let givenUp = 0;
    const world = createWorld({
      maxReceiveCount: 4,
      policy: { retries: 3, backoffSeconds: 60 },
      run: async (job, context) => {
        await world.clock.sleep(250_000);
        return (fail -= 1) < 0 ? 'ok' : fails(job, context);
      },
    });
    const { send } = world.deadLetters;
    world.deadLetters.send = (body) => {
      givenUp += 1;
      return send(body);
    };
    await world.begin();
    await world.queue.send(messageOf({ run: (await world.byUrl()).run }));

    await poll(world);

    expect(givenUp).toBeGreaterThan(0);
    expect(await world.byUrl()).toMatchObject({ status: 'SUCCESS', attempt: 4 });
  });
});
