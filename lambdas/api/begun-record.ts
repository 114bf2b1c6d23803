import type { Begun } from '../../core/begin.ts';
import type { RunRecord } from '../../core/run.ts';
import { runOfGood, type StatusPorts } from '../../core/status.ts';

/** The run that answers a begin: the one begun or found, or the earlier one whose result still is the answer. */
export async function begunRecord(begun: Begun, ports: StatusPorts): Promise<RunRecord> {
  return 'record' in begun ? begun.record : runOfGood(begun.key, begun.good, ports);
}
