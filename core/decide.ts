import type { Directives } from './directives.ts';
import { TaskError } from './errors.ts';
import type { Policy } from './policy.ts';
import { isInFlight, type RunRecord } from './run.ts';
import { asSeen } from './seen.ts';
import { freshnessOf, servedOf, wouldBeServed, type Served } from './serve.ts';

/** What a begin asks of its key. */
export interface Asked {
  /** Of task and arguments. */
  digest: string;
  policy: Policy;
  /** Which stored outcome will do; null where none is looked for. */
  reuse: Directives | null;
  /** Begin even while a run is in flight. */
  force: boolean;
}

/** Why no stored outcome is the answer, in the words of RFC 9211 §2.2. */
export type Forward = 'uri-miss' | 'stale' | 'request';

/** What is to be done about a begin. */
export type Decision =
  | { do: 'begin'; forward: Forward }
  /** The key's run in flight is the caller's too. */
  | { do: 'join'; record: RunRecord; forward: Forward }
  | ({ do: 'serve' } & Served)
  /** The URL stands for something else, for as long as that may be served; or the caller wants nothing begun. */
  | { do: 'refuse'; error: TaskError };

/** What is to be done for a key whose head is as given. Pure: the same for every transport and for tests. */
export function decideBegin(head: RunRecord | undefined, asked: Asked, nowMs: number): Decision {
  const seen = asSeen(head, nowMs);
  if (seen === undefined)
    return unlessCachedOnly(asked, undefined, { do: 'begin', forward: 'uri-miss' });
  if (seen.digest !== asked.digest) return decideOther(seen, asked, nowMs);
  const served = asked.reuse && servedOf(seen, asked.reuse, asked.policy, nowMs);
  if (served) return { do: 'serve', ...served };
  const forward = forwardOf(seen, asked.reuse, nowMs);
  if (!asked.force && isInFlight(seen.status)) {
    return unlessCachedOnly(asked, seen, { do: 'join', record: seen, forward });
  }
  return unlessCachedOnly(asked, undefined, { do: 'begin', forward });
}

function decideOther(seen: RunRecord, asked: Asked, nowMs: number): Decision {
  const stands = isInFlight(seen.status) || wouldBeServed(seen, asked.policy, nowMs);
  if (!stands) return unlessCachedOnly(asked, undefined, { do: 'begin', forward: 'uri-miss' });
  const what = isInFlight(seen.status) ? 'is in flight' : 'has an outcome that is still served';
  return {
    do: 'refuse',
    error: new TaskError(
      'polling-url-in-use',
      `This polling URL stands for a run of ${seen.task} with other arguments or of another task, which ${what}; ` +
        'ask with the same task and arguments, or by another polling URL',
      { record: seen },
    ),
  };
}

function forwardOf(seen: RunRecord, directives: Directives | null, nowMs: number): Forward {
  const freshness = freshnessOf(seen, nowMs);
  if (freshness === 'none') return 'uri-miss';
  return freshness === 'fresh' || directives?.noCache === true ? 'request' : 'stale';
}

/** What is begun or joined only for who did not ask for what is kept, and nothing else. */
function unlessCachedOnly(
  { reuse }: Asked,
  inFlight: RunRecord | undefined,
  decision: Decision,
): Decision {
  if (reuse?.onlyIfCached !== true) return decision;
  const what =
    inFlight === undefined ? 'No outcome that would do is kept here' : 'The run is in flight';
  return {
    do: 'refuse',
    error: new TaskError(
      'only-if-cached',
      `${what}; only-if-cached, HEAD, a prefetch and a page of another origin without leave begin and join nothing: ask by GET`,
      inFlight === undefined ? {} : { record: inFlight },
    ),
  };
}
