import { putsCopy, putsHead, putsUrl, readsHead, readsItem, readsUrl, sends } from '../call.ts';
import { createLine } from '../line.ts';
import type { Operation } from '../scenario.ts';
import { beginBeside } from './begin-beside.ts';
import { beginOnce } from './begin-once.ts';
import { begun, longUrl, toCaller, workedOff } from './setup.ts';

export const begin: Operation = {
  name: 'begin',
  process: 'API',
  scenarios: [
    {
      title: 'A run is begun at a URL that had none',
      act: (system, line) => toCaller(system.begin(line)),
      calls: {
        'first look at the head': readsHead,
        'message sent': sends,
        'head written': putsHead,
      },
    },
    {
      title: 'A run is begun over one that has ended, at a URL that the head has no room for',
      system: { url: longUrl },
      async prepare(system) {
        await begun(system);
        await workedOff(system);
        return '';
      },
      act: (system, line) => toCaller(system.begin(line)),
      calls: {
        'URL written beside the head': putsUrl,
        'copy of the earlier run': putsCopy,
        'URL read for the answer': readsUrl,
      },
      besides: {
        'first look at the head': readsHead,
        'message sent': sends,
        'head written': putsHead,
      },
    },
    {
      title: 'A worker begins the run first, and a forced begin replaces it',
      forces: true,
      meanwhile: (system) => ({
        which: putsHead,
        async act() {
          await system.work(createLine('worker', system.clock));
          await begun(system, { checkRunning: false });
        },
      }),
      act: (system, line) => toCaller(system.begin(line)),
      calls: { 'look for its own run': readsItem },
      besides: {
        'first look at the head': readsHead,
        'message sent': sends,
        'head written': putsHead,
      },
    },
    {
      title: 'A run in flight is joined by its task ID',
      prepare: (system) => begun(system, { pollingUrl: undefined }),
      act: (system, line, taskId) =>
        toCaller(system.begin(line, { pollingUrl: undefined, taskId })),
      calls: { 'look by task ID': readsHead },
    },
    ...beginBeside,
    ...beginOnce,
  ],
};
