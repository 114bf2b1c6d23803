import { UnknownShape } from './errors.ts';
import { locateRun, type RunName } from './find.ts';
import { taskIdOf } from './key.ts';
import type { Clock, Log, RunStore, RunSurvey } from './ports.ts';
import { instant, millis, type RunRecord } from './run.ts';
import { asSeen } from './seen.ts';
import { functionTimeoutMs, leaseMs } from './times.ts';

/** A dead worker's run is taken up again within a lease of its lapsing, so long as its message is there. */
const lapsedMs = 2 * leaseMs;
/** A message that could not be hidden for a backoff comes back when its worker might have taken no longer. */
const waitedMs = functionTimeoutMs + lapsedMs;

/** The world as it is to who looks for stuck runs: none of its parts is what the runs themselves depend on. */
export interface StuckPorts {
  survey: RunSurvey;
  store: RunStore;
  clock: Clock;
  log: Log;
}

/** After so many of a kind the rest is not told. */
const mostTold = 100;
/** Between two pages: a look through a large table is to leave the runs the rate that they need. */
const pauseMs = 100;

/**
 * Whether somebody should have come for the run, and has not. One that is queued is not stuck, however long its
 * turn takes; nor is one that reads as lost, for whom nobody waits any more. Pure.
 */
export function isStuck(record: RunRecord | undefined, nowMs: number): boolean {
  const seen = asSeen(record, nowMs);
  if (seen === undefined || seen.claimableAt === null) return false;
  const overdueMs = nowMs - millis(seen.claimableAt);
  switch (seen.status) {
    case 'STARTED':
      return overdueMs > lapsedMs;
    case 'RETRY':
      return overdueMs > waitedMs;
    case 'PENDING':
    case 'SUCCESS':
    case 'FAILURE':
    case 'REVOKED':
      return false;
  }
}

/**
 * Tells of each stuck run by a line of the log, and returns how many there are. What the look through the table
 * finds may lag, or be the copy of a run that goes on in the head: only a strong look says that a run is stuck. So
 * one whose head is of another shape is told, and not counted.
 *
 * Throws `StoreFault`.
 */
export async function tellStuckRuns({ survey, store, clock, log }: StuckPorts): Promise<number> {
  const tell = tellFew(log);
  let found = 0;
  for await (const names of survey.overdue(instant(clock.now() - lapsedMs))) {
    for (const name of names) {
      const record = await lookAt(name, store, tell);
      if (record === undefined || !isStuck(record, clock.now())) continue;
      found += 1;
      tell('run stuck', linesOf(record));
    }
    await clock.sleep(pauseMs);
  }
  return found;
}

function tellFew(log: Log): Log['error'] {
  const told = new Map<string, number>();
  return (event, fields) => {
    const times = (told.get(event) ?? 0) + 1;
    told.set(event, times);
    if (times <= mostTold) log.error(event, fields);
  };
}

async function lookAt(
  name: RunName,
  store: RunStore,
  tell: Log['error'],
): Promise<RunRecord | undefined> {
  try {
    return (await locateRun(store, name, 'strong')).record;
  } catch (error) {
    // A newer version's own look reads it.
    if (!(error instanceof UnknownShape)) throw error;
    tell('run not read', { taskId: taskIdOf(name.key, name.run), error });
    return undefined;
  }
}

function linesOf({ key, run, task, status, attempt, claimableAt }: RunRecord) {
  return { taskId: taskIdOf(key, run), task, status, attempt, claimableAt };
}
