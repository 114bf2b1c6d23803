import { createLine } from './line.ts';
import type { Played } from './play.ts';
import type { Operation, Said } from './scenario.ts';

/** A cell as it was played: alone, with the same asked again at once, and without its fault. */
export interface Cases {
  alone: Played;
  again: Played;
  calm: Played;
}

/**
 * What a fault leads to. Throws where there are no words for it: then it is to be looked at, and given some.
 */
export async function sentenceOf({ process, name }: Operation, cases: Cases): Promise<string> {
  const { alone, calm } = cases;
  const parts = [
    alone.said === 'died' ? diedAs[process] : saidOf(alone.said, calm.said, process),
    name === 'begin' ? begunOf(alone) : await endOf(alone, calm),
    ...(unheard(cases) ? [againOf(cases.again, name)] : []),
  ];
  return parts.join('; ');
}

const diedAs = {
  API: 'the caller hears nothing',
  worker: 'the worker dies',
  consumer: 'the consumer dies',
};

/** Whoever was told nothing, or to come again. A function is not asked. */
function unheard({ alone: { said }, again }: Cases): boolean {
  if (said === 'died') return again.saidAgain !== undefined;
  return said.to === 'caller' && said.answer.status >= 500;
}

function saidOf(said: Said, calm: Said | 'died', process: Operation['process']): string {
  if (said.to === 'caller') {
    if (JSON.stringify(said) === JSON.stringify(calm)) return 'the caller is answered as ever';
    const { status, retryAfter, body } = said.answer;
    if (status === 503 && retryAfter >= 1) return 'the caller gets 503';
    if (status < 300 && body.outcome !== undefined)
      return `the caller gets ${status} \`${body.outcome}\``;
    throw noWords(said);
  }
  if (calm === 'died' || calm.to === 'caller') throw noWords(calm);
  if (said.receipt === 'done' && calm.receipt === 'done') return `the ${process} goes on`;
  if (said.receipt === 'kept') return `the ${process} gives the message back`;
  throw noWords(said);
}

function begunOf({ run }: Played): string {
  switch (run.begunBy) {
    case undefined:
      return 'nothing is begun';
    case 'it':
      return 'the run is begun';
    case 'worker':
      return 'a worker begins the run from its message';
    case 'before':
      return 'the run goes on';
    default:
      throw noWords(run);
  }
}

async function endOf(played: Played, calm: Played): Promise<string> {
  const [{ status, attempt }, { status: calmStatus }] = [await lastOf(played), await lastOf(calm)];
  const at = attempt === 0 ? '' : ` at attempt ${attempt}`;
  const end = `the run ends as ${status}${at}`;
  if (status !== calmStatus) return end;
  const [run, calmRun] = [played.run, calm.run];
  const seconds = Math.round((run.endedAfterMs - calmRun.endedAfterMs) / 1000);
  const when = `${Math.abs(seconds)} s ${seconds > 0 ? 'later' : 'sooner'}`;
  return [
    end,
    ...(seconds === 0 ? [] : [when]),
    ...(run.executions === calmRun.executions ? [] : [`its task run ${timesOf(run.executions)}`]),
  ].join(', ');
}

async function lastOf({ system, run }: Played): Promise<{ status: string; attempt: number }> {
  const line = createLine('later', system.clock);
  const { status, attempt } = (await system.ask(line, 'GET', `/v1/tasks/${run.taskId}`)).body;
  if (typeof status !== 'string' || attempt === undefined) throw noWords(run);
  return { status, attempt };
}

function timesOf(count: number): string {
  return ['never', 'once', 'twice'][count] ?? `${count} times`;
}

function againOf({ saidAgain: said, runs }: Played, name: string): string {
  if (said === undefined || said.to !== 'caller') throw noWords(said);
  const { status, body } = said.answer;
  const what = body.outcome ?? body.type?.split('/').at(-1) ?? body.status;
  if (what === undefined) throw noWords(said);
  const inAll = name === 'begin' ? `, ${runs === 1 ? 'one run' : `${runs} runs`} in all` : '';
  return `asked again at once: ${status} \`${what}\`${inAll}`;
}

function noWords(of: unknown): Error {
  return new Error(`There are no words for ${JSON.stringify(of)}`);
}
