import type { Process, State } from './state.ts';
import type { createCrew } from './crew.ts';
import type { World } from './world.ts';

/** Puts what a process has become into the state; null: it is no more. */
export type Place = (state: State, process: Process | null) => State;

/** A process, and its place in the state. */
export interface Placed {
  process: Process;
  place: Place;
}

/** Where the processes of a state stand in it, and where one that comes would. */
export function createPlaces({ processes }: World, crew: ReturnType<typeof createCrew>) {
  const callersAre = (state: State, callers: readonly Process[]): State => ({
    ...state,
    callers: processes.idOf(callers),
  });
  const workersAre = (state: State, workers: readonly Process[]): State => ({
    ...state,
    workers: crew.idOf(workers),
  });
  const listed = (process: Process | null) => (process === null ? [] : [process]);

  return {
    callers(state: State): Placed[] {
      const all = processes.get(state.callers);
      return all.map((process, index) => ({
        process,
        place: (to, became) => callersAre(to, all.toSpliced(index, 1, ...listed(became))),
      }));
    },
    workers(state: State): Placed[] {
      const all = processes.get(state.workers);
      return all.map((process, index) => ({
        process,
        place: (to, became) => workersAre(to, all.toSpliced(index, 1, ...listed(became))),
      }));
    },
    newCaller(state: State): Place {
      const all = processes.get(state.callers);
      return (to, became) => callersAre(to, [...all, ...listed(became)]);
    },
    newWorker(state: State): Place {
      const all = processes.get(state.workers);
      return (to, became) => workersAre(to, [...all, ...listed(became)]);
    },
  };
}
