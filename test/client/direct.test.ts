import { expect, expectTypeOf, test } from 'vitest';
import * as tasks from '#tasks';
import { createDirectClient } from '../../client/direct.ts';
import { createClient } from '../../client/https.ts';
import { createDirectWorld } from './client-worlds.ts';

const place = { table: 'runs', queue: 'https://sqs.example/runs' };

test('the direct client is the client over HTTPS to whoever calls it', () => {
  const client = createDirectClient({ ...place, tasks });
  const overHttps = createClient<typeof tasks>({ url: 'https://api.example' });

  expectTypeOf(client).toEqualTypeOf(overHttps);
  expect(Object.keys(client).sort()).toEqual(Object.keys(overHttps).sort());
});

test('a module with what is no task is refused, by its name', () => {
  const create = () => createDirectClient({ ...place, tasks: { ...tasks, helper: () => 1 } });

  expect(create).toThrow(
    new TypeError('The registry exports helper, which defineTask did not make'),
  );
});

test('a begin speaks in the owner’s words', async () => {
  const { client } = createDirectWorld({ statusTexts: '{"started":"Wait for {task}"}' });

  const begun = await client.checkStatusOrBegin('add', { args: [2, 3] });

  expect(begun.statusText).toBe('Wait for add');
});

test('a monitor refers to paths as an API without a prefix has them', async () => {
  const { client } = createDirectWorld();
  const { taskId } = await client.checkStatusOrBegin('add', { args: [2, 3] });

  const monitor = await client.getMonitor({ taskId });

  expect(monitor?.urls.result).toBe(`/v1/tasks/${taskId}/result`);
});

test('what is no fault of its caller keeps its cause', async () => {
  const { client } = createDirectWorld({
    through: (store) => ({
      ...store,
      read: async () => {
        throw new RangeError('Nobody foresaw this');
      },
    }),
  });

  const asked = client.getMonitor({ pollingUrl: '/zone' });

  await expect(asked).rejects.toMatchObject({
    code: 'internal',
    status: 500,
    message: 'Nobody foresaw this',
    cause: { name: 'RangeError' },
  });
});
