import { describe, expect, test } from 'vitest';
import type { Clock } from '../../core/ports.ts';
import { systemClock } from '../../lambdas/adapters/system-clock.ts';
import { createFakeClock } from '../fakes/fake-clock.ts';

interface ClockUnderTest {
  clock: Clock;
  /** Waits for the promise, however this clock's time goes by. */
  elapse<T>(promise: Promise<T>): Promise<T>;
}

clockContract('the system', () => ({ clock: systemClock, elapse: (promise) => promise }));

clockContract('a fake', () => {
  const clock = createFakeClock();
  return { clock, elapse: clock.runUntil };
});

function clockContract(name: string, make: () => ClockUnderTest): void {
  describe(`${name} as a clock`, () => {
    test('sleeps for as long as it is told', async () => {
      const { clock, elapse } = make();
      const [from, monotonicFrom] = [clock.now(), clock.monotonic()];

      await elapse(clock.sleep(50));

      // Node's timers may fire up to a millisecond early by this measure.
      expect(clock.monotonic() - monotonicFrom).toBeGreaterThanOrEqual(49);
      expect(clock.now() - from).toBeGreaterThanOrEqual(49);
    });

    test('ends a sleep early, without an error, when its signal aborts', async () => {
      const { clock, elapse } = make();
      const controller = new AbortController();
      const from = clock.monotonic();

      const sleeping = clock.sleep(60_000, controller.signal);
      controller.abort(new Error('enough'));

      await elapse(sleeping);
      expect(clock.monotonic() - from).toBeLessThan(10_000);
    });

    test('does not fall asleep when its signal has aborted', async () => {
      const { clock, elapse } = make();
      const from = clock.monotonic();

      await elapse(clock.sleep(60_000, AbortSignal.abort()));

      expect(clock.monotonic() - from).toBeLessThan(10_000);
    });
  });
}

test("the system's clock leaves no timer behind when a sleep ends early", async () => {
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
  const before = timers();
  const controller = new AbortController();

  const sleeping = systemClock.sleep(60_000, controller.signal);
  expect(timers()).toBe(before + 1);
  controller.abort();
  await sleeping;

  expect(timers()).toBe(before);
});
