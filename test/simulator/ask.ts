import { beginOnce } from '../../core/begin-once.ts';
import { beginRun, type BeginPorts, type Begun } from '../../core/begin.ts';
import { bindArgs } from '../../core/bind.ts';
import { noDirectives } from '../../core/directives.ts';
import type { RunName } from '../../core/find.ts';
import type { AnyTask } from '../../core/registry.ts';
import type { Asked } from './asked.ts';
import type { Choices } from './choices.ts';
import type { RunFacts } from './run-facts.ts';
import type { Settings } from './settings.ts';

/** What the next caller asks of a begin, who may know of those runs. */
export function ask(choices: Choices, settings: Settings, runs: readonly RunFacts[]): Asked {
  const forced = choices.once(settings.forcedInMany);
  const other = choices.once(settings.othersInMany);
  const named = choices.once(settings.namedInMany);
  const once = choices.once(settings.onceInMany);
  return {
    x: other ? 2 : 1,
    pollingUrl: choices.once(12) ? null : urlOf(choices.pick(settings.urls)),
    taskId: named ? nameOf(runs[choices.pick(runs.length + 1)]) : null,
    checkRunning: !forced,
    cacheResults: !choices.once(12),
    reuse: choices.once(3),
    idempotencyKey: once ? `key${choices.pick(settings.idempotencyKeys)}` : null,
  };
}

/** Begins by the ports, as the API and a caller beside it do. */
export function beginAs(asked: Asked, task: AnyTask, ports: BeginPorts): Promise<Begun> {
  const { x, idempotencyKey, ...rest } = asked;
  const request = {
    ...rest,
    task,
    bound: bindArgs(task, [x], {}),
    reuse: asked.reuse ? noDirectives : null,
  };
  if (idempotencyKey === null) return beginRun(request, ports);
  return beginOnce(request, { principal: '', idempotencyKey }, ports);
}

export function urlOf(number: number): string {
  return `/zone/${number}`;
}

/** Where it is none of those runs, one that never was. */
function nameOf(facts: RunFacts | undefined): RunName {
  return facts?.message ?? { key: '-'.repeat(43), run: '-'.repeat(22) };
}
