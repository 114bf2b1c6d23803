import type { Call } from './calls.ts';
import type { History } from './histories.ts';
import type { Process, State } from './state.ts';
import type { World } from './world.ts';

/**
 * What may be taken at once, before all else, because nothing is lost by it: steps that change nothing but where their
 * process stands, now and at any later time, and after which it does the same whenever they were taken. Versions and
 * fences only grow, and no item vanishes, to which the judge holds every step: so a write that is refused for these
 * stays refused.
 */
export function createSettled({ settings, calls, histories, tables, queues }: World) {
  const isTooMany = (body: string, most: number) =>
    'abcdefgh'.indexOf(queues.runOf(body).slice(-1)) >= most;

  /** It has lost its race, or will, and may send no more: then it looks for its own run, and answers what it has seen. */
  function isLast({ sent }: History): boolean {
    return sent !== null && isTooMany(sent, settings.sends - 1);
  }

  function onlyCall({ open: [first, ...others] }: History): Call | undefined {
    return first === undefined || others.length > 0 ? undefined : calls.get(first.call);
  }

  function isRefusedForEver(state: State, call: Call): boolean {
    if (call.do !== 'put' && call.do !== 'update') return false;
    const there = tables.at(state.table, call.place);
    if (there === undefined) return false;
    const { absent, run, version, versionBelow, fence } = call.guard;
    return (
      absent === 'required' ||
      (run !== undefined && fence !== undefined && there.run !== run) ||
      (fence !== undefined && there.fence > fence) ||
      (version !== undefined && there.version !== version) ||
      (version !== undefined && there.run !== run) ||
      (versionBelow !== undefined && there.version >= versionBelow)
    );
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

  return {
    goesOnAtOnce,
    /** A begin that would send more than it may is slow for ever: it is left out. */
    isSpent(history: History): boolean {
      const call = onlyCall(history);
      return call?.do === 'send' && isTooMany(call.body, settings.sends);
    },
    goesFirst(state: State, process: Process): boolean {
      const history = histories.get(process.history);
      const call = onlyCall(history);
      if (call === undefined) return false;
      if (history.program.is === 'begin') {
        if (call.do === 'read') return isLast(history);
        const isCopy = call.do === 'put' && call.place.item === 'run';
        return (isCopy || isLast(history)) && isRefusedForEver(state, call);
      }
      // Of a worker a settle alone: what it claims after it has begun a run depends on its clock.
      if (history.program.is !== 'worker' || settings.heartbeats > 0) return false;
      const settles = call.do === 'update' && call.guard.fence !== undefined;
      return settles && call.change.set?.status !== undefined && isRefusedForEver(state, call);
    },
  };
}
