import { taskIdOf } from '../../core/key.ts';
import { isInFlight } from '../../core/run.ts';
import type { Call, Which } from './call.ts';
import type { Fault } from './faults.ts';
import { createLine, type Line } from './line.ts';
import type { Said, Scenario } from './scenario.ts';
import { createSystem, type System } from './whole-system.ts';

/** What came of a scenario once everything had come to its end. */
export interface Played {
  system: System;
  /** What the process under test said; `died`: nothing, for the fault ended it. */
  said: Said | 'died';
  /** What another process said that was asked the same at once. */
  saidAgain: Said | undefined;
  calls: readonly Call[];
  /** By which places in core/ each of them came. */
  ways: Line['ways'];
  struck: boolean;
  /** How many runs' tasks began to run, since the scenario began. */
  runs: number;
  run: {
    taskId: string;
    /** Which process wrote its first record; undefined where none did. */
    begunBy: string | undefined;
    /** In how many attempts its task began to run. */
    executions: number;
    /** When its last record was written, in milliseconds since the scenario began. */
    endedAfterMs: number;
  };
}

export interface Plan {
  which: Which;
  fault: Fault;
}

/** All that waits: 900 s of the queue's own visibility, and what comes after it. */
const mostSeconds = 3_000;

/** Plays a scenario, with that fault if one is given, until nothing is left to be done. */
export async function play(scenario: Scenario, planned?: Plan, again = false): Promise<Played> {
  const system = createSystem(scenario.system);
  const { clock, history } = system;
  const prepared = (await scenario.prepare?.(system)) ?? '';
  const startedAt = clock.now();
  const before = system.attempts.length;
  const meanwhile = scenario.meanwhile?.(system);
  const line = createLine('it', clock, {
    ...(planned && { planned }),
    ...(meanwhile && { meanwhile }),
  });
  const ended = await drive(system, line, again, (on) => scenario.act(system, on, prepared));
  const taskId = prepared === '' ? taskIdSent(line) : prepared;
  const written = history.written.filter(
    ({ record: { key, run } }) => taskIdOf(key, run) === taskId,
  );
  return {
    ...ended,
    system,
    calls: line.calls,
    ways: line.ways,
    struck: line.struck(),
    runs: new Set(system.attempts.slice(before).map((attempt) => attempt.taskId)).size,
    run: {
      taskId,
      begunBy: written[0]?.by,
      executions: system.attempts.filter((attempt) => attempt.taskId === taskId).length,
      endedAfterMs:
        (written.find(({ record }) => !isInFlight(record.status))?.atMs ?? 0) - startedAt,
    },
  };
}

/** The run that a begin has sent, or meant to send. */
export function taskIdSent({ calls }: Line): string {
  const send = calls.find(({ method }) => method === 'send');
  if (send?.method !== 'send') return '';
  const { key, run } = JSON.parse(send.args[0]) as { key: string; run: string };
  return taskIdOf(key, run);
}

/** Lets the process act, and pollers bring what the queues have, until all of it has ended. */
async function drive(
  system: System,
  line: Line,
  again: boolean,
  act: (line: Line) => Promise<Said>,
): Promise<{ said: Said | 'died'; saidAgain: Said | undefined }> {
  const { clock, queue, deadLetters } = system;
  let under = 0;
  const start = <T>(process: Promise<T>, then: (end: T) => void) => {
    under += 1;
    void process.then((end) => {
      under -= 1;
      then(end);
    });
  };
  let said: Said | 'died' | undefined;
  let saidAgain: Said | undefined;
  start(Promise.race([act(line), line.died]), (end) => (said = end));
  let asked = !again;
  for (let second = 0; second < mostSeconds; second += 1) {
    await clock.advance(0);
    if (!asked && said !== undefined) {
      asked = true;
      start(act(createLine('again', clock)), (end) => (saidAgain = end));
      await clock.advance(0);
    }
    const left = under + queue.size() + deadLetters.size();
    if (said !== undefined && asked && left === 0 && line.settled()) return { said, saidAgain };
    start(system.work(createLine('worker', clock)), () => undefined);
    start(system.endDeadLetter(createLine('consumer', clock)), () => undefined);
    await clock.advance(1_000);
  }
  throw new Error(`Not all has come to its end within ${mostSeconds} s`);
}
