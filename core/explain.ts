import { parseCallUrl } from './call-url.ts';
import { decideBegin, type Decision, type Forward } from './decide.ts';
import type { Directives } from './directives.ts';
import { digestOf, taskIdOf } from './key.ts';
import { parsePolicy } from './policy.ts';
import type { Sha256 } from './ports.ts';
import type { Registry } from './registry.ts';
import { isInFlight, leaseUntilMs, instant, millis, type Instant, type RunRecord } from './run.ts';
import { asSeen } from './seen.ts';
import { resultOf, type ServeRule } from './serve.ts';
import type { Stored } from './stored.ts';

/** By which rule a request on a URL is answered. */
export type Rule =
  ServeRule | 'in-flight' | 'nothing-kept' | 'no-longer-fresh' | 'unacceptable' | 'only-if-cached';

/** What a request on a URL would come to now, and why. Whole seconds; times as in a monitor. */
export interface Explanation {
  /** In its canonical spelling. */
  pollingUrl: string;
  /** The task that it calls, or whose run stands for it; null where neither is known. */
  task: string | null;
  /** What would be done. */
  does: Decision['do'];
  /** The rule that decides. */
  rule: Rule;
  /** The rule in a sentence. */
  why: string;
  /** The run that is in flight there, and since when. */
  inFlight: ExplainedRun | null;
  /** The last good result. */
  result: ExplainedOutcome | null;
  /** The failure or cancellation that ended the last run. */
  failure: ExplainedOutcome | null;
}

/** A run in flight. */
export interface ExplainedRun {
  /** Names it. */
  taskId: string;
  /** Since when it is in flight. */
  since: Instant;
  /** When its latest attempt began. */
  startedAt: Instant | null;
  /** Until when a worker holds it, unless it says again that it does; null where none does. */
  heldUntil: Instant | null;
}

/** How an outcome stands. */
export interface ExplainedOutcome {
  /** Names its run. */
  taskId: string;
  /** How long ago the run ended. */
  ageSeconds: number;
  /** For how long it is still fresh, or remembered; negative once it is not. */
  freshForSeconds: number;
  /** For how long it may be served while a newer one is worked out. */
  staleForSeconds: number;
  /** For how long it may be served after a newer run has failed. */
  staleIfErrorForSeconds: number;
}

/** The world as an explanation needs it. */
export interface ExplainPorts {
  registry: Registry;
  sha256: Sha256;
}

/**
 * What is decided now for a URL (canonical) whose head is as given: on a call URL, for a GET with these directives; on
 * any other, for a begin that may reuse, with the task and arguments that the URL stands for. Pure.
 *
 * Throws what `parseCallUrl` throws.
 */
export function explain(
  pollingUrl: string,
  head: RunRecord | undefined,
  directives: Directives,
  nowMs: number,
  { registry, sha256 }: ExplainPorts,
): Explanation {
  const called = parseCallUrl(pollingUrl, registry);
  const seen = asSeen(head, nowMs);
  const task = called?.task.name ?? seen?.task ?? null;
  const digest = called && digestOf(sha256, called.task.name, called.bound.json);
  const policy = registry.find(task ?? '')?.policy ?? parsePolicy();
  const asked = { digest: digest ?? seen?.digest ?? '', policy, reuse: directives, force: false };
  const decision = decideBegin(head, asked, nowMs);
  const rule = ruleOf(decision);
  const good = seen && resultOf(seen);
  const failed = seen?.status === 'FAILURE' || seen?.status === 'REVOKED';
  return {
    pollingUrl,
    task,
    does: decision.do,
    rule,
    why: sentences[rule],
    inFlight: seen !== undefined && isInFlight(seen.status) ? runIn(seen) : null,
    result: seen && good ? outcomeIn(taskIdOf(seen.key, good.run), good, nowMs) : null,
    failure: seen && failed ? outcomeIn(taskIdOf(seen.key, seen.run), seen, nowMs) : null,
  };
}

/** The rules, each in a sentence. */
const sentences: Record<Rule, string> = {
  fresh: 'A result is kept that is fresh, as fresh as was asked for.',
  handover: 'An outcome is so young that it is answered whatever the request says.',
  'remembered-failure': 'The last run failed or was cancelled, and that is still remembered.',
  'max-stale': 'A result is kept that is no longer fresh, and the request takes one so stale.',
  'stale-while-revalidate': 'A result is kept that may be served while a newer one is worked out.',
  'stale-if-error': 'The last run failed, and an earlier result may be served instead.',
  'in-flight': 'A run is in flight, and nothing is kept that would do.',
  'nothing-kept': 'Nothing is kept.',
  'no-longer-fresh': 'What is kept is stale, and may not be served any more.',
  unacceptable: 'What is kept is not what the request asks for.',
  'only-if-cached': 'The request begins and joins nothing, and nothing is kept that would do.',
};

/** By name. */
export const rules: readonly string[] = Object.keys(sentences);

const rulesOfForward: Record<Forward, Rule> = {
  'uri-miss': 'nothing-kept',
  stale: 'no-longer-fresh',
  request: 'unacceptable',
};

function ruleOf(decision: Decision): Rule {
  switch (decision.do) {
    case 'serve':
      return decision.rule;
    case 'join':
      return 'in-flight';
    case 'begin':
      return rulesOfForward[decision.forward];
    case 'refuse':
      // Of other arguments nobody has asked here.
      return 'only-if-cached';
  }
}

function runIn(seen: RunRecord): ExplainedRun {
  const { key, run, createdAt, startedAt } = seen;
  const heldUntilMs = leaseUntilMs(seen);
  const heldUntil = heldUntilMs === 0 ? null : instant(heldUntilMs);
  return { taskId: taskIdOf(key, run), since: createdAt, startedAt, heldUntil };
}

function outcomeIn(taskId: string, stored: Stored, nowMs: number): ExplainedOutcome {
  const until = (end: Instant | null) =>
    end === null ? 0 : Math.floor((millis(end) - nowMs) / 1000);
  return {
    taskId,
    ageSeconds: -until(stored.finishedAt),
    freshForSeconds: until(stored.freshUntil),
    staleForSeconds: Math.max(0, until(stored.staleUntil)),
    staleIfErrorForSeconds: Math.max(0, until(stored.staleIfErrorUntil)),
  };
}
