import { isInFlight } from '../../core/run.ts';
import { createCall, type CallPorts } from './calls.ts';
import { createCallers, type Callers } from './callers.ts';
import type { Choices } from './choices.ts';
import { createFaults } from './faults.ts';
import { createFunctions } from './functions.ts';
import { createKernel, type Kernel } from './kernel.ts';
import type { Broken } from './ledger.ts';
import type { Violation } from './promises.ts';
import { chooseSettings } from './settings.ts';
import { afterPromises, afterTurns } from './let-run.ts';
import { haltedMs, patienceMs } from './patience.ts';
import { createStack, type Stack } from './stack.ts';
import { createStory } from './story.ts';
import { createTransit } from './through-sdk/transit.ts';

/** How processes reach the services: by their ports, or through the production adapters and the SDK. */
export type Through = 'ports' | 'sdk';

/** What became of one schedule. */
export interface Played {
  /** The first promise that was broken, if any. */
  violation: Violation | undefined;
  story: readonly string[];
  choices: readonly number[];
  counts: Counts;
}

export interface Counts {
  steps: number;
  runs: number;
  accepted: number;
  ended: number;
  /** Attempts that a worker began though another had begun one before. */
  retaken: number;
  /** Writes of processes that once held a run and do no longer, all refused. */
  zombieWrites: number;
  /** Of the SDK, with its retries, and those of them that were answered with a throttling. */
  requests: number;
  retries: number;
  throttled: number;
}

/** Plays the one schedule that the choices make: the production rules and consumers over simulated services. */
export async function play(
  choices: Choices,
  told = false,
  through: Through = 'ports',
): Promise<Played> {
  const settings = chooseSettings(choices);
  const transit = through === 'sdk' ? createTransit() : undefined;
  const kernel = createKernel(transit === undefined ? afterPromises : afterTurns(transit.busy));
  const story = createStory(kernel, told);
  const violations: Violation[] = [];
  const broken: Broken = (promise, how) => {
    story.tell('', () => `BROKEN: ${promise}: ${how}`);
    violations.push({ promise, how });
    kernel.stop();
  };
  story.tell('', () => JSON.stringify(settings));
  const faults = createFaults(choices);
  const functions = createFunctions({ kernel, choices, story, settings });
  const call = createCall({ kernel, choices, faults, story });
  const ports = { kernel, choices, faults, story, functions, call, settings, broken, transit };
  const stack = createStack(ports);
  const callers = createCallers({ ...ports, ...stack });

  await kernel.run(settings.startMs);
  const outageUntil = choices.once(100) ? planOutage(ports) : 0;
  await act(kernel, choices, callers);
  await kernel.run(Math.max(kernel.now(), outageUntil));
  if (choices.once(40)) {
    stack.purge();
    story.tell('', () => 'the queues are emptied by hand');
    await kernel.run(kernel.now() + waitOf(choices));
  }
  faults.heal();
  story.tell('', () => 'no more faults');
  await kernel.run(kernel.now() + haltedMs);
  await kernel.run(kernel.now() + patienceMs(stack, settings));
  if (violations.length === 0) await audit(kernel, stack, callers, broken);
  stack.close();

  return {
    violation: violations[0],
    story: story.lines(),
    choices: choices.taken(),
    counts: countsOf(kernel, stack),
  };
}

async function act(kernel: Kernel, choices: Choices, callers: Callers): Promise<void> {
  const { begin, readById, readByUrl, cancel } = callers;
  const acts = [begin, begin, begin, readById, readByUrl, cancel];
  begin();
  for (let left = choices.pick(7); left > 0; left -= 1) {
    await kernel.run(kernel.now() + waitOf(choices));
    acts[choices.pick(acts.length)]?.();
  }
  await kernel.run(kernel.now() + waitOf(choices));
}

/** From a moment to longer than any lease, and now and then past all that is remembered. */
function waitOf(choices: Choices): number {
  const longest = [100, 5_000, 40_000, 200_000, 3_000_000, 90_000_000, 4_000_000_000];
  const most = longest[choices.pick(choices.once(6) ? longest.length : 4)] ?? 0;
  return choices.pick(most);
}

/** A service or both answer no call for minutes or hours. Returns when that is over. */
function planOutage({ kernel, choices, faults, story }: CallPorts): number {
  const services = [['table'], ['queue'], ['table', 'queue']] as const;
  const down = services[choices.pick(services.length)] ?? services[0];
  const fault = choices.once(2) ? 'throttled' : 'failed';
  const longestMs = [300_000, 1_800_000, 12_000_000][choices.pick(3)] ?? 0;
  const from = choices.pick(60_000);
  const until = from + choices.pick(longestMs);
  kernel.after(from, () => {
    story.tell('', () => `from here on ${down.join(' and ')} answer no call`);
    faults.down(down, fault);
    return false;
  });
  kernel.after(until, () => {
    story.tell('', () => `${down.join(' and ')} answer again`);
    faults.up();
    return false;
  });
  return kernel.now() + until;
}

/** What must hold when everything had its time. */
async function audit(kernel: Kernel, stack: Stack, callers: Callers, broken: Broken) {
  for (const { record, message } of stack.ledger.runs.values()) {
    if (record !== undefined && isInFlight(record.status) && !stack.purged()) {
      broken('accepted ends', `${message.run} is still ${record.status}`);
    }
  }
  const left = stack.messagesLeft();
  if (left > 0) broken('accepted ends', `${left} messages are left`);
  callers.readAll();
  await kernel.run(kernel.now() + 1000);
}

function countsOf(kernel: Kernel, { ledger, traffic }: Stack): Counts {
  const all = [...ledger.runs.values()];
  return {
    steps: kernel.steps(),
    runs: all.filter(({ order }) => order > 0).length,
    accepted: all.filter(({ accepted }) => accepted).length,
    ended: all.filter(({ terminalWrites }) => terminalWrites > 0).length,
    retaken: all.reduce((sum, { claimants }) => sum + Math.max(0, claimants.size - 1), 0),
    zombieWrites: ledger.zombieWrites(),
    ...traffic,
  };
}
