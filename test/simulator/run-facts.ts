import type { RunMessage } from '../../core/message.ts';
import type { Policy } from '../../core/policy.ts';
import type { RunRecord } from '../../core/run.ts';
import type { Process } from './processes.ts';

/** One sending of a run's message: whose begin it comes from, and what that was. */
export interface Sent {
  by: string;
  forced: boolean;
  /** Which request it is, however often it is sent; null for one that is another each time. */
  request: string | null;
}

/** All that is known of one run by who sees everything. */
export interface RunFacts {
  /** As it was sent first. */
  message: RunMessage;
  request: string | null;
  /** All its messages, each with the run that it expects to replace, and when its begin looked. */
  sent: (Sent & Pick<RunMessage, 'expects' | 'createdAt'>)[];
  policy: Policy;
  /** As it stands where it counts: in the head, else in its own item. */
  record: RunRecord | undefined;
  /** Copies of its message that are somewhere in a queue. */
  messages: number;
  /** Who claimed it, by fence. */
  claimants: Map<number, Process>;
  /** What its attempts returned, by fence. */
  returned: Map<number, string>;
  /** The fences under which it failed for good. */
  permanent: Set<number>;
  starts: number;
  /** Fences under which nothing may start: cancelled before they were claimed. */
  idle: Set<number>;
  /** The how manyeth run of its key it is; 0 before it has begun. */
  order: number;
  /** When it began, in milliseconds since the schedule began. */
  begunAt: number;
  /** Whether a caller was told that it is begun. */
  accepted: boolean;
  cancelAsked: boolean;
  terminalWrites: number;
  /** When it ended, in milliseconds since the schedule began. */
  endedAt: number | undefined;
}

export function newFacts(message: RunMessage, request: string | null, policy: Policy): RunFacts {
  return {
    ...{ message, request, policy, record: undefined, sent: [], messages: 0, starts: 0, order: 0 },
    ...{ idle: new Set(), permanent: new Set(), claimants: new Map(), returned: new Map() },
    ...{ begunAt: 0, accepted: false, cancelAsked: false, terminalWrites: 0, endedAt: undefined },
  };
}

/** Whether one begin has sent messages of both. */
export function haveOneSender({ sent }: RunFacts, other: RunFacts): boolean {
  return sent.some(({ by }) => other.sent.some((its) => its.by === by));
}

/** Which run a message is of, without the checks that its reader makes. */
export function runOf(body: string): string {
  return /"run":"([^"]*)"/.exec(body)?.[1] ?? body;
}

/** The latest fence that a process was given for a run. */
export function fenceOf({ claimants }: RunFacts, by: Process): number | undefined {
  let latest: number | undefined;
  for (const [fence, claimant] of claimants) if (claimant === by) latest = fence;
  return latest;
}

/** Whether two records are alike; what they hold besides plain values is never changed in place. */
export function same(one: RunRecord, other: RunRecord): boolean {
  return entriesOf(one).every(([name, value]) => {
    const its = other[name];
    return (
      value === its || (typeof value === 'object' && JSON.stringify(value) === JSON.stringify(its))
    );
  });
}

function entriesOf(record: RunRecord): [keyof RunRecord, unknown][] {
  return Object.entries(record) as [keyof RunRecord, unknown][];
}
