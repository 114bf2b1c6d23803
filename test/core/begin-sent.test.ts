import { expect, it } from 'vitest';
import { createFailingWorld } from './world.ts';

// The first was found by `npm run simulate -- --seed 5 --from 93015 --schedules 1`: it began a second run.
it.each([
  { now: 'stale', maxAgeSeconds: 0 },
  { now: 'fresh', maxAgeSeconds: 600 },
])(
  'a begin whose message is sent is begun, though a $now outcome would serve by now',
  async ({ maxAgeSeconds }) => {
    const policy = { maxAgeSeconds, staleWhileRevalidateSeconds: 600, handoverSeconds: 0 };
    const putInHead = new Set<string>();
    let forcing = false;
    const world = createFailingWorld(
      {
        async before({ method, args }) {
          if (method !== 'put' || args[0].item !== 'head') return;
          putInHead.add(args[1].run);
          const replaces = forcing;
          forcing = false;
          // The run that is about to be replaced ends.
          if (replaces) await world.work();
        },
      },
      { policy },
    );
    await world.begin();
    forcing = true;
    const begun = await world.begin({ checkRunning: false, reuse: true });
    await world.work();

    expect(putInHead.size).toBe(2);
    expect(begun).toMatchObject({ outcome: 'started', record: { run: [...putInHead][1] } });
    expect(await world.byUrl()).toMatchObject({ run: [...putInHead][1], status: 'SUCCESS' });
  },
);
