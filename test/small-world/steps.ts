import { recordIn } from './calls.ts';
import { createCrew } from './crew.ts';
import { createEffects, type Effect } from './effects.ts';
import { holderName } from './guises.ts';
import { noAnswer, type History, type OpenCall, type Turn } from './histories.ts';
import { createJudge, type Actor } from './judge.ts';
import type { Program } from './programs.ts';
import type { Process, State, Step } from './state.ts';
import type { World } from './world.ts';

/** What a state may become. Where production's code must run first to see it, that is what is to be done. */
export interface Expanded {
  steps: Step[];
  missing: (() => Promise<unknown>)[];
}

/** Puts what a process has become into the state; null: it is no more. */
type Place = (state: State, process: Process | null) => State;

/** Everything that can happen in a state of the world. */
export function createSteps(world: World): (state: State) => Expanded {
  const { settings, tickMs, calls, answers, histories, guises, tables, queues } = world;
  const { budgets, processes } = world;
  const effects = createEffects(world);
  const crew = createCrew(world);
  const judge = createJudge(world);

  function expand(state: State): Expanded {
    const found: Expanded = { steps: [], missing: [] };
    const callers = processes.get(state.callers);
    const workers = processes.get(state.workers);
    const budget = budgets.get(state.budget);

    callers.forEach((caller, index) => {
      if (crew.isBehindItsLike(callers, index)) return;
      const others = (process: Process | null) =>
        callers.flatMap((other, i) => (i !== index ? [other] : process === null ? [] : [process]));
      proceed(found, state, caller, [caller.age], '', (to, process) => {
        return { ...to, callers: processes.idOf(others(process)) };
      });
    });
    workers.forEach((worker, index) => {
      const others = workers.filter((_, i) => i !== index);
      const place: Place = (to, process) => {
        return { ...to, workers: crew.idOf(process ? [...others, process] : others) };
      };
      proceed(found, state, worker, [worker.age], '', place);
      const to = crew.without(worker.name, place(state, null));
      found.steps.push({ ...step(nameOf(worker), 'dies'), to });
    });
    if (workers.length < settings.workers) {
      for (const { body, dead } of queues.messages(state.queue)) {
        const is = dead ? 'dead-letter' : 'worker';
        const program: Program = { is, name: is, body: queues.body(body) };
        start(found, state, program, crew.freeName(workers), (to, process) => {
          return { ...to, workers: crew.idOf(process ? [...workers, process] : workers) };
        });
      }
    }
    for (const is of ['cancel', 'reader'] as const) {
      const spent = is === 'cancel' ? 'cancels' : 'readers';
      if (budget[spent] === 0) continue;
      for (const [run, { key }] of tables.runs(state.table)) {
        const program: Program = { is, name: `${is} of ${run}`, run: { key, run } };
        const spending = { ...state, budget: effects.spend(state.budget, spent) };
        start(found, spending, program, -1, (to, process) => {
          return { ...to, callers: processes.idOf(process ? [...callers, process] : callers) };
        });
      }
    }
    if (budget.deadLetters > 0) found.steps.push(...givenUp(state));
    const to = crew.later(state);
    found.steps.push({ ...step('the clock', 'goes on'), to, fair: true });
    for (const taken of found.steps) taken.to = crew.named(taken.to);
    return found;
  }

  /** The queue gives up a message: its dead-letter consumer may get it then, and no worker. */
  function givenUp(state: State): Step[] {
    const budget = effects.spend(state.budget, 'deadLetters');
    const alive = queues.messages(state.queue).filter(({ dead }) => !dead);
    return alive.map(({ body }) => {
      const to = { ...state, queue: queues.giveUp(state.queue, body), budget };
      return { ...step('the queue', `gives up ${queues.runOf(queues.body(body))}`), to };
    });
  }

  /** What may happen to a process next, however late it is by then: a call of its is answered, or it wakes up. */
  function proceed(
    found: Expanded,
    state: State,
    self: Process,
    ages: readonly number[],
    before: string,
    place: Place,
  ): void {
    const history = histories.get(self.history);
    for (const [index, open] of history.open.entries()) {
      for (const laterMs of ages.flatMap((age) => latenesses(open, age))) {
        const call = guises.call(open.call, open.madeMsAgo + laterMs, self.name, self.seen);
        for (const effect of effects.of(state, call, history)) {
          const turn = { laterMs, answered: index, answer: effect.answer };
          happen(found, state, self, turn, call, effect, before, place);
        }
        const lost = effects.unanswered(state, call);
        if (lost === undefined) continue;
        const age = Math.min(laterMs / tickMs, settings.ticksRemembered);
        const to = place(changed(state, lost), { ...self, age });
        const actor = { history, name: nameOf(self) };
        judged(found, state, to, actor, { does: before + lost.does, call, fair: false });
      }
    }
    const wakes = history.wakesInMs !== null && history.wakesInMs <= self.age * tickMs;
    if (wakes && budgets.get(state.budget).heartbeats > 0) {
      const left = effects.spend(state.budget, 'heartbeats');
      const effect: Effect = { does: 'wakes', answer: noAnswer, budget: left, fair: false };
      const turn = { laterMs: self.age * tickMs, answered: 'sleeps', answer: noAnswer } as const;
      happen(found, state, self, turn, null, effect, before, place);
    }
  }

  function happen(
    found: Expanded,
    state: State,
    self: Process,
    { laterMs, answered }: Turn,
    call: number | null,
    effect: Effect,
    before: string,
    place: Place,
  ): void {
    const history = histories.get(self.history);
    const { answer } = effect;
    const told =
      answer === noAnswer
        ? { shown: answer, seen: self.seen }
        : guises.answer(answer, self.name, self.seen, showsTime(history, answer));
    const turn = { laterMs, answered, answer: told.shown };
    const next = histories.next(history, turn);
    if (next === undefined) {
      found.missing.push(() => histories.explore(history, turn));
      return;
    }
    const actor = { history: next, name: nameOf(self) };
    const fair = 'body' in history.program && effect.fair !== false;
    const after = changed(state, effect);
    const does = before + effect.does;
    if (next.ended !== null) {
      judged(found, state, place(after, null), actor, { does, call, fair }, self.name);
      return;
    }
    const process = { history: next.id, age: 0, name: self.name, seen: told.seen };
    const to = place(after, process);
    if (!goesOnAtOnce(next)) return judged(found, state, to, actor, { does, call, fair });
    const broken = judge(state, to, actor);
    if (broken !== null) {
      found.steps.push({ who: actor.name, does, call, to, fair, broken });
      return;
    }
    if (next.open.some((open) => calls.get(open.call).do === 'delete')) {
      const died = crew.without(self.name, place(after, null));
      found.steps.push({ ...step(actor.name, `${does}, dies`), call, to: died });
    }
    proceed(found, to, process, [0], `${does}, `, place);
  }

  /**
   * Steps that say nothing by themselves are taken with the one before. A message that is sent at once may be received
   * as late as one likes; a begin that dies before it sends has done nothing. A task that returns at once may be
   * settled as late as one likes; one that returns past its deadline settles nothing, as if it had died. A worker that
   * deletes its message late is as one that dies before, and another that finds the run over.
   */
  function goesOnAtOnce({ open: [first, ...others] }: History): boolean {
    if (first === undefined) return false;
    const call = calls.get(first.call);
    if (call.do === 'send' || call.do === 'delete') return others.length === 0;
    return call.do === 'execute' && settings.heartbeats === 0;
  }

  function judged(
    found: Expanded,
    before: State,
    after: State,
    actor: Actor,
    what: Pick<Step, 'does' | 'call' | 'fair'>,
    nowGone = -1,
  ): void {
    const broken = judge(before, after, actor);
    // Judged while it still has its name.
    const to = crew.without(nowGone, after);
    found.steps.push({ who: actor.name, ...what, to, broken });
  }

  /** A process that has done nothing yet is not there: it begins with its first call, which may have been made long before. */
  function start(
    found: Expanded,
    state: State,
    program: Program,
    name: number,
    place: Place,
  ): void {
    const history = histories.started(program);
    if (history === undefined) {
      found.missing.push(() => histories.start(program));
      return;
    }
    const process = { history: history.id, age: 0, name, seen: guises.nothing };
    const does = 'body' in program ? `receives ${queues.runOf(program.body)}, ` : '';
    const ages = Array.from({ length: settings.ticksRemembered + 1 }, (_, age) => age);
    proceed(found, state, process, program.is === 'reader' ? [0] : ages, does, place);
  }

  /** So late that nobody knows how late: as late as it seems, or later than all that is remembered. */
  function latenesses(open: OpenCall, age: number): number[] {
    const call = calls.get(open.call);
    const byTime = call.do === 'update' && call.guard.claimableBy !== undefined;
    const unknown = byTime && age > 0 && age === settings.ticksRemembered;
    return unknown ? [age * tickMs, (age + 2) * tickMs] : [age * tickMs];
  }

  /** A worker looks at the time of its own run's claim, and copies those of others. */
  function showsTime({ program }: History, answer: number): boolean {
    const run = recordIn(answers.get(answer))?.run;
    if ('body' in program) return run === queues.runOf(program.body);
    return program.is === 'cancel' && run === program.run.run;
  }

  function nameOf({ name, history }: Process): string {
    return name === -1 ? histories.get(history).program.name : holderName(name);
  }

  return expand;
}

function changed(state: State, effect: Omit<Effect, 'answer'>): State {
  const { table = state.table, queue = state.queue, budget = state.budget } = effect;
  return { ...state, table, queue, budget };
}

function step(who: string, does: string): Omit<Step, 'to'> {
  return { who, does, call: null, fair: false, broken: null };
}
