import {
  beginRun,
  type BeginPorts,
  type BeginRequest,
  type Begun,
  type BegunNames,
} from './begin.ts';
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

/** Two clocks that tell a request's day differ by less. */
export const clockSkewMs = 5_000;

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
  const { record, names } = await look();
  if (record !== undefined) return answerOf(record);
  const begun = async () => (await look(names.run)).record;
  try {
    return await beginRun({ ...request, names: { ...names, begun } }, ports);
  } catch (fault) {
    // An answer of the table's may have been lost.
    const own = fault instanceof StoreFault ? await begun() : undefined;
    if (own === undefined) throw fault;
    return answerOf(own);
  }
}

interface Look {
  /** The run that the request has begun. */
  record: RunRecord | undefined;
  /** What it is to be called otherwise, and the head in which it was looked for. */
  names: Omit<BegunNames, 'begun'>;
}

/** The second look is told what the first has named the run, whatever the clock has been set to since. */
function lookFor(
  request: BeginRequest,
  once: Once,
  ports: BeginPorts,
): (named?: string) => Promise<Look> {
  const { sha256 } = ports;
  const { task, bound, pollingUrl, cacheResults } = request;
  const digest = digestOf(sha256, task.name, bound.json);
  const onceKey = keyOfOnce(sha256, once.principal, once.idempotencyKey);
  if (pollingUrl === null || !cacheResults) return () => lookAlone(onceKey, digest, ports);
  const key = keyOfUrl(sha256, pollingUrl);
  return (named) => lookAtUrl(key, onceKey, digest, ports, named);
}

/** Without a polling URL the run stands in a head of the request's own. */
async function lookAlone(key: string, digest: string, ports: BeginPorts): Promise<Look> {
  const head = await ports.store.read(headOf(key), 'strong');
  const nowMs = ports.clock.now();
  const names = { run: ports.chance.id(16), key, head, nowMs };
  return { record: repeated(head, digest, nowMs), names };
}

/** At a polling URL it is found by its name: the same request gives the same one. */
async function lookAtUrl(
  key: string,
  onceKey: string,
  digest: string,
  { store, clock, sha256 }: BeginPorts,
  named?: string,
): Promise<Look> {
  const nameAt = (ms: number) => runOfOnce(sha256, [onceKey, key, Math.floor(ms / onceMs)], digest);
  // The head comes first: what leaves it is in its own item before. And whatever it held was named by now.
  const head = await store.read(headOf(key), 'strong');
  const nowMs = clock.now();
  const run = nameAt(nowMs);
  // It may have been sent yesterday, and where another clock is ahead, tomorrow.
  const runs = [
    ...new Set([named ?? run, run, nameAt(nowMs - onceMs), nameAt(nowMs + clockSkewMs)]),
  ];
  const names = { run, key, head, nowMs };
  if (head === undefined) return { record: undefined, names };
  // A run in flight is the request's for as long as it is, whatever day it was named on.
  if ([...runs, nameAt(millis(head.createdAt))].some((one) => sameOnce(one, head.run))) {
    const record = repeated(head, digest, nowMs);
    if (record !== undefined) return { record, names };
  }
  for (const one of runs) {
    const own = await store.read(ownItemOf({ key, run: one }), 'strong');
    const record = repeated(own, digest, nowMs);
    if (record !== undefined) return { record, names };
  }
  return { record: undefined, names };
}

/** What was found, where it is recent enough to be the same request's. */
function repeated(
  found: RunRecord | undefined,
  digest: string,
  nowMs: number,
): RunRecord | undefined {
  const record = asSeen(found, nowMs);
  if (record === undefined || !isRecent(record, nowMs)) return undefined;
  if (record.digest === digest) return record;
  throw new TaskError(
    'idempotency-key-reused',
    `This Idempotency-Key came with a begin of ${record.task} with other arguments or of another task; ` +
      'send the same request again, or another key',
    { record },
  );
}

function isRecent({ status, createdAt }: RunRecord, nowMs: number): boolean {
  return isInFlight(status) || nowMs < millis(createdAt) + onceMs;
}

function answerOf(record: RunRecord): Begun {
  return isInFlight(record.status)
    ? { outcome: 'running', record, forward: 'request' }
    : { outcome: 'cached', record, behind: null };
}
