import { isInFlight, type RunRecord } from './run.ts';

/** What who follows a run is told: where it is now, how far it has come, that it has ended. */
export type RunEvent = 'status' | 'progress' | 'end';

/**
 * What is new of a run. Only its latest state is stored: whatever was between two looks is skipped. Where nothing is
 * known of the state before, all that there is to say is new.
 */
export function eventsOf(before: RunRecord | undefined, now: RunRecord): readonly RunEvent[] {
  if (!isInFlight(now.status)) return ['end'];
  const moved = before === undefined || placeOf(before) !== placeOf(now);
  const progressed =
    now.progress !== null && JSON.stringify(before?.progress) !== JSON.stringify(now.progress);
  return [...(moved ? ['status' as const] : []), ...(progressed ? ['progress' as const] : [])];
}

function placeOf({ status, attempt, cancelRequestedAt }: RunRecord): string {
  return `${status} ${attempt} ${cancelRequestedAt}`;
}
