import { expect, it } from 'vitest';
import { createFailingWorld } from './world.ts';

// Found by `npm run simulate -- --seed 5 --from 93015 --schedules 1`: it began a second run.
it('a begin whose message is sent is begun, though a stale outcome would serve by now', () =>
  isBegunBeside({ maxAgeSeconds: 0 }));

it('a begin whose message is sent is begun, though a fresh outcome would serve by now', () =>
  isBegunBeside({ maxAgeSeconds: 600 }));

/** The run that a forced begin is about to replace ends, once its own message is sent. */
async function isBegunBeside({ maxAgeSeconds }: { maxAgeSeconds: number }): Promise<void> {
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
}
