import type { Policy } from '../../core/policy.ts';
import type { Choices } from './choices.ts';

/** How a schedule's stack is set up, and its callers' habits. */
export interface Settings {
  policy: Partial<Policy>;
  workers: number;
  batchSize: number;
  workerTimeoutMs: number;
  maxReceiveCount: number;
  duplicates: boolean;
  skewMs: number;
  countsPauses: boolean;
  /** Workers know the task only so long after the beginning: the API was deployed before them. */
  deployedAfterMs: number;
  /** Once in so many begins the caller forces it, brings other arguments, and so on; 0 is never. */
  forcedInMany: number;
  othersInMany: number;
  urls: number;
  /** Once in so many begins it brings an Idempotency-Key, one of so many, or the task ID of a run; 0 is never. */
  onceInMany: number;
  idempotencyKeys: number;
  namedInMany: number;
  /** When it begins, from the first midnight on: some go over the second. */
  startMs: number;
  /** Callers' requests go through the whole API handler. */
  overHttp: boolean;
}

/** By how much two of its clocks may differ at most, and a little more. */
export function skewAllowedMs({ skewMs }: Pick<Settings, 'skewMs'>): number {
  return 2 * skewMs + 100;
}

const dayMs = 86_400_000;

export function chooseSettings(choices: Choices): Settings {
  const of = <T>(...values: readonly [T, ...T[]]): T =>
    values[choices.pick(values.length)] ?? values[0];
  return {
    policy: {
      retries: of(1, 0, 2),
      backoffSeconds: of(2, 0, 60),
      timeoutSeconds: of(60, 5, 105),
      maxAgeSeconds: of(86_400, 0, 60, 100 * 86_400),
      staleWhileRevalidateSeconds: of(0, 600),
      staleIfErrorSeconds: of(0, 600),
      failureMaxAgeSeconds: of(60, 0),
      handoverSeconds: of(10, 0),
    },
    workers: of(2, 1, 3),
    batchSize: of(1, 1, 3),
    workerTimeoutMs: of(120_000, 900_000),
    maxReceiveCount: of(200, 200, 4),
    duplicates: of(false, true),
    skewMs: of(0, 2000, 0, 2000, 0, 2000, 120_000),
    countsPauses: of(true, false),
    deployedAfterMs: of(0, 0, 0, 0, 0, 60_000, 300_000),
    forcedInMany: of(0, 3, 2),
    othersInMany: of(0, 0, 4),
    urls: of(1, 1, 2),
    onceInMany: of(0, 2, 1),
    idempotencyKeys: of(1, 1, 2),
    namedInMany: of(0, 0, 3),
    startMs: of(0, dayMs - 1_000, dayMs - 30_000, dayMs - 200_000),
    overHttp: choices.once(16),
  };
}
