import { expect, it } from 'vitest';
import { createFailingWorld } from './world.ts';

// Found by `npm run simulate -- --seed 5 --from 93015 --schedules 1`.
it('a begin that turns to a stale outcome after it has sent its message begins no second run', async () => {
  const policy = { maxAgeSeconds: 0, staleWhileRevalidateSeconds: 600, handoverSeconds: 0 };
  const putInHead = new Set<string>();
  let forcing = false;
  let ownItemReads = 0;

  const world = createFailingWorld(
    {
      async before({ method, args }) {
        if (method === 'put' && args[0].item === 'head') {
          putInHead.add(args[1].run);
          const replaces = forcing;
          forcing = false;
          // The run that is about to be replaced ends.
          if (replaces) await world.work();
        }
        if (method === 'read' && args[0].item === 'run' && putInHead.size === 2) {
          ownItemReads += 1;
          // A worker is first with the run of the message, before its begin looks for it.
          if (ownItemReads === 1) await world.work();
        }
      },
    },
    { policy },
  );
  await world.begin();
  forcing = true;
  const begun = await world.begin({ checkRunning: false, reuse: true });

  expect(begun).toMatchObject({ outcome: 'stale' });
  expect(putInHead.size).toBe(2);
  expect(begun).toHaveProperty('behind.record.run', [...putInHead][1]);
  expect(await world.byUrl()).toMatchObject({ run: [...putInHead][1], status: 'SUCCESS' });
});
