import type { History } from './histories.ts';
import type { Budget } from './settings.ts';
import type { State } from './state.ts';
import type { World } from './world.ts';

/** What a call may do to the world, and what it may be answered. */
export interface Effect {
  does: string;
  answer: number;
  table?: number;
  queue?: number;
  budget?: number;
  /** False for what goes wrong: it need not happen for things to come to their end. */
  fair?: false;
}

export function createEffects(world: World) {
  const { settings, calls, answers, tables, queues, budgets } = world;
  const message = answers.idOf({ to: 'message' });
  const error = { name: 'Error', message: 'no' };
  const end = { kind: 'threw' as const, error, permanent: false };
  const threw: Effect = {
    does: 'has its task throw',
    answer: answers.idOf({ to: 'execute', end }),
    fair: false,
  };

  function spend(budget: number, name: keyof Budget): number {
    const left = budgets.get(budget);
    return budgets.idOf({ ...left, [name]: left[name] - 1 });
  }

  function sent({ queue, budget }: State, body: string): Effect[] {
    if ('abcdefgh'.indexOf(queues.runOf(body).slice(-1)) >= settings.sends) return [];
    const once = { does: 'sends', queue: queues.send(queue, body, 1), answer: message };
    if (budgets.get(budget).duplicates === 0) return [once];
    const twice = queues.send(queue, body, 2);
    return [
      once,
      { does: 'sends twice', queue: twice, answer: message, budget: spend(budget, 'duplicates') },
    ];
  }

  /**
   * Whoever dies before its dead letter is deleted sends it once more, as often as one likes: copies beyond those that
   * all workers may hold at once say nothing.
   */
  function sentAgain({ queue }: State, body: string): Effect {
    const own = queues.messages(queue).find((one) => !one.dead && queues.body(one.body) === body);
    const isFull = (own?.copies ?? 0) >= settings.workers;
    const after = isFull ? queue : queues.send(queue, body, 1);
    return { does: 'sends again', queue: after, answer: message };
  }

  /** What the task returns names its run and the fence under which it ran. */
  function executed({ program, fence }: History): Effect[] {
    const json = JSON.stringify(`${runOf(program)}#${fence}`);
    const answer = answers.idOf({ to: 'execute', end: { kind: 'returned', json } });
    const returned: Effect = { does: `has its task return ${json}`, answer };
    return settings.throws ? [returned, threw] : [returned];
  }

  function bodyOf(program: History['program']): string {
    if ('body' in program) return program.body;
    throw new Error(`${program.name} has no message`);
  }

  const runOf = (program: History['program']) => queues.runOf(bodyOf(program));

  return {
    spend,
    of(state: State, call: number, by: History): Effect[] {
      const asked = calls.get(call);
      switch (asked.do) {
        case 'read':
        case 'put':
        case 'update':
          return [{ does: 'is answered', ...tables.answer(state.table, call) }];
        case 'send':
          return by.program.is === 'dead-letter'
            ? [sentAgain(state, asked.body)]
            : sent(state, asked.body);
        case 'execute':
          return executed(by);
        case 'delete': {
          const isDead = by.program.is === 'dead-letter';
          const queue = queues.remove(state.queue, bodyOf(by.program), isDead);
          return [{ does: 'deletes its message', queue, answer: message }];
        }
      }
    },
    /** The write is done and its answer lost: whoever made it makes it again, as the SDK does. */
    unanswered({ table, budget }: State, call: number): Omit<Effect, 'answer'> | undefined {
      const asked = calls.get(call);
      if (budgets.get(budget).repeats === 0) return undefined;
      if (asked.do !== 'put' && asked.do !== 'update') return undefined;
      const after = tables.answer(table, call).table;
      if (after === table) return undefined;
      return { does: 'is not answered', table: after, budget: spend(budget, 'repeats') };
    },
  };
}
