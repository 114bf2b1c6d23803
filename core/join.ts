import type { BeginPorts, BeginRequest, Begun } from './begin.ts';
import { TaskError } from './errors.ts';
import { headOf, keyOfUrl, locateRun } from './find.ts';
import { isInFlight } from './run.ts';
import { asSeen } from './seen.ts';

/** The run of the caller's task ID, if it is in flight: the task ID decides before the URL does. */
export async function joinNamed(
  { taskId, checkRunning }: BeginRequest,
  digest: string,
  { store, clock }: BeginPorts,
): Promise<Begun | undefined> {
  if (taskId === null || !checkRunning) return undefined;
  const record = asSeen((await locateRun(store, taskId, 'strong')).record, clock.now());
  if (record === undefined || !isInFlight(record.status)) return undefined;
  if (record.digest === digest) return { outcome: 'running', record, forward: 'request' };
  throw new TaskError(
    'polling-url-in-use',
    `That task ID names a run of ${record.task} with other arguments or of another task, which is in flight`,
    { record },
  );
}

/** For a caller who wants nothing kept: what its URL has in flight is as good as a run of its own. */
export async function joinInFlight(
  url: string,
  digest: string,
  { store, clock, sha256 }: BeginPorts,
): Promise<Begun | undefined> {
  const head = asSeen(await store.read(headOf(keyOfUrl(sha256, url)), 'strong'), clock.now());
  if (head === undefined || !isInFlight(head.status)) return undefined;
  if (head.digest === digest) return { outcome: 'running', record: head, forward: 'request' };
  throw new TaskError(
    'polling-url-in-use',
    `This polling URL stands for a run of ${head.task} with other arguments or of another task, which is in flight`,
    { record: head },
  );
}
