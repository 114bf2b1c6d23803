import { expect, it } from 'vitest';
import { StoreFault } from '../../../core/errors.ts';
import type { Call } from '../calls.ts';
import { listedChoices } from '../choices.ts';
import { createFaults } from '../faults.ts';
import { createKernel } from '../kernel.ts';
import { afterTurns } from '../let-run.ts';
import { createProcess } from '../processes.ts';
import { createSdkServices } from './sdk-services.ts';
import { createTransit } from './transit.ts';

/** A process writes a URL through the SDK, whose requests are these calls: what comes of it, when, after how many. */
async function writeUrl(call: Call) {
  const choices = listedChoices([]);
  const transit = createTransit();
  const kernel = createKernel(afterTurns(transit.busy));
  const services = createSdkServices(
    {
      ...{ kernel, choices, transit, call, faults: createFaults(choices) },
      ...{ onWrite: () => {}, onRefusal: () => {} },
    },
    () => {
      throw new Error('There is no queue here');
    },
  );
  const process = createProcess('begin-1', { skewMs: 0, countsPauses: true });
  const store = services.table.storeOf(process);
  const written = store.putUrl('key', '/zone/1', '2030-01-01T00:00:00.000Z').then(
    () => ({ atMs: kernel.now() }),
    (fault: unknown) => ({ fault, atMs: kernel.now() }),
  );
  await kernel.run(60_000);
  services.close();
  return { ...(await written), ...services.traffic };
}

it('what is not answered in 3 s is asked again, by the SDK', async () => {
  let calls = 0;
  const call: Call = async (_process, _service, _what, work) => {
    calls += 1;
    return calls === 1 ? new Promise(() => {}) : work();
  };

  expect(await writeUrl(call)).toEqual({ atMs: 3000, requests: 2, retries: 1, throttled: 0 });
});

it('what is throttled three times is a throttled fault of the store', async () => {
  const call: Call = () => Promise.reject(new StoreFault('throttled', { throttled: true }));

  expect(await writeUrl(call)).toMatchObject({
    fault: { name: 'StoreFault', throttled: true },
    ...{ requests: 3, retries: 2, throttled: 3 },
  });
});

it('what breaks on its way each time is a fault of the store', async () => {
  const call: Call = () => Promise.reject(new StoreFault('failed'));

  expect(await writeUrl(call)).toMatchObject({
    fault: { name: 'StoreFault', throttled: false },
    ...{ requests: 3, retries: 2, throttled: 0 },
  });
});
