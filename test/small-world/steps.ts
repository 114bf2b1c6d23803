import { recordIn } from './calls.ts';
import { createCrew } from './crew.ts';
import { createEffects, type Effect } from './effects.ts';
import { holderName } from './guises.ts';
import { noAnswer, type History, type OpenCall, type Turn } from './histories.ts';
import { createJudge, type Actor } from './judge.ts';
import { createPlaces, type Place } from './places.ts';
import type { Program } from './programs.ts';
import { createSettled } from './settled.ts';
import type { Process, State, Step } from './state.ts';
import type { World } from './world.ts';

/** What a state may become. Where production's code must run first to see it, that is what is to be done. */
export interface Expanded {
  steps: Step[];
  missing: (() => Promise<unknown>)[];
}

/** Everything that can happen in a state of the world. */
export function createSteps(world: World): (state: State) => Expanded {
  const { settings, tickMs, calls, answers, histories, guises, tables, queues } = world;
  const { budgets, processes } = world;
  const effects = createEffects(world);
  const crew = createCrew(world);
  const places = createPlaces(world, crew);
  const judge = createJudge(world);
  const settled = createSettled(world);

  function expand(state: State): Expanded {
    const found: Expanded = { steps: [], missing: [] };
    const budget = budgets.get(state.budget);

    const callers = places.callers(state);
    const workers = places.workers(state);
    const first = [...callers, ...workers].find(({ process }) => settled.goesFirst(state, process));
    if (first !== undefined) {
      proceed(found, state, first.process, [first.process.age], '', first.place);
      for (const taken of found.steps) taken.fair = true;
      return named(found);
    }
    for (const [index, { process, place }] of callers.entries()) {
      if (crew.isBehindItsLike(processes.get(state.callers), index)) continue;
      proceed(found, state, process, [process.age], '', place);
    }
    for (const { process, place } of workers) {
      proceed(found, state, process, [process.age], '', place);
      found.steps.push(died(state, process, 'dies', place));
    }
    if (workers.length < settings.workers) receive(found, state);
    for (const is of ['cancel', 'reader'] as const) {
      const spent = is === 'cancel' ? 'cancels' : 'readers';
      if (budget[spent] === 0) continue;
      for (const [run, { key }] of tables.runs(state.table)) {
        const program: Program = { is, name: `${is} of ${run}`, run: { key, run } };
        const spending = { ...state, budget: effects.spend(state.budget, spent) };
        start(found, spending, program, -1, places.newCaller(state));
      }
    }
    if (budget.deadLetters > 0) found.steps.push(...givenUp(state));
    const to = crew.later(state);
    found.steps.push({ ...step('the clock', 'goes on'), to, fair: true });
    return named(found);
  }

  function named(found: Expanded): Expanded {
    for (const taken of found.steps) taken.to = crew.named(taken.to);
    return found;
  }

  /** A message comes to a worker: to as many at once as there are of it, and beyond that as often as a world says. */
  function receive(found: Expanded, state: State): void {
    const workers = processes.get(state.workers);
    for (const { body: id, copies, dead } of queues.messages(state.queue)) {
      const is = dead ? 'dead-letter' : 'worker';
      const body = queues.body(id);
      const isHeld = workers.filter((worker) => bodyOf(worker) === body).length >= copies;
      if (isHeld && budgets.get(state.budget).overlaps === 0) continue;
      const budget = isHeld ? effects.spend(state.budget, 'overlaps') : state.budget;
      const program: Program = { is, name: is, body };
      const name = crew.freeName(workers);
      start(found, { ...state, budget }, program, name, places.newWorker(state));
    }
  }

  function died(state: State, self: Process, does: string, place: Place): Step {
    return { ...step(nameOf(self), does), to: crew.without(self.name, place(state, null)) };
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
    if (next.ended !== null || settled.isSpent(next)) {
      judged(found, state, place(after, null), actor, { does, call, fair }, self.name);
      return;
    }
    const process = { history: next.id, age: 0, name: self.name, seen: told.seen };
    const to = place(after, process);
    if (!settled.goesOnAtOnce(next)) return judged(found, state, to, actor, { does, call, fair });
    const broken = judge(state, to, actor);
    if (broken !== null) {
      found.steps.push({ who: actor.name, does, call, to, fair, broken });
      return;
    }
    if (next.open.some((open) => calls.get(open.call).do === 'delete')) {
      found.steps.push({ ...died(after, process, `${does}, dies`, place), call });
    }
    proceed(found, to, process, [0], `${does}, `, place);
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

  function bodyOf({ history }: Process): string | null {
    const { program } = histories.get(history);
    return 'body' in program ? program.body : null;
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
