import type { BeginPorts } from '../../core/begin.ts';
import type { RunName } from '../../core/find.ts';
import type { Clock, Delivery, RunStore } from '../../core/ports.ts';
import type { WorkPorts } from '../../core/work.ts';
import type { Rules } from './rules.ts';

/** A process of a small world, by what it was started with. */
export type Program =
  | { is: 'begin'; name: string; force: boolean }
  | { is: 'worker' | 'dead-letter'; name: string; body: string }
  | { is: 'cancel' | 'reader'; name: string; run: RunName };

/** What a process came to: its answer, and the run that it is about. */
export interface Ended {
  answer: string;
  run: string | null;
}

/** What a program is run with; each call of the store, the queue and the executor is a step of the world. */
export interface ProgramPorts extends BeginPorts, WorkPorts {
  store: RunStore;
  clock: Clock;
  delivery(body: string): Delivery & { remove(): Promise<void> };
}

/** The one polling URL of a small world. */
export const pollingUrl = '/zone';

/** Runs production's own code to its end. */
export async function runProgram(
  program: Program,
  rules: Rules,
  ports: ProgramPorts,
): Promise<Ended> {
  try {
    return await answerOf(program, rules, ports);
  } catch (error) {
    const name = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return { answer: `threw ${name}`, run: null };
  }
}

async function answerOf(program: Program, rules: Rules, ports: ProgramPorts): Promise<Ended> {
  switch (program.is) {
    case 'begin': {
      const begun = await rules.beginRun(
        {
          task: rules.task,
          bound: rules.bound,
          pollingUrl,
          taskId: null,
          checkRunning: !program.force,
          cacheResults: true,
          reuse: null,
        },
        ports,
      );
      return { answer: begun.outcome, run: 'record' in begun ? begun.record.run : null };
    }
    case 'worker':
    case 'dead-letter': {
      const delivery = ports.delivery(program.body);
      const consume = program.is === 'worker' ? rules.workOn : rules.endDeadLetter;
      const receipt = await consume(delivery, ports);
      if (receipt === 'done') await delivery.remove();
      return { answer: receipt, run: null };
    }
    case 'cancel':
      return statusOf(await rules.cancelRun(program.run, ports));
    case 'reader': {
      await rules.runByUrl(pollingUrl, ports);
      return statusOf(await rules.runById(program.run, ports));
    }
  }
}

function statusOf({ status, run }: { status: string; run: string }): Ended {
  return { answer: status, run };
}
