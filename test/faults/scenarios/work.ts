import { unknownTaskMs } from '../../../core/times.ts';
import {
  beats,
  first,
  hides,
  later,
  putsCopy,
  putsHead,
  putsResult,
  putsUrl,
  readsHead,
  readsItem,
  removes,
  sets,
} from '../call.ts';
import { createLine } from '../line.ts';
import type { Operation, Scenario } from '../scenario.ts';
import {
  begun,
  cutOff,
  deadWorker,
  held,
  longUrl,
  ofRemovedTask,
  toQueue,
  workedOff,
  replaced,
} from './setup.ts';

const act: Scenario['act'] = (system, line) => toQueue(system.work(line));
const hiddenFirst = { 'message hidden for a lease': first(hides) };
const claimed = { ...hiddenFirst, claim: sets('STARTED') };
const deleted = { 'message deleted': removes };
const asEver = { ...claimed, settle: sets('SUCCESS'), ...deleted };

export const claim: Operation = {
  name: 'claim',
  process: 'worker',
  scenarios: [
    {
      title: 'A run is claimed where its begin wrote it',
      prepare: (system) => begun(system),
      act,
      calls: { 'message hidden for a lease': first(hides), claim: sets('STARTED') },
      besides: { settle: sets('SUCCESS'), ...deleted },
    },
    {
      title: 'The begin was cut off before its head, over a run that has ended',
      system: { url: longUrl },
      async prepare(system) {
        await begun(system);
        await workedOff(system);
        return cutOff(system, putsUrl);
      },
      act,
      calls: {
        'look for an item of its own': readsItem,
        'URL written for the begin': putsUrl,
        'copy made for the begin': putsCopy,
        'head written for the begin': putsHead,
      },
      besides: asEver,
    },
    {
      title: 'The run was replaced before it was claimed',
      forces: true,
      prepare: replaced,
      act,
      calls: {
        'look whether it is out of the head': readsHead,
        'claim in its own item': later(sets('STARTED')),
      },
      besides: {
        ...asEver,
        claim: first(sets('STARTED')),
        'look for an item of its own': readsItem,
      },
    },
    {
      title: 'Another worker holds the run',
      system: { taskMs: 20_000 },
      prepare: held,
      act,
      calls: { 'message given back until the lease lapses': later(hides) },
      besides: claimed,
    },
    {
      title: 'The last attempt has died',
      system: { policy: { retries: 0 } },
      async prepare(system) {
        const taskId = await begun(system);
        await deadWorker(system, sets('STARTED'));
        await system.clock.advance(30_000);
        return taskId;
      },
      act,
      calls: { 'end for want of attempts': sets('FAILURE') },
      besides: { ...claimed, ...deleted },
    },
    {
      title: 'There is no time left for an attempt',
      prepare: (system) => begun(system),
      act: (system, line) => toQueue(system.work(line, 60_000)),
      calls: { 'message given back for a second': later(hides) },
      besides: hiddenFirst,
    },
    {
      title: 'The task was removed',
      async prepare(system) {
        const taskId = await begun(system);
        await ofRemovedTask(system);
        await system.clock.advance(unknownTaskMs);
        return taskId;
      },
      act,
      calls: {
        'look for a run without a task': readsHead,
        'end for want of a task': sets('FAILURE'),
      },
      besides: { ...hiddenFirst, ...deleted },
    },
  ],
};

export const heartbeat: Operation = {
  name: 'heartbeat and progress',
  process: 'worker',
  scenarios: [
    {
      title: 'A run takes 25 s',
      system: { taskMs: 25_000 },
      prepare: (system) => begun(system),
      act,
      calls: { heartbeat: beats, 'message hidden for another lease': later(hides) },
      besides: asEver,
    },
    {
      title: 'A task says how far it is',
      system: {
        taskMs: 5_000,
        task: (_job, { onProgress }) => onProgress({ current: 1, total: 2, message: null }),
      },
      prepare: (system) => begun(system),
      act,
      calls: { progress: beats },
      besides: asEver,
    },
    {
      title: 'The run is replaced while it is at work',
      forces: true,
      system: { taskMs: 25_000 },
      prepare: (system) => begun(system),
      meanwhile: (system) => ({
        which: beats,
        act: () => begun(system, { checkRunning: false }),
      }),
      act,
      calls: { 'heartbeat in its own item': later(beats) },
      besides: {
        ...asEver,
        heartbeat: first(beats),
        'message hidden for another lease': later(hides),
      },
    },
  ],
};

const failsFirst: Scenario['system'] = {
  task: ({ attempt }) => {
    if (attempt === 1) throw new Error('It fails');
  },
};

export const settle: Operation = {
  name: 'settle',
  process: 'worker',
  scenarios: [
    {
      title: 'A task returns what the head has no room for',
      system: { resultLength: 2_000 },
      prepare: (system) => begun(system),
      act,
      calls: { 'result written': putsResult, settle: sets('SUCCESS'), ...deleted },
      besides: claimed,
    },
    {
      title: 'A task fails, and is to be tried again',
      system: failsFirst,
      prepare: (system) => begun(system),
      act,
      calls: {
        'settle for another attempt': sets('RETRY'),
        'message hidden for the backoff': later(hides),
      },
      besides: claimed,
    },
    {
      title: 'A task fails whose run is cancelled at that moment',
      system: { policy: { backoffSeconds: 100 }, ...failsFirst },
      prepare: (system) => begun(system),
      meanwhile: (system) => ({
        which: sets('RETRY'),
        async act() {
          const [attempt] = system.attempts;
          await system.cancel(createLine('canceller', system.clock), attempt?.taskId ?? '');
        },
      }),
      act,
      calls: { 'look before the cancel': readsHead, 'end by the cancel': sets('REVOKED') },
      besides: { ...claimed, 'settle for another attempt': sets('RETRY'), ...deleted },
    },
  ],
};
