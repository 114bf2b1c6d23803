import { asksToCancel, readsHead, readsItem, sets } from '../call.ts';
import { createLine } from '../line.ts';
import type { Operation, Scenario } from '../scenario.ts';
import { begun, replaced, toCaller } from './setup.ts';

const act: Scenario['act'] = (system, line, taskId) => toCaller(system.cancel(line, taskId));

export const cancel: Operation = {
  name: 'cancel',
  process: 'API',
  scenarios: [
    {
      title: 'Nobody works on the run yet',
      prepare: (system) => begun(system),
      act,
      calls: { 'look at the head': readsHead, 'end of the run': sets('REVOKED') },
    },
    {
      title: 'A worker is at it',
      system: { taskMs: 25_000 },
      async prepare(system) {
        const taskId = await begun(system);
        void system.work(createLine('worker', system.clock));
        await system.clock.advance(2_000);
        return taskId;
      },
      act,
      calls: { 'request to its worker': asksToCancel },
      besides: { 'look at the head': readsHead },
    },
    {
      title: 'The run was replaced',
      forces: true,
      prepare: replaced,
      act,
      calls: { 'look at its own item': readsItem, 'end in its own item': sets('REVOKED') },
      besides: { 'look at the head': readsHead },
    },
  ],
};
