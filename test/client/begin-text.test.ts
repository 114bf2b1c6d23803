import { describe, expect, test } from 'vitest';
import { transports } from './client-worlds.ts';

describe.each(transports)('over $transport, an argument', ({ createWorld }) => {
  test('that is undefined is not given, by name or last by position', async () => {
    const { client, work } = createWorld();

    const byName = await client.checkStatusOrBegin('echo', {
      kwargs: { text: 'a', times: undefined as unknown as number },
    });
    const byPosition = await client.checkStatusOrBegin('echo', {
      args: ['a', undefined as unknown as number, undefined as unknown as number],
    });
    await work();
    await work();

    expect(await client.getProcessResult(byName)).toEqual({ text: 'a', times: 1 });
    expect(await client.getProcessResult(byPosition)).toEqual({ text: 'a', times: 1 });
  });

  test('that is undefined before another is null, as JSON has it', async () => {
    const { client } = createWorld();

    const begun = client.checkStatusOrBegin('add', {
      args: [undefined as unknown as number, 2],
    });

    await expect(begun).rejects.toMatchObject({
      code: 'invalid-arguments',
      message: expect.stringContaining('x: expected number, got null'),
    });
  });

  test.each([
    ['a bigint', 1n],
    ['a cycle', cycle()],
  ])('that is %s is refused', async (_, value) => {
    const { client, queue } = createWorld();

    const begun = client.checkStatusOrBegin('any', { kwargs: { value: value as never } });

    await expect(begun).rejects.toMatchObject({ name: 'TaskError', code: 'invalid-arguments' });
    expect(queue.size()).toBe(0);
  });
});

function cycle(): unknown {
  const ring: { ring?: unknown } = {};
  ring.ring = ring;
  return ring;
}
