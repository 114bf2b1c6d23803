import { StoreFault } from '../../core/errors.ts';
import type { Clock } from '../../core/ports.ts';
import type { Route } from '../fakes/routed-run-store.ts';
import { cameBy } from './call-sites.ts';
import type { Call, Which } from './call.ts';
import { doneMs, patienceMs, type Fault } from './faults.ts';

/** One fault, and the call that it befalls: the first of that kind. */
export interface Planned {
  which: Which;
  fault: Fault;
}

/** What happens elsewhere just before the first call of that kind arrives. */
export interface Meanwhile {
  which: Which;
  act: () => Promise<unknown>;
}

/** All that one process says to table, queue and message. */
export interface Line {
  /** Of its process. */
  name: string;
  /** Whether the process runs a newer version of the code. */
  isNewer: boolean;
  route: Route<Call>;
  /** What it has asked so far. */
  calls: readonly Call[];
  /** By which places in core/ each of them came. */
  ways(): string[][];
  /** Whether the fault has happened. */
  struck(): boolean;
  /** Resolves when the fault ends the process. */
  died: Promise<'died'>;
  /** Whether nothing that is late is still to be done. */
  settled(): boolean;
}

export function createLine(
  name: string,
  clock: Clock,
  options: { planned?: Planned; meanwhile?: Meanwhile; isNewer?: boolean } = {},
): Line {
  const { planned, meanwhile, isNewer = false } = options;
  const calls: Call[] = [];
  const traces: Error[] = [];
  const death = Promise.withResolvers<'died'>();
  let struck = false;
  let interrupted = false;
  let dead = false;
  let late = 0;

  const die = (): Promise<never> => {
    dead = true;
    death.resolve('died');
    return never();
  };

  const doLater = async (work: () => Promise<unknown>, ms: number) => {
    late += 1;
    await clock.sleep(ms);
    // Refused then, there is nobody any more to hear of it.
    await work().catch(() => undefined);
    late -= 1;
  };

  async function strike<R>(fault: Fault, work: () => Promise<R>): Promise<R> {
    switch (fault) {
      case 'killed before':
        return die();
      case 'killed after':
        await work();
        return die();
      case 'answer lost':
        await work();
        throw new StoreFault('There was no answer');
      case 'throttled':
        throw new StoreFault('Too many requests', { throttled: true });
      case 'late':
      case 'a lease late':
        void doLater(work, doneMs[fault]);
        await clock.sleep(patienceMs);
        throw new StoreFault('There was no answer in time');
      case 'twice':
        await work();
        return work();
    }
  }

  const route: Route<Call> = async (call, work) => {
    if (dead) return never();
    const before = [...calls];
    calls.push(call);
    // Its text, which takes its time, is made only where it is asked for.
    traces.push(new Error('Asked'));
    if (!interrupted && meanwhile?.which(call, before) === true) {
      interrupted = true;
      await meanwhile.act();
    }
    if (planned === undefined || struck || !planned.which(call, before)) return work();
    struck = true;
    return strike(planned.fault, work);
  };

  return {
    name,
    isNewer,
    route,
    calls,
    ways: () => traces.map(({ stack }) => cameBy(stack)),
    struck: () => struck,
    died: death.promise,
    settled: () => late === 0,
  };
}

function never(): Promise<never> {
  return new Promise(() => undefined);
}
