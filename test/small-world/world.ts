import type { Answer, Call } from './calls.ts';
import { createGuises, type Guises } from './guises.ts';
import { createHistories, type Histories } from './histories.ts';
import { createInterned, type Interned } from './interned.ts';
import type { Program } from './programs.ts';
import { createQueues, type Queues } from './queue.ts';
import type { Rules } from './rules.ts';
import { budgetOf, type Budget, type Settings } from './settings.ts';
import type { Process, State } from './state.ts';
import { createTables, type Tables } from './table.ts';

/** All that a small world's states are numbers of. */
export interface World {
  settings: Settings;
  tickMs: number;
  calls: Interned<Call>;
  answers: Interned<Answer>;
  histories: Histories;
  guises: Guises;
  tables: Tables;
  queues: Queues;
  processes: Interned<readonly Process[]>;
  budgets: Interned<Budget>;
}

export function createWorld(rules: Rules, settings: Settings): World {
  const calls = createInterned<Call>((call) => JSON.stringify(call));
  const answers = createInterned<Answer>((answer) => JSON.stringify(answer));
  const tickMs = settings.tickSeconds * 1000;
  const ticking = { tickMs, ticksRemembered: settings.ticksRemembered };
  return {
    settings,
    tickMs,
    calls,
    answers,
    histories: createHistories(rules, calls, answers, settings.heartbeats === 0),
    guises: createGuises(calls, answers, ticking),
    tables: createTables(calls, answers, ticking),
    queues: createQueues(runOfBody),
    processes: createInterned<readonly Process[]>((processes) => {
      let text = '';
      for (const { history, age, name, seen } of processes) {
        text += `${history}:${age}:${name}:${seen} `;
      }
      return text;
    }),
    budgets: createInterned<Budget>((budget) => Object.values(budget).join()),
  };
}

/** The moments at which a small world may begin: all begins stand before their first call, and so many force. */
export async function beginnings(world: World): Promise<State[]> {
  const { begins, mayForce } = world.settings;
  const counts = Array.from({ length: mayForce + 1 }, (_, forced) => forced);
  return Promise.all(
    counts.map(async (forced) => {
      const programs = Array.from({ length: begins }, (_, i): Program => {
        const force = i >= begins - forced;
        return { is: 'begin', name: `${force ? 'F' : 'P'}${i + 1}`, force };
      });
      const started = await Promise.all(programs.map((program) => world.histories.start(program)));
      const callers = started.map(({ id }): Process => {
        return { history: id, age: 0, name: -1, seen: world.guises.nothing };
      });
      return {
        table: world.tables.empty,
        queue: world.queues.empty,
        callers: world.processes.idOf(callers),
        workers: world.processes.idOf([]),
        budget: world.budgets.idOf(budgetOf(world.settings)),
      };
    }),
  );
}

function runOfBody(body: string): string {
  // Production's own message, which it has encoded.
  const message: unknown = JSON.parse(body);
  if (typeof message === 'object' && message !== null && 'run' in message) {
    return String(message.run);
  }
  throw new Error(`A message without a run: ${body}`);
}
