import { expect, test } from 'vitest';
import { createFakeClock } from './fake-clock.ts';

test('sleepers wake in the order of their times, each before time goes on', async () => {
  const clock = createFakeClock();
  const woken: [string, number][] = [];
  const sleeper = async (name: string, ...naps: number[]) => {
    for (const nap of naps) {
      await clock.sleep(nap);
      woken.push([name, clock.monotonic()]);
    }
  };
  void sleeper('a', 30, 30);
  void sleeper('b', 20, 20);
  void sleeper('c', 20);

  await clock.advance(50);

  expect(woken).toEqual([
    ['b', 20],
    ['c', 20],
    ['a', 30],
    ['b', 40],
  ]);
  expect(clock.monotonic()).toBe(50);
  expect(clock.sleepers()).toBe(1);
});

test('time goes on until a promise settles, and no further', async () => {
  const clock = createFakeClock();
  void clock.sleep(10_000);
  const settling = clock.sleep(30).then(() => 'done');

  expect(await clock.runUntil(settling)).toBe('done');

  expect(clock.monotonic()).toBe(30);
  expect(clock.sleepers()).toBe(1);
});

test('a promise that is rejected meanwhile is passed on', async () => {
  const clock = createFakeClock();
  const failing = clock.sleep(5).then(() => {
    throw new Error('broken');
  });

  await expect(clock.runUntil(failing)).rejects.toThrow('broken');
});

test('a promise that nobody will settle is an error', async () => {
  const clock = createFakeClock();

  await expect(clock.runUntil(new Promise(() => {}))).rejects.toThrow('Not settled');
});
