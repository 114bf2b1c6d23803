import { expect, it } from 'vitest';
import { createHandler } from '../../lambdas/dead-letter/create-handler.ts';
import { createWorld, forever } from '../core/world.ts';
import { createBatch, keptOf } from './batch.ts';

it('a batch of dead letters is sent again one by one, but for what is held or cannot be read', async () => {
  const world = createWorld({ run: forever, policy: { timeoutSeconds: 60 } });
  for (const x of [1, 2, 3]) {
    await world.begin({ x, pollingUrl: `/zone/${x}` });
    if (x === 2) await world.deadLetters.send('{"v":99}');
    const received = await world.queue.receive();
    await world.deadLetters.send(received?.body ?? '');
    if (x === 1) await received?.delivery.setVisibility(1);
    else await received?.remove();
  }
  await world.clock.advance(1_000);
  const work = world.startWork();
  await world.clock.advance(0);
  const { ports, event, ids, logged } = await createBatch(world.deadLetters);

  const kept = await keptOf(createHandler({ ...world.ports, ...ports }), event);

  const statuses = await Promise.all(
    [1, 2, 3].map(async (x) => (await world.byUrl(`/zone/${x}`)).status),
  );
  expect(kept).toEqual([ids[0], ids[1]]);
  expect(statuses).toEqual(['STARTED', 'PENDING', 'PENDING']);
  expect(world.queue.size()).toBe(1 + 2);
  expect(logged).toContainEqual(
    expect.objectContaining({ event: 'message kept', messageId: ids[1], requestId: 'request-1' }),
  );
  await world.clock.runUntil(work);
});
