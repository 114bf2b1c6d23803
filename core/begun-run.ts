import type { Begun } from './begin.ts';
import { taskIdOf } from './key.ts';
import type { BegunMonitor } from './monitor.ts';
import type { RunRecord } from './run.ts';
import { monitorFor, runOfGood, type StatusPorts } from './status.ts';
import { statusTextOf, type StatusTexts } from './status-text.ts';

/**
 * The run that answers a begin: the one begun or found, or the earlier one whose result still is the answer.
 *
 * @param prefix as `monitorOf` takes it
 */
export async function begunRun(
  begun: Begun,
  texts: StatusTexts,
  prefix: string,
  ports: StatusPorts,
): Promise<{ record: RunRecord; monitor: BegunMonitor }> {
  const record = await recordOfBegun(begun, ports);
  const monitor = await monitorFor(record, prefix, ports.store);
  const { outcome } = begun;
  const statusText = statusTextOf(texts, outcome, monitor);
  return { record, monitor: { ...monitor, outcome, statusText, refreshing: refreshingOf(begun) } };
}

/** The run that a begin leads to: begun, joined or found. */
export async function recordOfBegun(begun: Begun, ports: StatusPorts): Promise<RunRecord> {
  return 'record' in begun ? begun.record : runOfGood(begun.key, begun.good, ports);
}

function refreshingOf(begun: Begun): string | null {
  if (!('behind' in begun) || begun.behind === null || !('record' in begun.behind)) return null;
  const { key, run } = begun.behind.record;
  return taskIdOf(key, run);
}
