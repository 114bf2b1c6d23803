import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient } from '../../client/https.ts';
import type { TaskClient } from '../../client/task-client.ts';
import { isInFlight } from '../../core/run.ts';
import { until } from '../local/until.ts';
import { deployLocal, emulatorTarget, npmRun } from './emulator.ts';
import { readEmulator } from './env.ts';
import type * as before from './fixtures/tasks-before.ts';

const { endpoint, deviations = [] } = readEmulator() ?? {};
const app = ['--app', `node ${join(import.meta.dirname, 'app.ts')}`];
const stack = (name: string, tasks: 'before' | 'after') => [
  ...app,
  ...['--context', `stackName=${name}`, '--context', `tasks=${tasks}`],
];

/** Two workers are all that there are: what is begun after them is queued until a deployment is over. */
const busy = ['/busy/1', '/busy/2'];
const patienceSeconds = 390;

if (endpoint === undefined) {
  it('a deployment over a running stack loses nothing', ({ skip }) => {
    skip('`npm run test:emulator` tries one');
  });
} else {
  const clients: { close(): void }[] = [];
  let changing: TaskClient<typeof before>;
  let beside: TaskClient<typeof before>;

  const deploy = async (name: string, tasks: 'before' | 'after', more: string[] = []) => {
    const { outputs } = await deployLocal(endpoint, [...stack(name, tasks), ...more]);
    const target = emulatorTarget(endpoint, outputs);
    clients.push(target);
    return createClient<typeof before>(target);
  };
  const ended = (client: TaskClient<typeof before>, pollingUrl: string) =>
    until(async () => {
      const monitor = await client.getMonitor({ pollingUrl });
      return monitor === null || isInFlight(monitor.status) ? undefined : monitor;
    }, patienceSeconds);

  beforeAll(async () => {
    changing = await deploy('Changing', 'before');
    for (const pollingUrl of busy) {
      await changing.checkStatusOrBegin('slow', { args: [90], pollingUrl });
    }
    await until(
      async () => (await changing.processIsRunning({ pollingUrl: busy[0] ?? '' })) || undefined,
      60,
    );
    await changing.checkStatusOrBegin('removed', { kwargs: {}, pollingUrl: '/removed' });
    await changing.checkStatusOrBegin('slow', { args: [0], pollingUrl: '/queued' });
    await deploy('Changing', 'after');
  }, 300_000);

  afterAll(async () => {
    for (const client of clients) client.close();
    for (const name of ['Changing', 'Beside']) {
      await npmRun(endpoint, 'destroy:local', stack(name, 'before'));
    }
  }, 120_000);

  describe('a deployment over a running stack', () => {
    it.each([...busy, '/queued'])(
      'loses no run: %s ends, by the old code or the new',
      async (pollingUrl) => {
        expect(await ended(changing, pollingUrl)).toMatchObject({ status: 'SUCCESS' });
        expect(await changing.getProcessResult({ pollingUrl })).toMatch(/by the (old|new) code/);
      },
      patienceSeconds * 1000,
    );

    it(
      'ends a queued run of a task that it removes as FAILURE, which names the task',
      async () => {
        expect(await ended(changing, '/removed')).toMatchObject({
          status: 'FAILURE',
          error: { name: 'UnknownTask', message: expect.stringContaining('no task removed') },
        });
      },
      patienceSeconds * 1000,
    );

    it('brings the new code', async () => {
      expect(await changing.run('slow', { seconds: 0 })).toBe('by the new code');
    }, 60_000);
  });

  describe('two stacks side by side', () => {
    it('do not meet', async () => {
      beside = await deploy('Beside', 'before');
      const pollingUrl = '/queued';

      expect(await beside.getMonitor({ pollingUrl })).toBeNull();
      await beside.checkStatusOrBegin('slow', { args: [0], pollingUrl });

      expect(await ended(beside, pollingUrl)).toMatchObject({ status: 'SUCCESS' });
      expect(await beside.getProcessResult({ pollingUrl })).toBe('by the old code');
      expect(await beside.getTaskIdFromUrl(pollingUrl)).not.toBe(
        await changing.getTaskIdFromUrl(pollingUrl),
      );
    }, 180_000);

    it('are destroyed one by one', async () => {
      await npmRun(endpoint, 'destroy:local', stack('Changing', 'after'));

      expect(await beside.run('slow', { seconds: 0 })).toBe('by the old code');
    }, 180_000);
  });

  describe('a deployment that fails', () => {
    it('is rolled back to a stack that works', async ({ skip }) => {
      if (deviations.includes('no-rollback')) skip('this place does not roll back');
      const failing = deploy('Beside', 'after', ['--context', 'broken=true']);

      await expect(failing).rejects.toThrow('cdk deploy ended with code 1');
      expect(await beside.run('slow', { seconds: 0 })).toBe('by the old code');
    }, 180_000);
  });
}
