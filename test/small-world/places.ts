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
  const placed = (all: readonly Process[], are: typeof callersAre): Placed[] =>
    all.map((process, index) => ({
      process,
      place: (to, became) => are(to, all.toSpliced(index, 1, ...listed(became))),
    }));
  const placeAfter =
    (all: readonly Process[], are: typeof callersAre): Place =>
    (to, became) =>
      are(to, [...all, ...listed(became)]);

  return {
    callers: (state: State) => placed(processes.get(state.callers), callersAre),
    workers: (state: State) => placed(processes.get(state.workers), workersAre),
    newCaller: (state: State) => placeAfter(processes.get(state.callers), callersAre),
    newWorker: (state: State) => placeAfter(processes.get(state.workers), workersAre),
  };
}
