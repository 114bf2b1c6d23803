import { StoreFault } from '../../../core/errors.ts';
import { onceMs } from '../../../core/begin-once.ts';
import { first, later, nth, putsCopy, putsHead, readsHead, readsItem, sends } from '../call.ts';
import { createLine } from '../line.ts';
import type { Scenario } from '../scenario.ts';
import type { System } from '../whole-system.ts';
import { begun, toCaller, workedOff } from './setup.ts';

const key = { 'Idempotency-Key': '"one"' };
const act: Scenario['act'] = (system, line) => toCaller(system.begin(line, {}, key));
const actAlone: Scenario['act'] = (system, line) =>
  toCaller(system.begin(line, { pollingUrl: undefined }, key));
const written = {
  'message sent for a request with a key': sends,
  'head written for a request with a key': putsHead,
};
const firstLook = { 'look for a request with a key': first(readsHead) };

const worked = (system: System) => system.work(createLine('worker', system.clock));

/** Requests with an Idempotency-Key. */
export const beginOnce: readonly Scenario[] = [
  {
    title: 'A request with an Idempotency-Key begins its run',
    act,
    calls: { 'look for a request with a key': readsHead, ...written },
  },
  {
    title: 'A request with an Idempotency-Key comes in the last seconds of a day, over another run',
    async prepare(system) {
      await begun(system);
      await workedOff(system);
      await system.clock.advance(onceMs - (system.clock.now() % onceMs) - 2_000);
      return '';
    },
    act,
    calls: {
      'look by the name of today': nth(readsItem, 1),
      'look by the name of yesterday': nth(readsItem, 2),
      'look by the name of tomorrow': nth(readsItem, 3),
    },
    besides: { ...firstLook, ...written, 'copy of the earlier run': putsCopy },
  },
  {
    title: 'A worker begins the run of an Idempotency-Key first, and a forced begin replaces it',
    forces: true,
    meanwhile: (system) => ({
      which: putsHead,
      async act() {
        await worked(system);
        await begun(system, { checkRunning: false });
      },
    }),
    act,
    calls: {
      'look again for a request with a key': later(readsHead),
      'look again by the name of today': readsItem,
    },
    besides: { ...firstLook, ...written },
  },
  {
    title: 'A worker begins the run of an Idempotency-Key, and the table fails its begin',
    meanwhile: (system) => ({
      which: putsHead,
      async act() {
        await worked(system);
        throw new StoreFault('There was no answer');
      },
    }),
    act,
    calls: { 'look after a fault for a request with a key': later(readsHead) },
    besides: { ...firstLook, ...written },
  },
  {
    title: 'A request with an Idempotency-Key begins its run without a URL',
    act: actAlone,
    calls: {
      'look for a request with a key and no URL': readsHead,
      'message sent for a key without a URL': sends,
      'head written for a key without a URL': putsHead,
    },
  },
  {
    title: 'A worker begins the run of an Idempotency-Key without a URL first',
    meanwhile: (system) => ({ which: putsHead, act: () => worked(system) }),
    act: actAlone,
    calls: { 'look again for a request with a key and no URL': later(readsHead) },
    besides: {
      'look for a request with a key and no URL': first(readsHead),
      'message sent for a key without a URL': sends,
      'head written for a key without a URL': putsHead,
    },
  },
];
