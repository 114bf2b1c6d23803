import type { Answer, Call } from './calls.ts';
import { presentMs } from './instants.ts';
import { runProgram, type Ended, type Program, type ProgramPorts } from './programs.ts';
import type { Rules } from './rules.ts';
import { sha256 } from '../../lambdas/adapters/sha256.ts';

/** What happened to a process: so much later by its clock, a call of its was answered, or it woke up. */
export interface Happening {
  laterMs: number;
  /** The call's place among the open ones. */
  answered: number | 'sleeps';
  answer: Answer | null;
}

/** Where a process stands once all that happened to it has been answered. */
export interface Standing {
  localMs: number;
  open: readonly { call: Call; madeAtMs: number }[];
  /** When its sleeps are over, by its clock. */
  wakesAtMs: readonly number[];
  /** The message that it has sent last. */
  sent: string | null;
  ended: Ended | null;
}

interface Open {
  call: Call;
  madeAtMs: number;
  answer(answer: Answer): void;
}

const silent = { info: () => {}, error: () => {} };

/**
 * Runs a process from its start, answering its calls as they were answered: production's code does the same each
 * time that it gets the same answers, so that where it stands is a function of them.
 */
export async function replay(
  program: Program,
  happenings: readonly Happening[],
  rules: Rules,
): Promise<Standing> {
  let localMs = presentMs;
  let ids = 0;
  let sent: string | null = null;
  let open: Open[] = [];
  const sleeps = new Set<{ wakesAtMs: number; wake(): void }>();

  const ask = <T extends Answer['to']>(to: T, call: Call) =>
    new Promise<Extract<Answer, { to: T }>>((resolve, reject) => {
      const answer = (given: Answer) => {
        if (isTo(given, to)) resolve(given);
        else reject(new Error(`A ${call.do} was answered as a ${given.to}`));
      };
      open.push({ call, madeAtMs: localMs, answer });
    });
  const outside = async (): Promise<never> => {
    throw new Error('A small world has small results and short URLs');
  };

  const ports: ProgramPorts = {
    store: {
      read: async (place) => (await ask('read', { do: 'read', place })).record,
      put: async (place, record, guard) =>
        (await ask('write', { do: 'put', place, record, guard })).outcome,
      update: async (place, change, guard) =>
        (await ask('write', { do: 'update', place, change, guard })).outcome,
      putResult: outside,
      readResult: outside,
      putUrl: outside,
      readUrl: outside,
    },
    queue: {
      async send(body) {
        sent = body;
        await ask('message', { do: 'send', body });
      },
    },
    delivery: (body) => ({
      body,
      // Messages come whenever they like in a small world: nobody may rely on their being hidden.
      setVisibility: async () => {},
      remove: async () => void (await ask('message', { do: 'delete' })),
    }),
    clock: {
      now: () => localMs,
      monotonic: () => localMs,
      // Who sleeps without a signal waits to ask again, a second at most: nothing in a small world lasts so shortly.
      sleep: (ms, signal) =>
        signal === undefined || signal.aborted
          ? Promise.resolve()
          : new Promise((resolve) => {
              const wake = () => {
                sleeps.delete(sleeper);
                signal.removeEventListener('abort', wake);
                resolve();
              };
              const sleeper = { wakesAtMs: localMs + ms, wake };
              sleeps.add(sleeper);
              signal.addEventListener('abort', wake);
            }),
    },
    chance: {
      id: () => (program.is === 'begin' ? `${program.name}${'abcdefgh'[ids++] ?? ids}` : 'me'),
      fraction: () => 0,
    },
    sha256,
    registry: rules.registry,
    log: silent,
    remainingMs: () => 900_000,
    executor: { execute: async () => (await ask('execute', { do: 'execute' })).end },
  };

  let ended: Ended | null = null;
  void runProgram(program, rules, ports).then((end) => (ended = end));
  await allRun();
  for (const { laterMs, answered, answer } of happenings) {
    localMs += laterMs;
    if (answered === 'sleeps') await wakeAll(sleeps, localMs);
    else {
      const asked = open[answered];
      if (asked === undefined || answer === null)
        throw new Error('Production does not do the same again');
      open = open.filter((other) => other !== asked);
      asked.answer(answer);
    }
    await allRun();
  }
  return {
    localMs,
    open: open.map(({ call, madeAtMs }) => ({ call, madeAtMs })),
    wakesAtMs: [...sleeps].map(({ wakesAtMs }) => wakesAtMs).sort((a, b) => a - b),
    sent,
    ended,
  };
}

/** Timers that are due go off in the order of their times, and each runs as far as it can before the next. */
async function wakeAll(
  sleeps: Set<{ wakesAtMs: number; wake(): void }>,
  nowMs: number,
): Promise<void> {
  for (;;) {
    const due = [...sleeps].filter(({ wakesAtMs }) => wakesAtMs <= nowMs);
    const [first] = due.sort((a, b) => a.wakesAtMs - b.wakesAtMs);
    if (first === undefined) return;
    first.wake();
    await allRun();
  }
}

function isTo<T extends Answer['to']>(answer: Answer, to: T): answer is Extract<Answer, { to: T }> {
  return answer.to === to;
}

/** All that waits for nothing but promises has run when a macrotask comes. */
function allRun(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
