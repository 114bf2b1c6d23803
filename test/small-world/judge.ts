import { isInFlight, millis, type RunRecord } from '../../core/run.ts';
import type { History } from './histories.ts';
import { presentMs } from './instants.ts';
import type { State } from './state.ts';
import type { World } from './world.ts';

/** What a small world promises, each by name; a step that breaks one says which. */
export const promises = {
  'one in flight': 'A key has one run in flight, unless the caller forced another.',
  'ends once': 'A run has one terminal write, and nothing changes it afterwards.',
  'fence grows': 'The fence only grows; while a lease is alive, its holder alone changes the run.',
  'own result': 'The stored result is what the run returned under the recorded fence.',
  'attempts bounded': 'No run has more attempts than its policy allows.',
  'cancel holds': 'A run that was cancelled before it started never starts.',
  'found by both':
    'Once a begin has answered, its run is found by task ID, and it or a later one by URL.',
  'message stays': 'Nothing is in flight without a message.',
  'everybody is answered': 'No begin, worker or reader ends with an error where nothing failed.',
  'accepted ends': 'What was begun comes to its end, whoever is slow for ever or dies.',
} as const;

export type PromiseName = keyof typeof promises;

/** Who made a step, by the name that holders have; and what it has become. */
export interface Actor {
  history: History;
  name: string;
}

/** What a step has broken: a promise, and how. Null: nothing. */
export type Judge = (before: State, after: State, actor: Actor) => string | null;

export function createJudge({ tables, queues, settings }: World): Judge {
  const say = (name: PromiseName, how: string) => `${name}: ${how}`;

  function changeOf(run: string, was: RunRecord, is: RunRecord | undefined, actor: Actor) {
    if (is === undefined) return say('found by both', `${run} is gone`);
    if (is === was) return null;
    if (was.status === 'REVOKED' && was.attempt === 0 && is.status !== 'REVOKED') {
      return say('cancel holds', `${run} was REVOKED before it began, and is ${is.status}`);
    }
    if (!isInFlight(was.status)) {
      return say('ends once', `${run} had ended as ${was.status}, and is ${is.status}`);
    }
    if (is.fence < was.fence || is.version <= was.version) {
      return say('fence grows', `${run} went back from version ${was.version} to ${is.version}`);
    }
    const held = was.status === 'STARTED' && millis(was.claimableAt ?? '') > presentMs;
    if (is.fence > was.fence && held) {
      return say('fence grows', `${run} was taken from ${was.holder}, whose lease is alive`);
    }
    const worker = actor.history.program.is === 'worker' ? actor.name : null;
    if (is.fence === was.fence && worker !== null && was.holder !== worker) {
      return say('fence grows', `${worker} changed ${run}, which is not its`);
    }
    return null;
  }

  function recordOf(run: string, { status, fence, attempt, result }: RunRecord) {
    if (attempt > settings.retries + 1) return say('attempts bounded', `${run}: ${attempt}`);
    const own = status !== 'SUCCESS' || result === JSON.stringify(`${run}#${fence}`);
    return own ? null : say('own result', `${run} has ${result} under fence ${fence}`);
  }

  function tableOf(before: State, after: State, actor: Actor): string | null {
    const [were, are] = [tables.runs(before.table), tables.runs(after.table)];
    for (const [run, was] of were) {
      const broken = changeOf(run, was, are.get(run), actor);
      if (broken !== null) return broken;
    }
    for (const [run, is] of are) {
      const broken = recordOf(run, is);
      if (broken !== null) return broken;
    }
    const [was, is] = [tables.head(before.table), tables.head(after.table)];
    if (was === undefined || is === undefined || was.run === is.run) return null;
    if (were.has(is.run)) return say('ends once', `${is.run} came back to the head`);
    if (!isInFlight(was.status) || isForced(is.run)) return null;
    return say('one in flight', `${is.run} was begun over ${was.run}, which is ${was.status}`);
  }

  function queueOf({ table, queue }: State): string | null {
    for (const [run, { status }] of tables.runs(table)) {
      if (isInFlight(status) && !queues.runs(queue).has(run)) {
        return say('message stays', `${run} is ${status}, and has none`);
      }
    }
    return null;
  }

  function answerOf({ program, ended }: History, { table }: State): string | null {
    if (ended === null) return null;
    const { answer, run } = ended;
    if (answer.startsWith('threw') && !isExpected(program.is, answer)) {
      return program.is === 'reader'
        ? say('found by both', `${program.run.run}: ${answer}`)
        : say('everybody is answered', `${program.name} ${answer}`);
    }
    if (program.is !== 'begin' || (run !== null && tables.runs(table).has(run))) return null;
    return say('found by both', `${program.name} was answered ${answer} ${run}`);
  }

  const judged = new Map<string, string | null>();
  function tableOnce(before: State, after: State, actor: Actor): string | null {
    const worker = actor.history.program.is === 'worker' ? actor.name : '';
    const key = `${before.table} ${after.table} ${worker}`;
    const known = judged.get(key);
    if (known !== undefined) return known;
    const broken = tableOf(before, after, actor);
    judged.set(key, broken);
    return broken;
  }

  const queued = new Map<number, string | null>();
  function queueOnce(after: State): string | null {
    const key = after.table * 2 ** 24 + after.queue;
    const known = queued.get(key);
    if (known !== undefined) return known;
    const broken = queueOf(after);
    queued.set(key, broken);
    return broken;
  }

  return (before, after, actor) => {
    const moved = after.table !== before.table;
    return (
      (moved ? tableOnce(before, after, actor) : null) ??
      (moved || after.queue !== before.queue ? queueOnce(after) : null) ??
      answerOf(actor.history, after)
    );
  };
}

/** A run may have ended before its cancel came; and a claim whose answer was lost be known so late that its lease is over. */
function isExpected(is: History['program']['is'], answer: string): boolean {
  if (is === 'worker') return answer.includes('The lease ended before the run was settled');
  return is === 'cancel' && answer.includes('has ended');
}

/** A begin that forces is named F1, one that does not P1; their runs F1a, P1a and so on. */
function isForced(run: string): boolean {
  return run.startsWith('F');
}
