import type { Call } from './calls.ts';
import { goneName, keyOfNames, type Names } from './guises.ts';
import type { History } from './histories.ts';
import { claimIsTimed } from './instants.ts';
import type { Process, State } from './state.ts';
import type { World } from './world.ts';

/** What happens to all processes of a state together. */
export function createCrew({ settings, calls, histories, guises, tables, processes }: World) {
  const { ticksRemembered } = settings;
  const olderOf = new Map<number, number>();
  const callersRenamed = new Map<number, number>();
  const workersRenamed = new Map<number, number>();

  /** Which of the workers is which says nothing, but for the names that stand in records. */
  function idOf(workers: readonly Process[]): number {
    return processes.idOf([...workers].sort((a, b) => a.name - b.name || a.history - b.history));
  }

  function older(process: Process): Process {
    const history = histories.get(process.history);
    const age = mindsTime(history) ? Math.min(process.age + 1, ticksRemembered) : 0;
    return { ...process, age, seen: guises.later(process.seen) };
  }

  /** Whether it makes a difference how late its calls arrive: where they carry a time, or a cancel has looked at its clock. */
  function mindsTime({ program, open, ended }: History): boolean {
    if (ended !== null) return false;
    return settings.heartbeats > 0
      ? 'body' in program || program.is === 'cancel'
      : program.is === 'cancel' || open.some(({ call }) => carriesTime(calls.get(call)));
  }

  /** Begins that are alike begin in their order: which of them asks first says nothing. */
  function isBehindItsLike(callers: readonly Process[], index: number): boolean {
    const mine = callers[index];
    const before = callers[index - 1];
    if (mine === undefined || before === undefined) return false;
    const [a, b] = [histories.get(before.history), histories.get(mine.history)];
    const alike =
      a.program.is === 'begin' && b.program.is === 'begin' && a.program.force === b.program.force;
    return alike && a.isFresh;
  }

  function renamed(state: State, names: Names): State {
    return {
      ...state,
      table: tables.renamed(state.table, names),
      callers: allRenamed(state.callers, names, callersRenamed, processes.idOf),
      workers: allRenamed(state.workers, names, workersRenamed, idOf),
    };
  }

  function allRenamed(
    ids: number,
    names: Names,
    renamedOf: Map<number, number>,
    numberOf: (all: readonly Process[]) => number,
  ): number {
    const key = keyOfNames(ids, names);
    const known = renamedOf.get(key);
    if (known !== undefined) return known;
    const called = (process: Process): Process => ({
      ...process,
      name: names.get(process.name) ?? process.name,
      seen: guises.renamed(process.seen, names),
    });
    const id = numberOf(processes.get(ids).map(called));
    renamedOf.set(key, id);
    return id;
  }

  function allOlder(ids: number): number {
    const known = olderOf.get(ids) ?? processes.idOf(processes.get(ids).map(older));
    olderOf.set(ids, known);
    return known;
  }

  return {
    idOf,
    isBehindItsLike,
    /** The state when time has gone on. */
    later: (state: State): State => ({
      ...state,
      table: tables.later(state.table),
      callers: allOlder(state.callers),
      workers: allOlder(state.workers),
    }),
    /** The state when that worker is no more. */
    without: (name: number, state: State): State =>
      name === -1 ? state : renamed(state, new Map([[name, goneName]])),
    /** Two workers by the names that they would have had, had they come in the other order. */
    named(state: State): State {
      const [first, second] = processes.get(state.workers);
      if (first === undefined || first.name === -1) return state;
      if (second === undefined)
        return first.name === 0 ? state : renamed(state, new Map([[first.name, 0]]));
      if (first.history <= second.history || second.name === -1) return state;
      return renamed(
        state,
        new Map([
          [first.name, second.name],
          [second.name, first.name],
        ]),
      );
    },
    freeName(workers: readonly Process[]): number {
      let name = 0;
      while (workers.some((worker) => worker.name === name)) name += 1;
      return name;
    },
  };
}

function carriesTime(call: Call): boolean {
  if (call.do !== 'update') return false;
  return call.guard.claimableBy !== undefined || claimIsTimed(call.change.set ?? {});
}
