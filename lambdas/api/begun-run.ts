import type { Begun } from '../../core/begin.ts';
import type { BegunMonitor } from '../../core/monitor.ts';
import type { RunRecord } from '../../core/run.ts';
import { runOfGood } from '../../core/status.ts';
import { statusTextOf } from '../../core/status-text.ts';
import { monitorFor } from './respond.ts';
import type { Api, ApiContext } from './route.ts';

/** The run that answers a begin: the one begun or found, or the earlier one whose result still is the answer. */
export async function begunRun(
  begun: Begun,
  c: ApiContext,
  api: Api,
): Promise<{ record: RunRecord; monitor: BegunMonitor }> {
  const record = 'record' in begun ? begun.record : await runOfGood(begun.key, begun.good, api);
  const monitor = await monitorFor(record, c, api);
  const { outcome } = begun;
  const statusText = statusTextOf(api.statusTexts, outcome, monitor);
  return { record, monitor: { ...monitor, outcome, statusText } };
}
