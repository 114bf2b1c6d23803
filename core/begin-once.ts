import { beginRun, type BeginPorts, type BeginRequest, type Begun } from './begin.ts';
import { StoreFault, TaskError } from './errors.ts';
import { headOf, keyOfUrl, ownItemOf } from './find.ts';
import { digestOf, keyOfOnce, runOfOnce, sameOnce } from './key.ts';
import { isInFlight, millis, type RunRecord } from './run.ts';
import { asSeen } from './seen.ts';

/** What makes a request the same one, however often it is sent. */
export interface Once {
  /** Who asks; empty where nobody is asked who he is. */
  principal: string;
  /** The caller's own name for the request. */
  idempotencyKey: string;
}

/** For so long a request that is sent again is the same one. */
export const onceMs = 86_400_000;

/**
 * `beginRun` for a request that may be sent again: for a day it leads to the one run that it has begun, whatever has
 * become of that and of its polling URL. No write is added; docs/protocol.md says why none is needed.
 *
 * Throws as `beginRun`, and `idempotency-key-reused` (`TaskError`).
 */
export async function beginOnce(
  request: BeginRequest,
  once: Once,
  ports: BeginPorts,
): Promise<Begun> {
  const look = lookFor(request, once, ports);
  const first = await look();
  if (first.begun !== undefined) return first.begun;
  try {
    return await beginRun({ ...request, names: first.names }, ports);
  } catch (fault) {
    // Another of the same may have been first, or an answer of the table's have been lost.
    const begun = fault instanceof StoreFault ? (await look()).begun : undefined;
    if (begun === undefined) throw fault;
    return begun;
  }
}

type Names = NonNullable<BeginRequest['names']>;
type Look = { begun: Begun } | { begun?: undefined; names: Names };

function lookFor(request: BeginRequest, once: Once, ports: BeginPorts): () => Promise<Look> {
  const { sha256 } = ports;
  const { task, bound, pollingUrl, cacheResults } = request;
  const digest = digestOf(sha256, task.name, bound.json);
  const onceKey = keyOfOnce(sha256, once.principal, once.idempotencyKey);
  if (pollingUrl === null || !cacheResults) return () => lookAlone(onceKey, digest, ports);
  return () => lookAtUrl(keyOfUrl(sha256, pollingUrl), onceKey, digest, ports);
}

/** Without a polling URL the run stands in a head of the request's own. */
async function lookAlone(key: string, digest: string, ports: BeginPorts): Promise<Look> {
  const head = await ports.store.read(headOf(key), 'strong');
  const seen = asSeen(head, ports.clock.now());
  if (seen !== undefined && isRecent(seen, ports.clock.now())) return repeated(seen, digest);
  return { names: { run: ports.chance.id(16), key, head } };
}

/** At a polling URL it is found by its name: the same request gives the same one. */
async function lookAtUrl(
  key: string,
  onceKey: string,
  digest: string,
  { store, clock, sha256 }: BeginPorts,
): Promise<Look> {
  const nowMs = clock.now();
  const day = Math.floor(nowMs / onceMs);
  const today = runOfOnce(sha256, [onceKey, key, day], digest);
  const yesterday = runOfOnce(sha256, [onceKey, key, day - 1], digest);
  const names = { run: today, key, head: undefined };
  const head = asSeen(await store.read(headOf(key), 'strong'), nowMs);
  if (head === undefined) return { names };
  const ofThis = [today, yesterday].some((run) => sameOnce(run, head.run));
  if (ofThis && isRecent(head, nowMs)) return repeated(head, digest);
  for (const run of [today, yesterday]) {
    const record = asSeen(await store.read(ownItemOf({ key, run }), 'strong'), nowMs);
    if (record !== undefined && isRecent(record, nowMs)) return repeated(record, digest);
  }
  return { names };
}

function isRecent({ status, createdAt }: RunRecord, nowMs: number): boolean {
  return isInFlight(status) || nowMs < millis(createdAt) + onceMs;
}

function repeated(record: RunRecord, digest: string): Look {
  if (record.digest !== digest) {
    throw new TaskError(
      'idempotency-key-reused',
      `This Idempotency-Key came with a begin of ${record.task} with other arguments or of another task; ` +
        'send the same request again, or another key',
      { record },
    );
  }
  const begun: Begun = isInFlight(record.status)
    ? { outcome: 'running', record, forward: 'request' }
    : { outcome: 'cached', record, behind: null };
  return { begun };
}
