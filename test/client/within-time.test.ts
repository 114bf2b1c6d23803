import { expect, test } from 'vitest';
import { createClientOver } from '../../client/client-over.ts';
import type { Transport } from '../../client/transport.ts';
import type * as tasks from '#tasks';
import { createFakeClock } from '../fakes/fake-clock.ts';

/** Answers never, but heeds its signal. */
function hangs(signal?: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason));
  });
}

const nothing: Transport = {
  begin: (_asked, asking) => hangs(asking?.signal),
  findById: () => hangs(),
  findByUrl: () => hangs(),
  look: (_taskId, asking) => hangs(asking?.signal),
  cancel: () => hangs(),
};

test('a begin that hangs is waited for no longer than the caller said', async () => {
  const clock = createFakeClock();
  const client = createClientOver<typeof tasks>(nothing, clock);

  const waiting = client.run('add', { x: 1, y: 2 }, { timeoutMs: 500 });

  await expect(clock.runUntil(waiting)).rejects.toMatchObject({ code: 'timed-out' });
  expect(clock.monotonic()).toBe(2500);
});

test('a signal of the caller’s own ends the waiting with its reason, and no timer is left', async () => {
  const clock = createFakeClock();
  const client = createClientOver<typeof tasks>(nothing, clock);
  const stop = new AbortController();

  const waiting = client.run('add', { x: 1, y: 2 }, { timeoutMs: 500, signal: stop.signal });
  stop.abort(new Error('enough'));

  await expect(waiting).rejects.toThrow('enough');
  expect(clock.sleepers()).toBe(0);
});
