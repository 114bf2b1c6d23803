import { describe, expect, test } from 'vitest';
import { lostAfterMs } from '../../core/times.ts';
import { sets } from './call.ts';
import { createLine } from './line.ts';
import { begun, deadWorker, workedOff } from './scenarios/setup.ts';
import { createSystem, type System } from './whole-system.ts';

const failing = () => {
  throw new Error('It fails');
};

/** In each state that a run can be in when somebody empties the queue. */
const states: Record<string, (system: System) => Promise<unknown>> = {
  PENDING: async () => undefined,
  STARTED: (system) => deadWorker(system, sets('STARTED')),
  RETRY: (system) => system.clock.runUntil(system.work(createLine('worker', system.clock))),
};

describe.each(Object.entries(states))(
  'a run that is %s when its queue is emptied',
  (state, reach) => {
    async function emptied() {
      const system = createSystem(state === 'RETRY' ? { task: failing } : {});
      const taskId = await begun(system);
      await reach(system);
      await system.clock.advance(30_000);
      while (await removeNext(system));
      const get = (path: string) => system.ask(createLine('api', system.clock), 'GET', path);
      return { system, taskId, get };
    }

    test('reads as it was while a message could still exist, and then as FAILURE Lost', async () => {
      const { system, taskId, get } = await emptied();
      const before = await get(`/v1/tasks/${taskId}`);

      await system.clock.advance(lostAfterMs);

      expect(before.body.status).toBe(state);
      for (const path of [`/v1/tasks/${taskId}`, '/v1/status?pollingUrl=/zone']) {
        const { status, body } = await get(path);
        expect([status, body]).toMatchObject([
          200,
          { taskId, status: 'FAILURE', error: { name: 'Lost' } },
        ]);
      }
      expect((await get(`/v1/tasks/${taskId}/result`)).status).toBe(409);
    });

    test('leaves its URL free: another run is begun there, and ends', async () => {
      const { system, taskId, get } = await emptied();
      await system.clock.advance(lostAfterMs);

      const again = await system.begin(createLine('api', system.clock), { args: [2] });
      await workedOff(system);

      expect(again).toMatchObject({ status: 202, body: { outcome: 'started' } });
      expect((await get(`/v1/tasks/${again.body.taskId ?? ''}`)).body.attempt).toBeGreaterThan(0);
      expect((await get(`/v1/tasks/${taskId}`)).body.error?.name).toBe('Lost');
    });
  },
);

/** By hand: the queue has no more to say of it. */
async function removeNext({ queue }: System): Promise<boolean> {
  const received = await queue.receive();
  await received?.remove();
  return received !== undefined;
}
