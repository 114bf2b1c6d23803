/** What came of many jobs: how long each took, and all of them together. */
export interface Timing {
  jobMs: number[];
  elapsedMs: number;
}

/** Does so many jobs, so many at a time: each lane begins its next one when its last is done. */
export async function inLanes(
  count: number,
  lanes: number,
  job: () => Promise<void>,
): Promise<Timing> {
  const jobMs: number[] = [];
  let left = count;
  const start = performance.now();
  const lane = async () => {
    while (left > 0) {
      left -= 1;
      const begun = performance.now();
      await job();
      jobMs.push(performance.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return { jobMs, elapsedMs: performance.now() - start };
}

export function joined(timings: readonly Timing[]): Timing {
  return {
    jobMs: timings.flatMap(({ jobMs }) => jobMs),
    elapsedMs: timings.reduce((sum, { elapsedMs }) => sum + elapsedMs, 0),
  };
}

export function perSecond({ jobMs, elapsedMs }: Timing): number {
  return (jobMs.length / elapsedMs) * 1000;
}
