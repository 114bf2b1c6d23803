import type { Begun } from '../../core/begin.ts';
import { parsePreferences } from '../../core/prefer.ts';
import { isInFlight, type RunRecord } from '../../core/run.ts';
import { longestWaitMs, waitForEnd } from '../../core/wait.ts';
import type { Api, ApiContext } from './route.ts';

/** What the function needs, from the end of a wait, to answer before its time is over. */
const marginMs = 5_000;

/** The run after as much waiting as its caller prefers (RFC 7240 §4.3), and as there is time for. */
export async function waited(record: RunRecord, c: ApiContext, api: Api): Promise<RunRecord> {
  const waitMs = granted(c);
  c.set('held', isInFlight(record.status) && waitMs > 0);
  return waitForEnd(record, waitMs, api);
}

/** The same for what a begin came to. A stale answer does not wait for the run behind it. */
export async function waitedBegun(begun: Begun, c: ApiContext, api: Api): Promise<Begun> {
  if (begun.outcome === 'stale') return begun;
  if ('record' in begun) return { ...begun, record: await waited(begun.record, c, api) };
  granted(c);
  return begun;
}

/** Says which preferences were heeded; who was kept waiting may ask again at once. */
export function tellPreferences(c: ApiContext): void {
  const waitSeconds = c.get('waitSeconds');
  const applied = [
    ...(c.res.status === 202 && preferences(c).respondAsync ? ['respond-async'] : []),
    ...(waitSeconds === undefined ? [] : [`wait=${waitSeconds}`]),
  ];
  if (applied.length > 0) c.header('Preference-Applied', applied.join(', '));
  if (c.get('held') && c.res.headers.has('Retry-After')) c.header('Retry-After', '0');
}

/** For how many milliseconds this request may be kept waiting. */
export function patienceMs(c: ApiContext): number {
  return Math.max(Math.min(longestWaitMs, c.env.remainingMs() - marginMs), 0);
}

function granted(c: ApiContext): number {
  const { waitSeconds } = preferences(c);
  if (waitSeconds === null) return 0;
  const waitMs = Math.min(waitSeconds * 1_000, patienceMs(c));
  c.set('waitSeconds', Math.floor(waitMs / 1_000));
  return waitMs;
}

function preferences(c: ApiContext) {
  return parsePreferences(c.req.header('Prefer'));
}
