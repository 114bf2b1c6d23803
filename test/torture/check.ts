import { doneWrites, isEnd, type RunHistory } from './history.ts';
import type { Answer, Effect } from './ledger.ts';
import { mostRecoveryMs, recoveriesOf, type Recovery } from './recovery.ts';
import type { Row } from './table.ts';

/** All that is known of what happened, from four sources that know nothing of each other. */
export interface Evidence {
  /** The begins that were answered. */
  answers: readonly Answer[];
  /** What tasks did. */
  effects: readonly Effect[];
  /** What was written to the table. */
  runs: readonly RunHistory[];
  /** What the table has in the end. */
  rows: ReadonlyMap<string, Row>;
  mostAttempts: number;
  /** How long the queue hides a message by itself. */
  visibilityMs: number;
}

export interface Violation {
  rule: string;
  taskId: string;
  what: string;
}

export interface Verdict {
  violations: Violation[];
  recoveries: Recovery[];
}

export function check(evidence: Evidence): Verdict {
  const { answers, effects, runs, rows } = evidence;
  const violations: Violation[] = [];
  const blame = (rule: string, taskId: string, what: string) =>
    void violations.push({ rule, taskId, what });

  for (const { n, taskId } of answers) {
    const row = rows.get(taskId);
    if (row === undefined)
      blame('lost', taskId, `was answered for ${n}, and the table has no such run`);
  }
  for (const row of rows.values()) {
    if (!isEnd(row.status)) blame('lost', row.taskId, `is still ${row.status}`);
    if (row.attempt > evidence.mostAttempts) blame('attempts', row.taskId, `took ${row.attempt}`);
  }
  for (const run of runs) checkWrites(run, rows.get(nameOf(run)), blame);
  checkEffects(effects, new Map(runs.map((run) => [nameOf(run), run])), rows, blame);

  const recoveries = runs.flatMap(recoveriesOf);
  for (const recovery of recoveries) {
    const { taskId, ms, hits } = recovery;
    const mostMs = mostRecoveryMs(recovery, evidence.visibilityMs);
    if (ms <= mostMs) continue;
    const how = `was taken up after ${ms} ms, ${hits} workers hit before their claim`;
    blame('recovery', taskId, `${how}; at most ${mostMs} ms are allowed`);
  }
  return { violations, recoveries };
}

type Blame = (rule: string, taskId: string, what: string) => void;

function nameOf({ key, run }: RunHistory): string {
  return `${key}.${run}`;
}

function checkWrites(run: RunHistory, row: Row | undefined, blame: Blame): void {
  const taskId = nameOf(run);
  const done = doneWrites(run);
  const [first] = done;
  if (first === undefined) return; // asked for, and refused: another run has its URL
  if (first.after.version !== 1 && first.verdict !== 'found') {
    blame('recording', taskId, `its first recorded write is of version ${first.after.version}`);
  }
  for (const copy of run.writes.filter(
    ({ kind, verdict }) => kind === 'copy' && verdict === 'applied',
  )) {
    if (!isEnd(copy.after?.status))
      blame('two in flight', taskId, 'was replaced before it had ended');
  }
  for (const [index, write] of done.slice(1).entries()) {
    const before = done[index]?.after;
    if (before === undefined) continue;
    const { version, fence, status } = write.after;
    if (isEnd(before.status)) {
      const rule = isEnd(status) ? 'second terminal write' : 'undone';
      blame(rule, taskId, `was written as ${status} after it had ended as ${before.status}`);
    }
    if (version !== before.version + 1 && write.verdict !== 'found') {
      blame('recording', taskId, `goes from version ${before.version} to ${version}`);
    }
    if (fence < before.fence) blame('fence', taskId, `goes from ${before.fence} to ${fence}`);
    if (write.held !== null && write.held !== before.fence && write.verdict === 'applied') {
      blame(
        'zombie',
        taskId,
        `was written under fence ${write.held}, when ${before.fence} held it`,
      );
    }
  }
  const last = done.at(-1)?.after;
  if (last?.version !== row?.version || last?.status !== row?.status) {
    const shown = row === undefined ? 'nothing' : `${row.status}, version ${row.version}`;
    blame(
      'recording',
      taskId,
      `ends as ${last?.status}, version ${last?.version}; the table has ${shown}`,
    );
  }
}

function checkEffects(
  effects: readonly Effect[],
  runs: ReadonlyMap<string, RunHistory>,
  rows: ReadonlyMap<string, Row>,
  blame: Blame,
): void {
  const executed = new Set<string>();
  const marks = new Map<string, Effect>();
  for (const effect of effects) {
    const { taskId, attempt, mark } = effect;
    if (effect.effect === 'done') {
      marks.set(mark, effect);
      continue;
    }
    if (executed.has(`${taskId} ${attempt}`))
      blame('executed twice', taskId, `in attempt ${attempt}`);
    executed.add(`${taskId} ${attempt}`);
    const claimed = runs.get(taskId)?.writes.some(({ after }) => after?.attempt === attempt);
    if (claimed !== true)
      blame('unclaimed', taskId, `ran attempt ${attempt}, which nobody claimed`);
  }
  for (const { taskId, status, result, attempt, fence } of rows.values()) {
    if (status !== 'SUCCESS') continue;
    const returned: { mark?: string; attempt?: number } = JSON.parse(result ?? '{}');
    const by = marks.get(returned.mark ?? '');
    if (by?.taskId !== taskId || by.attempt !== attempt || attempt !== fence) {
      blame(
        'result',
        taskId,
        `is not what attempt ${attempt} under fence ${fence} returned: ${result}`,
      );
    }
  }
}
