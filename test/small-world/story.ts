import type { RunRecord } from '../../core/run.ts';
import type { Call } from './calls.ts';
import type { Step } from './state.ts';
import type { World } from './world.ts';

/** A way through a small world, one line for each step: who does what, and what the table and the queue hold then. */
export function story(way: readonly Step[], world: World): string[] {
  return way.map(({ who, does, call, to, broken }) => {
    const what = call === null ? '' : ` (${callText(world.calls.get(call))})`;
    const held = [tableText(to.table, world), queueText(to.queue, world)].join(' · ');
    const end = broken === null ? '' : `\n    BROKEN: ${broken}`;
    return `${`${who} ${does}${what}`.padEnd(72)} → ${held}${end}`;
  });
}

function callText(call: Call): string {
  switch (call.do) {
    case 'read':
      return `reads ${placeText(call.place)}`;
    case 'put':
      return `puts ${recordText(call.record)} to ${placeText(call.place)}`;
    case 'update': {
      const { set = {} } = call.change;
      return `updates ${placeText(call.place)} to ${set.status ?? Object.keys(set).join()}`;
    }
    case 'send':
      return 'sends';
    case 'execute':
      return 'works';
    case 'delete':
      return 'deletes';
  }
}

function placeText(place: { item: 'head' } | { item: 'run'; run: string }): string {
  return place.item === 'head' ? 'head' : `item ${place.run}`;
}

function recordText({ run, status, version, fence, holder, claimableAt }: RunRecord): string {
  const held = holder === null ? '' : ` by ${holder} until ${claimableAt?.slice(14, 19)}`;
  return `${run} ${status} v${version} f${fence}${held}`;
}

function tableText(table: number, { tables }: World): string {
  const items = tables
    .items(table)
    .map(([item, record]) => `${item || 'head'}: ${recordText(record)}`);
  return items.length === 0 ? 'nothing' : items.join(', ');
}

function queueText(queue: number, { queues }: World): string {
  const messages = queues.messages(queue).map(({ body, copies, dead }) => {
    const expects = /"expects":("?\w+)/.exec(queues.body(body))?.[1]?.replace('"', '') ?? '';
    return `${queues.runOf(queues.body(body))} over ${expects}${copies > 1 ? ' twice' : ''}${dead ? ' dead' : ''}`;
  });
  return `queue ${messages.join(', ') || 'empty'}`;
}
