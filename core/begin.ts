import type { BoundArgs } from './bind.ts';
import { decideBegin, type Decision, type Forward } from './decide.ts';
import type { Directives } from './directives.ts';
import { StoreFault, TaskError, UnknownShape } from './errors.ts';
import { headOf, keyOfUrl, ownItemOf, type RunName } from './find.ts';
import { joinInFlight, joinNamed } from './join.ts';
import { digestOf } from './key.ts';
import { checkArgsSize, encodeMessage, type RunMessage } from './message.ts';
import type { Chance, Clock, RunQueue, RunStore, Sha256 } from './ports.ts';
import type { AnyTask } from './registry.ts';
import { instant, type GoodResult, type RunRecord } from './run.ts';
import type { Served } from './serve.ts';
import { isStaleRule } from './stored.ts';
import { writeBegin } from './write-begin.ts';

/** The world as a begin sees it. */
export interface BeginPorts {
  store: RunStore;
  queue: RunQueue;
  clock: Clock;
  chance: Chance;
  sha256: Sha256;
}

/** `check_status_or_begin` of the original, with its arguments bound and its URL canonical. */
export interface BeginRequest {
  task: AnyTask;
  bound: BoundArgs;
  /** Canonical. Without one the run is found by its task ID only. */
  pollingUrl: string | null;
  /** Asks only whether that run is in flight: if so it is joined, else a run begins, with a new ID. */
  taskId: RunName | null;
  /** False begins even while a run is in flight. */
  checkRunning: boolean;
  /** False leaves the URL's head alone: what begins is found by its task ID only. */
  cacheResults: boolean;
  /** Also look for an outcome that may be served, and will do; null looks for none. */
  reuse: Directives | null;
  /** Where there are none, its run has a random name, which no other request has. */
  names?: BegunNames;
}

/** What a run is to be called, so that the same request finds it again; others may begin it too. */
export interface BegunNames {
  run: string;
  key: string;
  /** The head that the run replaces: it had not begun when that was read. In any later one it may have. */
  head: RunRecord | undefined;
  /** When it was named: the day of its name is that of its `createdAt`. */
  nowMs: number;
  /** Looks again whether the same request has begun its run by now. */
  begun: () => Promise<RunRecord | undefined>;
}

/** What a begin did, and the run that it leads to. */
export type Begun =
  | { outcome: 'started' | 'running'; record: RunRecord; forward: Forward }
  | ({ outcome: 'cached' | 'stale'; behind: Refresh | null } & Found);

/** Whose outcome is the answer: the head's run, or an earlier one whose result still is it. */
export type Found = { record: RunRecord } | { good: GoodResult; key: string };

/** What goes on behind a stale answer: the run that refreshes it, or why none could be begun. */
export type Refresh = { record: RunRecord } | { fault: StoreFault | UnknownShape };

/** Past so many lost races the caller is asked to come again. */
const mostTries = 20;

/**
 * Begins a run, joins the one in flight, or finds an outcome that may be served. Message first: the run's
 * message exists before its head does, so that a begin that dies in between loses nothing.
 *
 * Throws `polling-url-in-use` and `too-large` (`TaskError`), and `StoreFault`: then nothing has begun, or a run
 * has that asking again for its polling URL joins. Without a polling URL, or forced, asking again begins another.
 */
export async function beginRun(request: BeginRequest, ports: BeginPorts): Promise<Begun> {
  checkArgsSize(request.bound.json);
  const digest = digestOf(ports.sha256, request.task.name, request.bound.json);
  const named = await joinNamed(request, digest, ports);
  if (named !== undefined) return named;
  const force = !request.checkRunning || request.taskId !== null;
  if (request.pollingUrl === null) return beginAlone(request, digest, ports);
  if (!request.cacheResults) {
    const joined = force ? undefined : await joinInFlight(request.pollingUrl, digest, ports);
    return joined ?? beginAlone(request, digest, ports);
  }
  return beginAtUrl({ ...request, pollingUrl: request.pollingUrl }, digest, force, ports);
}

async function beginAlone(
  request: BeginRequest,
  digest: string,
  ports: BeginPorts,
): Promise<Begun> {
  const { names } = request;
  const { key = ports.chance.id(32), head } = names ?? {};
  const message = messageOf({ ...request, pollingUrl: null }, key, digest, head, ports);
  await ports.queue.send(encodeMessage(message));
  const outcome = await writeBegin(
    ports.store,
    message,
    head,
    ports.clock.now(),
    request.task.policy,
  );
  const record = outcome.applied
    ? outcome.record
    : await ownRun(message, names, outcome.record, ports);
  // Between the look and the write the table has deleted what had expired.
  if (record === undefined && names?.head && outcome.record === undefined)
    return beginAlone({ ...request, names: { ...names, head: undefined } }, digest, ports);
  // At a random key there can be no other run; at a request's own, whoever sent it is asked to look again.
  if (record === undefined) throw new StoreFault(`The head of run ${message.run} was refused`);
  return { outcome: 'started', record, forward: 'uri-miss' };
}

async function beginAtUrl(
  request: BeginRequest & { pollingUrl: string },
  digest: string,
  force: boolean,
  ports: BeginPorts,
): Promise<Begun> {
  const key = keyOfUrl(ports.sha256, request.pollingUrl);
  const { names } = request;
  // What a look for an outcome finds may be the answer; a begin only has to be right about what it writes.
  const strong = request.reuse !== null || names !== undefined;
  const head = names
    ? names.head
    : await ports.store.read(headOf(key), strong ? 'strong' : 'eventual');
  return beginOver(request, { key, digest, force, head, strong }, ports);
}

/** A key as it was looked at, and what is asked of it. */
interface Look {
  key: string;
  digest: string;
  force: boolean;
  head: RunRecord | undefined;
  strong: boolean;
}

async function beginOver(request: BeginRequest, look: Look, ports: BeginPorts): Promise<Begun> {
  const { store, queue, clock } = ports;
  const { key, digest, force } = look;
  const { reuse, task } = request;
  const asked = { digest, reuse, force, policy: task.policy };
  let { head, strong } = look;
  let message: RunMessage | undefined;
  for (let tries = 0; tries < mostTries; tries += 1) {
    const isSent = message !== undefined && message.expects === (head?.run ?? null);
    // What a worker may begin at any moment is begun, whatever has become servable since it was sent.
    const decision = decideBegin(head, isSent ? { ...asked, reuse: null } : asked, clock.now());
    if (decision.do === 'refuse' && !strong) {
      strong = true;
      head = await store.read(headOf(key), 'strong');
      continue;
    }
    if (decision.do === 'serve') return served(decision, request, { ...look, head, strong }, ports);
    if (decision.do !== 'begin') return joinedOrRefused(decision);
    if (message === undefined || !isSent) {
      message = messageOf(request, key, digest, head, ports);
      await queue.send(encodeMessage(message));
    }
    const { forward } = decision;
    const outcome = await writeBegin(store, message, head, clock.now(), task.policy);
    if (outcome.applied) return { outcome: 'started', record: outcome.record, forward };
    const own = await ownRun(message, request.names, outcome.record, ports);
    if (own !== undefined) return { outcome: 'started', record: own, forward };
    strong = true;
    head = outcome.record;
  }
  throw new StoreFault(`Lost ${mostTries} races for one polling URL`, { throttled: true });
}

function joinedOrRefused(decision: Extract<Decision, { do: 'join' | 'refuse' }>): Begun {
  if (decision.do === 'refuse') throw decision.error;
  return { outcome: 'running', record: decision.record, forward: decision.forward };
}

async function served(
  { outcome, rule, behind }: Served,
  request: BeginRequest,
  look: Look,
  ports: BeginPorts,
): Promise<Begun> {
  const found = 'record' in outcome ? outcome : { ...outcome, key: look.key };
  if (!isStaleRule(rule)) return { outcome: 'cached', ...found, behind: null };
  const refresh =
    behind === 'begin' ? await beginBehind(request, look, ports) : behind && { record: behind };
  return { outcome: 'stale', ...found, behind: refresh };
}

/** A stale answer does not wait for what its refreshing comes to, nor fail with it. */
async function beginBehind(
  request: BeginRequest,
  look: Look,
  ports: BeginPorts,
): Promise<Refresh | null> {
  try {
    const begun = await beginOver({ ...request, reuse: null }, { ...look, force: false }, ports);
    return 'record' in begun ? { record: begun.record } : null;
  } catch (fault) {
    // A refusal: the URL is of other arguments by now, and there is nothing to refresh.
    if (fault instanceof TaskError) return null;
    if (fault instanceof StoreFault || fault instanceof UnknownShape) return { fault };
    throw fault;
  }
}

/** My own run, where a worker has begun it for me, or the write was done and its answer lost. */
async function ownRun(
  message: RunMessage,
  names: BegunNames | undefined,
  head: RunRecord | undefined,
  { store }: BeginPorts,
): Promise<RunRecord | undefined> {
  if (names !== undefined) return names.begun();
  if (head?.run === message.run) return head;
  return store.read(ownItemOf(message), 'strong');
}

function messageOf(
  { task, bound, pollingUrl, names }: BeginRequest,
  key: string,
  digest: string,
  head: RunRecord | undefined,
  { chance, clock }: BeginPorts,
): RunMessage {
  return {
    v: 1,
    key,
    run: names?.run ?? chance.id(16),
    expects: head?.run ?? null,
    task: task.name,
    args: bound.json,
    digest,
    url: pollingUrl,
    createdAt: instant(names?.nowMs ?? clock.now()),
  };
}
