import { decodeRecord, resultSortKeyOf } from '../../core/record-item.ts';
import { taskIdOf } from '../../core/key.ts';
import { isInFlight, type RunRecord } from '../../core/run.ts';
import { createLine } from './line.ts';
import type { Played } from './play.ts';
import type { Scenario } from './scenario.ts';
import { resultOf, type Answer, type System } from './whole-system.ts';

/** What of docs/protocol.md's promises was not kept, once all has come to its end. */
export async function brokenPromises(scenario: Scenario, played: Played): Promise<string[]> {
  const { system, said, saidAgain } = played;
  const broken = [...system.history.broken];
  if (system.history.mostInFlight() > 1 && scenario.forces !== true) {
    broken.push('two runs of one key were in flight');
  }
  for (const record of recordsOf(system)) {
    const { run, status } = record;
    if (isInFlight(status)) broken.push(`run ${run} is ${status} for ever`);
    if (status === 'SUCCESS') broken.push(...(await foreignResult(system, record)));
  }
  for (const one of [said, saidAgain]) {
    if (one === undefined || one === 'died' || one.to !== 'caller') continue;
    if (one.answer.status < 300) broken.push(...(await notFound(system, one.answer)));
  }
  const again = await system.begin(createLine('later', system.clock), { reuse: true });
  if (again.status >= 300) broken.push(`the URL answers ${again.status}`);
  return broken;
}

/** By what an accepted run is not found. */
async function notFound(system: System, { body }: Answer): Promise<string[]> {
  const { taskId = '', pollingUrl } = body;
  const paths = [
    `/v1/tasks/${taskId}`,
    ...(pollingUrl ? [`/v1/status?pollingUrl=${encodeURIComponent(pollingUrl)}`] : []),
  ];
  const line = createLine('later', system.clock);
  const answers = await Promise.all(paths.map((path) => system.ask(line, 'GET', path)));
  return answers.flatMap(({ status }, at) =>
    status === 200 ? [] : [`${paths[at] ?? ''} answers ${status}`],
  );
}

async function foreignResult(system: System, record: RunRecord): Promise<string[]> {
  const { key, run, fence, attempt } = record;
  const json = record.result ?? (await system.table.readResult({ key, run, fence }));
  const expected = JSON.stringify(resultOf({ taskId: taskIdOf(key, run), attempt })).slice(0, -1);
  if (json?.startsWith(expected) === true) return [];
  return [`${resultSortKeyOf(record)} is ${json?.slice(0, 80) ?? 'not there'}`];
}

/** Each run's record where it stands: a copy that was made while it is still in the head does not count. */
function recordsOf({ table }: System): RunRecord[] {
  const items = table.items().filter((item) => 'status' in item);
  const inHead = new Set(items.flatMap(({ item, run }) => (item === '@' ? [run] : [])));
  return items
    .filter(({ item, run }) => item === '@' || !inHead.has(run ?? ''))
    .map((item) => decodeRecord(item));
}
