import { markdownTable } from '../../bench/markdown-table.ts';
import type { Evidence, Verdict, Violation } from './check.ts';
import type { RunHistory } from './history.ts';
import { mostRecoveryMs, type Recovery } from './recovery.ts';

export interface Outcome extends Verdict {
  evidence: Evidence;
  faults: Record<string, number>;
  asked: number;
  /** From the first begin to the last. */
  beginsMs: number;
  tookMs: number;
}

/** What came of it, as a table. */
export function summary(outcome: Outcome): string {
  const { evidence, violations, recoveries, faults, asked, beginsMs, tookMs } = outcome;
  const { answers, effects, runs, rows } = evidence;
  const { stops = 0, 'stops at settle': atSettle = 0, ...kills } = faults;
  const killed = Object.values(kills).reduce((sum, count) => sum + count, 0);
  const zombies = runs.flatMap((run) => run.zombies);
  const refused = (kind: string) => zombies.filter((write) => write.kind === kind).length;
  const claimed = recoveries.filter(({ from }) => from === 'claimed');
  const plain = claimed.filter(({ hits }) => hits === 0);
  const again = claimed.filter(({ hits }) => hits > 0);
  const waiting = recoveries.filter(({ from }) => from === 'waiting');
  const most = (from: Recovery['from'], hits: number) =>
    `${mostRecoveryMs({ from, hits }, evidence.visibilityMs) / 1000} s`;
  const broken = (rule: string) => violations.filter((each) => each.rule === rule).length;
  const ended = Object.entries(Object.groupBy(rows.values(), ({ status }) => status)).map(
    ([status, some]) => `${some?.length ?? 0} ${status}`,
  );
  const lines: [string, string][] = [
    ['tasks', String(asked)],
    [
      'accepted: runs with an answered begin',
      String(new Set(answers.map((each) => each.taskId)).size),
    ],
    ['ended', ended.sort().join(', ')],
    ['attempts executed', String(effects.filter(({ effect }) => effect === 'begun').length)],
    ['kills', String(killed)],
    ...Object.entries(kills)
      .sort()
      .map(([what, count]): [string, string] => [`– of ${what}`, String(count)]),
    [
      'kills per second, from the first begin to the last',
      `${((killed / beginsMs) * 1000).toFixed(2)}, for ${Math.round(beginsMs / 1000)} s`,
    ],
    ['stops for longer than a lease', String(stops + atSettle)],
    ['– with a settle on its way', String(atSettle)],
    ['refused zombie writes', String(zombies.length)],
    ['– heartbeats', String(refused('beat'))],
    ['– settles', String(refused('end') + refused('retry'))],
    ['runs taken up from a dead or stopped worker', String(claimed.length)],
    [`longest recovery (at most ${most('claimed', 0)})`, seconds(plain)],
    [
      `– whose next worker was hit too, before its claim (at most ${most('claimed', 1)} with one)`,
      `${again.length}, longest ${seconds(again)}`,
    ],
    [
      `runs that nobody had, whose worker was hit before its claim (at most ${most('waiting', 1)} with one)`,
      `${waiting.length}, longest ${seconds(waiting)}`,
    ],
    ['lost', String(broken('lost'))],
    ['second terminal writes', String(broken('second terminal write'))],
    ['zombie writes done', String(broken('zombie'))],
    [
      'other violations',
      String(otherThan(violations, ['lost', 'second terminal write', 'zombie'])),
    ],
    ['took', `${Math.round(tookMs / 1000)} s`],
  ];
  return `\n${markdownTable([['what', 'count'], ...lines])}`;
}

/** All that is known of the run of a violation, in order. */
export function storyOf({ rule, taskId, what }: Violation, evidence: Evidence): string {
  const history = evidence.runs.find(({ key, run }) => `${key}.${run}` === taskId);
  const events = [
    ...(history === undefined ? [] : eventsOf(history)),
    ...evidence.answers
      .filter((answer) => answer.taskId === taskId)
      .map(({ at, n }) => ({ at, text: `the begin of ${n} is answered` })),
    ...evidence.effects
      .filter((effect) => effect.taskId === taskId)
      .map(({ at, effect, attempt, pid }) => ({
        at,
        text: `attempt ${attempt} has ${effect}, in process ${pid}`,
      })),
  ].sort((a, b) => a.at - b.at);
  const told = events.map(({ at, text }) => `  ${new Date(at).toISOString()} ${text}`);
  return [`\n${rule}: ${taskId} ${what}`, ...told].join('\n');
}

function eventsOf({ writes, receives }: RunHistory): { at: number; text: string }[] {
  return [
    ...receives.map((at) => ({ at, text: 'its message is handed to a worker' })),
    ...writes.map(({ at, kind, verdict, held, after }) => {
      const under = held === null ? '' : ` under fence ${held}`;
      const now = after === null ? '' : `: ${JSON.stringify(after)}`;
      return { at, text: `${kind} is ${verdict}${under}${now}` };
    }),
  ];
}

function seconds(recoveries: readonly { ms: number }[]): string {
  const longest = recoveries.reduce((most, { ms }) => Math.max(most, ms), 0);
  return `${(longest / 1000).toFixed(1)} s`;
}

function otherThan(violations: readonly Violation[], rules: readonly string[]): number {
  return violations.filter(({ rule }) => !rules.includes(rule)).length;
}
