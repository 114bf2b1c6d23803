import { sendAgainMs } from '../../../core/times.ts';
import {
  first,
  hides,
  later,
  putsCopy,
  putsHead,
  putsUrl,
  readsHead,
  readsItem,
  removes,
  sends,
  sets,
} from '../call.ts';
import type { Operation, Scenario } from '../scenario.ts';
import { begun, cutOff, givenUp, held, longUrl, toQueue, workedOff } from './setup.ts';

const act: Scenario['act'] = (system, line) => toQueue(system.endDeadLetter(line));

export const deadLetter: Operation = {
  name: 'dead letter',
  process: 'consumer',
  scenarios: [
    {
      title: 'The queue gave up on a run that nobody works on',
      async prepare(system) {
        const taskId = await begun(system);
        await givenUp(system);
        return taskId;
      },
      act,
      calls: {
        'look at the head': readsHead,
        'message sent again': sends,
        'message deleted': removes,
      },
    },
    {
      title: 'The queue gave up on a run that is three days old',
      async prepare(system) {
        const taskId = await begun(system);
        await system.clock.advance(sendAgainMs);
        await givenUp(system);
        return taskId;
      },
      act,
      calls: { 'end of the run': sets('FAILURE') },
      besides: { 'look at the head': readsHead, 'message deleted': removes },
    },
    {
      title: 'The begin was cut off before its head, over a run that has ended',
      system: { url: longUrl },
      async prepare(system) {
        await begun(system);
        await workedOff(system);
        const taskId = await cutOff(system, putsUrl);
        await givenUp(system);
        return taskId;
      },
      act,
      calls: {
        'look for an item of its own': readsItem,
        'URL written for the begin': putsUrl,
        'copy made for the begin': putsCopy,
        'head written for the begin': putsHead,
      },
      besides: {
        'look at the head': readsHead,
        'message sent again': sends,
        'message deleted': removes,
      },
    },
    {
      title: 'The run is three days old, and was replaced',
      forces: true,
      async prepare(system) {
        const taskId = await begun(system);
        await system.clock.advance(sendAgainMs);
        await givenUp(system);
        await begun(system, { checkRunning: false });
        return taskId;
      },
      act,
      calls: {
        'look whether it is out of the head': later(readsHead),
        'end in its own item': sets('FAILURE'),
      },
      besides: {
        'look at the head': first(readsHead),
        'look for an item of its own': readsItem,
        'message deleted': removes,
      },
    },
    {
      title: 'A worker holds the run',
      system: { taskMs: 20_000 },
      async prepare(system) {
        const taskId = await held(system);
        await givenUp(system);
        return taskId;
      },
      act,
      calls: { 'message given back until the lease lapses': hides },
      besides: { 'look at the head': readsHead },
    },
  ],
};
