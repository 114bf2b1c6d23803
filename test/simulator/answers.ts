import type { Begun } from '../../core/begin.ts';
import { TaskError } from '../../core/errors.ts';
import { digestOf } from '../../core/key.ts';
import type { Policy } from '../../core/policy.ts';
import { isInFlight, millis, type RunRecord } from '../../core/run.ts';
import { asSeen } from '../../core/seen.ts';
import { servableUntilMs, type Stored } from '../../core/stored.ts';
import { leastResultMs } from '../../core/times.ts';
import type { Asked } from './callers.ts';
import type { Kernel } from './kernel.ts';
import type { Broken, Ledger } from './ledger.ts';
import { epoch } from './processes.ts';
import type { RunFacts } from './run-facts.ts';
import type { Settings } from './settings.ts';
import { sha256 } from './sha256.ts';

export interface AnswerPorts {
  kernel: Kernel;
  ledger: Ledger;
  settings: Settings;
  policy: Policy;
  broken: Broken;
}

/** Holds what callers are told to what is so, by who sees everything. */
export function createAnswers({ kernel, ledger, settings, policy, broken }: AnswerPorts) {
  /** What has begun already when somebody asks, or asks for a URL. */
  function known(url: string | null): number {
    const accepted = [...ledger.runs.values()].filter(({ accepted }) => accepted);
    return Math.max(
      0,
      ...accepted.filter(({ message }) => message.url === url).map(({ order }) => order),
    );
  }

  function begun(answer: Begun, asked: Asked, before: { atMs: number; known: number }): void {
    const { outcome } = answer;
    if ('behind' in answer && answer.behind !== null && 'record' in answer.behind) {
      accepted(answer.behind.record.run, asked);
    }
    const mayServe = outcome === 'stale' ? servable : fresh;
    if ('good' in answer) {
      isOf(answer.good.run, asked);
      return mayServe(answer.good, before.atMs);
    }
    const { record } = answer;
    accepted(record.run, asked);
    if (outcome === 'started' || outcome === 'running') return;
    mayServe(record, before.atMs);
    if (ledger.factsOf(record.run).order < before.known) {
      broken('found by both', `${record.run} was served, and a later one was accepted`);
    }
  }

  function accepted(run: string, asked: Asked): void {
    ledger.onAccept(run);
    isOf(run, asked);
  }

  function isOf(run: string, { x }: Asked): void {
    const digest = digestOf(sha256, 'job', JSON.stringify({ x }));
    if (ledger.factsOf(run).message.digest !== digest) {
      broken('own result', `${run} was answered to who asked with other arguments`);
    }
  }

  /** What is answered from the table was fresh, or handed over, when it was asked for or later. */
  function fresh(
    { freshUntil, finishedAt }: Pick<RunRecord, 'freshUntil' | 'finishedAt'>,
    askedAt: number,
  ): void {
    const until = Math.max(
      freshUntil === null ? 0 : millis(freshUntil),
      finishedAt === null ? 0 : millis(finishedAt) + policy.handoverSeconds * 1000,
    );
    if (until < epoch + askedAt - 2 * settings.skewMs) {
      broken('three answers', 'an outcome that had gone stale was served as fresh');
    }
  }

  /** What is answered though it is stale was within what its policy allows of that. */
  function servable(stored: Stored, askedAt: number): void {
    if (servableUntilMs(stored) < epoch + askedAt - 2 * settings.skewMs) {
      broken('three answers', 'a result was served that had been stale for too long');
    }
  }

  /** Why a cancel was refused: an accepted run is known, and has ended by any clock there is. */
  function cancelRefused({ message: { run }, record }: RunFacts, error: unknown): void {
    const seen = asSeen(record, epoch + kernel.now() + 2 * settings.skewMs);
    if (isCode(error, 'unknown-run') && seen !== undefined) {
      broken('three answers', `${run} was accepted, and is unknown to who cancels it`);
    }
    if (isCode(error, 'already-ended') && seen !== undefined && isInFlight(seen.status)) {
      broken('three answers', `${run} is ${seen.status}, and has ended to who cancels it`);
    }
  }

  /** A result is there for an hour at least, by any clock there is. */
  function resultExpired({ run, finishedAt }: RunRecord): void {
    const until = millis(finishedAt ?? '') + leastResultMs;
    if (epoch + kernel.now() + 2 * settings.skewMs < until) {
      broken('three answers', `the result of ${run} has expired before its time`);
    }
  }

  /** Expired, by any clock there is. */
  function gone({ record }: RunFacts): boolean {
    return asSeen(record, epoch + kernel.now() + 2 * settings.skewMs) === undefined;
  }

  return { known, begun, accepted, cancelRefused, resultExpired, gone };
}

export function isCode(error: unknown, code: TaskError['code']): boolean {
  return error instanceof TaskError && error.code === code;
}
