import { describe, expect, it } from 'vitest';
import { createHandler } from '../../lambdas/worker/create-handler.ts';
import { createWorld, fails, type World } from '../core/world.ts';
import { createBatch, keptOf } from './batch.ts';

async function beginEach(world: World, ...xs: number[]): Promise<void> {
  for (const x of xs) await world.begin({ x, pollingUrl: `/zone/${x}` });
}

const statusesOf = (world: World, ...xs: number[]) =>
  Promise.all(xs.map(async (x) => (await world.byUrl(`/zone/${x}`)).status));

describe('the worker, of a batch,', () => {
  it('works on one message after another, and keeps only the one whose attempt has failed', async () => {
    const order: string[] = [];
    const world: World = createWorld({
      run: async (job, context) => {
        order.push(`begin ${job.args}`);
        await world.clock.sleep(1_000);
        order.push(`end ${job.args}`);
        return job.args === '{"x":2}' ? fails(job, context) : 'ok';
      },
    });
    await beginEach(world, 1, 2, 3);
    const { ports, event, ids } = await createBatch(world.queue);

    const kept = await world.clock.runUntil(
      keptOf(createHandler({ ...world.ports, ...ports }), event),
    );

    expect(kept).toEqual([ids[1]]);
    expect(order).toEqual([1, 2, 3].flatMap((x) => [`begin {"x":${x}}`, `end {"x":${x}}`]));
    expect(await statusesOf(world, 1, 2, 3)).toEqual(['SUCCESS', 'RETRY', 'SUCCESS']);
  });

  it('keeps what it cannot read, says so with its name, and does the others', async () => {
    const world = createWorld();
    await beginEach(world, 1);
    await world.queue.send('{"v":99}');
    await beginEach(world, 2);
    const { ports, event, ids, logged } = await createBatch(world.queue);

    const kept = await keptOf(createHandler({ ...world.ports, ...ports }), event);

    expect(kept).toEqual([ids[1]]);
    expect(logged).toEqual([
      {
        event: 'message kept',
        messageId: ids[1],
        requestId: 'request-1',
        error: expect.any(Error),
      },
    ]);
    expect(await statusesOf(world, 1, 2)).toEqual(['SUCCESS', 'SUCCESS']);
  });

  it('names every message that is kept', async () => {
    const world = createWorld({ run: fails });
    await beginEach(world, 1);
    await world.queue.send('not JSON');
    await beginEach(world, 2);
    const { ports, event, ids } = await createBatch(world.queue);

    const kept = await keptOf(createHandler({ ...world.ports, ...ports }), event);

    expect(kept).toEqual(ids);
  });

  it('gives back what the time that is left would not see to its end', async () => {
    let leftMs = 70_000;
    const world = createWorld({
      policy: { timeoutSeconds: 60 },
      run: () => {
        leftMs -= 10_000;
        return 'ok';
      },
    });
    await beginEach(world, 1, 2);
    const { ports, event, ids } = await createBatch(world.queue);

    const handler = createHandler({ ...world.ports, ...ports });
    const kept = await keptOf(handler, event, () => leftMs);

    expect(kept).toEqual([ids[1]]);
    expect(await statusesOf(world, 1, 2)).toEqual(['SUCCESS', 'PENDING']);
  });
});
