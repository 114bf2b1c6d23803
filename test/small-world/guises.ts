import type { RunRecord } from '../../core/run.ts';
import { movedCall, recordIn, type Answer, type Call } from './calls.ts';
import { claimIsTimed, moved, rounded, sometime, type Ticking } from './instants.ts';
import { createInterned, type Interned } from './interned.ts';

/**
 * Rules compare holders with their own name alone, and begins do not look at the time of a claim at all. So a process is
 * shown `me` or `other`, and a begin a time that says nothing; what stood there really is remembered beside it, for the
 * copy that it may make. Processes whose stories differ by names and hours are one then.
 */
export interface Guises {
  /** Nothing was seen that needs to be remembered. */
  readonly nothing: number;
  /** The call as it really arrives, so late. */
  call(call: number, lateMs: number, name: number, seen: number): number;
  /** The answer as the process is shown it, and what it has seen then. */
  answer(
    answer: number,
    name: number,
    seen: number,
    showsTime: boolean,
  ): { shown: number; seen: number };
  later(seen: number): number;
  /** The same where workers are called otherwise; those that are no more are all called alike. */
  renamed(seen: number, names: Names): number;
}

/** What stood in the record that a process has read last, where it was not shown it. */
interface Seen {
  /** Which record it was: its run and version. */
  of: string | null;
  holder: string | null;
  claimableAt: string | null;
}

/** Room for what was seen, in the numbers by which guises are remembered. */
const mostSeen = 65_536;

function within(seen: number): number {
  if (seen < mostSeen) return seen;
  throw new RangeError(`Processes have seen ${seen} things; there is room for ${mostSeen}`);
}

/** What workers are called from now on, by what they were called. */
export type Names = ReadonlyMap<number, number>;

/** The name of all workers that are no more. */
export const goneName = 9;
const me = 'me';
const other = 'other';

export function holderName(name: number): string {
  return name === goneName ? 'gone' : `w${name}`;
}

export function createGuises(
  calls: Interned<Call>,
  answers: Interned<Answer>,
  ticking: Ticking,
): Guises {
  const all = createInterned<Seen>((seen) => JSON.stringify(seen));
  const nothing = all.idOf({ of: null, holder: null, claimableAt: null });
  const made = new Map<number, number>();
  const laterOf = new Map<number, number>();
  const shown = new Map<number, { shown: number; seen: number }>();

  function undisguised(record: RunRecord, name: number, seen: Seen): RunRecord {
    const { holder, claimableAt } = seen;
    const needsIt = record.holder === other || record.claimableAt === sometime;
    if (needsIt && seen.of !== nameOf(record)) throw new Error(`What ${seen.of} held is forgotten`);
    return {
      ...record,
      ...(record.holder === me && { holder: holderName(name) }),
      ...(record.holder === other && { holder }),
      ...(record.claimableAt === sometime && { claimableAt }),
    };
  }

  function madeCall(call: Call, name: number, seen: Seen): Call {
    if (call.do === 'put') return { ...call, record: undisguised(call.record, name, seen) };
    if (call.do !== 'update' || call.change.set?.holder !== me) return call;
    const set = { ...call.change.set, holder: holderName(name) };
    return { ...call, change: { ...call.change, set } };
  }

  function shownAnswer(answer: Answer, name: number, showsTime: boolean): Answer {
    const disguised = (record: RunRecord): RunRecord => ({
      ...record,
      ...(record.holder !== null && { holder: record.holder === holderName(name) ? me : other }),
      ...(!showsTime && claimIsTimed(record) && { claimableAt: sometime }),
    });
    if (answer.to === 'read')
      return { ...answer, record: answer.record && disguised(answer.record) };
    if (answer.to !== 'write') return answer;
    const { outcome } = answer;
    return outcome.applied
      ? { to: 'write', outcome: { applied: true, record: disguised(outcome.record) } }
      : {
          to: 'write',
          outcome: { applied: false, record: outcome.record && disguised(outcome.record) },
        };
  }

  function seenIn(answer: Answer, name: number, before: number, showsTime: boolean): number {
    const record = recordIn(answer);
    if (record === undefined) return before;
    const holder = record.holder === holderName(name) ? null : record.holder;
    const claimableAt = !showsTime && claimIsTimed(record) ? record.claimableAt : null;
    if (holder === null && claimableAt === null) return nothing;
    return all.idOf({ of: nameOf(record), holder, claimableAt });
  }

  return {
    nothing,
    call(call, lateMs, name, seen) {
      const key = ((call * mostSeen + within(seen)) * 16 + name + 1) * 512 + lateMs / 1000;
      const known = made.get(key);
      if (known !== undefined) return known;
      const id = calls.idOf(madeCall(movedCall(calls.get(call), -lateMs), name, all.get(seen)));
      made.set(key, id);
      return id;
    },
    answer(answer, name, seen, showsTime) {
      const key = ((answer * mostSeen + within(seen)) * 16 + name + 1) * 2 + Number(showsTime);
      const known = shown.get(key);
      if (known !== undefined) return known;
      const real = answers.get(answer);
      const result = {
        shown: answers.idOf(shownAnswer(real, name, showsTime)),
        seen: seenIn(real, name, seen, showsTime),
      };
      shown.set(key, result);
      return result;
    },
    later(seen) {
      const known = laterOf.get(seen);
      if (known !== undefined) return known;
      const before = all.get(seen);
      const { claimableAt } = before;
      const fields = rounded(moved({ claimableAt }, -ticking.tickMs), ticking);
      const after = all.idOf({ ...before, ...fields });
      laterOf.set(seen, after);
      return after;
    },
    renamed(seen, names) {
      const before = all.get(seen);
      return before.holder === null
        ? seen
        : all.idOf({ ...before, holder: renamedHolder(before.holder, names) });
    },
  };
}

/** A number for what has a number, where workers are called otherwise: of names there are ten, and two at most change. */
export function keyOfNames(id: number, names: Names): number {
  let key = 0;
  for (const [from, to] of names) key = key * 100 + from * 10 + to + 1;
  return id * 20_000 + key;
}

/** The holder, where workers are called otherwise. */
export function renamedHolder(holder: string, names: Names): string {
  for (const [from, to] of names) if (holder === holderName(from)) return holderName(to);
  return holder;
}

function nameOf({ run, version }: RunRecord): string {
  return `${run} ${version}`;
}
