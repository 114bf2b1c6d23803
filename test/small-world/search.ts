import { isInFlight } from '../../core/run.ts';
import type { State, Step } from './state.ts';
import { createStates } from './states.ts';
import { createSteps } from './steps.ts';
import { createFairSteps } from './stuck.ts';
import { beginnings, type World } from './world.ts';

/** What a search came to. */
export interface Found {
  states: number;
  steps: number;
  /** How many steps away the last were that were looked at. */
  depth: number;
  /** Whether all states were looked at. */
  isWhole: boolean;
  /** Standings of processes in which production's code was run. */
  histories: number;
  /** What was broken, and the shortest way there; null where nothing was. */
  broken: { how: string; way: Step[] } | null;
}

export interface SearchOptions {
  /** The search ends past so many: whether any of them is stuck is not known then. */
  mostStates?: number;
  onProgress?: (states: number, depth: number) => void;
}

/** So many states are looked at before production's code is run for what they miss. */
const batch = 4096;

/**
 * Looks at the states that a small world can come to, the nearest first, and ends at the first broken promise. Then
 * looks back from the states in which all has ended: whatever is not met on the way is stuck.
 */
export async function search(world: World, options: SearchOptions = {}): Promise<Found> {
  const { mostStates = Infinity, onProgress } = options;
  const states = createStates();
  const expand = createSteps(world);
  const fair = createFairSteps();
  let steps = 0;
  let broken: { how: string; at: number; last: Step[] } | undefined;

  function look(id: number): (() => Promise<unknown>)[] {
    const { steps: found, missing } = expand(states.get(id));
    if (missing.length > 0) return missing;
    for (const step of found) {
      const to = states.add(step.to, id);
      steps += 1;
      if (step.fair) fair.add(id, to);
      if (step.broken !== null) broken ??= { how: step.broken, at: id, last: [step] };
    }
    return [];
  }

  async function lookAtAll(from: number, end: number): Promise<void> {
    let todo = Array.from({ length: end - from }, (_, i) => from + i);
    while (todo.length > 0) {
      const missing: (() => Promise<unknown>)[] = [];
      todo = todo.filter((id) => {
        const needs = look(id);
        missing.push(...needs);
        return needs.length > 0;
      });
      await Promise.all(missing.map((explore) => explore()));
    }
  }

  for (const state of await beginnings(world)) states.add(state, -1);
  let depth = -1;
  let layerEnd = 0;
  let next = 0;
  while (next < states.size() && states.size() <= mostStates && broken === undefined) {
    if (next === layerEnd) {
      layerEnd = states.size();
      depth += 1;
    }
    const end = Math.min(next + batch, layerEnd);
    await lookAtAll(next, end);
    next = end;
    onProgress?.(states.size(), depth);
  }
  const isWhole = next === states.size();
  if (broken === undefined && isWhole) {
    const stuck = fair.firstStuck(states.size(), (id) => isOver(states.get(id)));
    if (stuck !== null) broken = { how: 'accepted ends: nothing leads on', at: stuck, last: [] };
  }

  function isOver({ table, queue, workers }: State): boolean {
    if (queue !== world.queues.empty || world.processes.get(workers).length > 0) return false;
    return [...world.tables.runs(table).values()].every(({ status }) => !isInFlight(status));
  }

  function wayTo(id: number): Step[] {
    const way: Step[] = [];
    for (let at = id; states.parentOf(at) !== -1; at = states.parentOf(at)) {
      const { steps: found } = expand(states.get(states.parentOf(at)));
      const step = found.find(({ to }) => states.add(to, -1) === at);
      if (step === undefined) throw new Error('A way cannot be found again');
      way.unshift(step);
    }
    return way;
  }

  const way = broken === undefined ? [] : [...wayTo(broken.at), ...broken.last];
  return {
    states: states.size(),
    steps,
    depth,
    isWhole,
    histories: world.histories.size(),
    broken: broken === undefined ? null : { how: broken.how, way },
  };
}
