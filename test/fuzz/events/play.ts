import { argsLimitBytes } from '../../../core/message.ts';
import { listedChoices, type Choices } from '../../simulator/choices.ts';
import { Fault, hold } from '../fault.ts';
import { holdAnswer } from './answer-rules.ts';
import { damaged } from './damage.ts';
import { drawRequest } from './draw-request.ts';
import { gateways, places } from './gateway-events.ts';
import { describedBy, holdDescribed, readingsOf } from './hold-described.ts';
import { createEventWorld } from './world.ts';

/** An event took more processor time than it may. */
export class Slow extends Fault {}

const triesOfSlow = 3;

/** From here on it is the arguments that take the time, and their schema: a millisecond each KB, as far as they go. */
const largeBytes = 16 * 1024;

/** What was seen of all events so far. */
export interface EventStats {
  byStatus: Record<string, number>;
  slowestMs: number;
  /** Of those whose body is large. */
  slowestLargeMs: number;
}

export async function createEventPlay(slowestAllowedMs: number) {
  const world = createEventWorld();
  const apis = await Promise.all(
    world.handlers.map(async (handler) => ({ handler, faultsOf: await describedBy(handler) })),
  );
  const stats: EventStats = { byStatus: {}, slowestMs: 0, slowestLargeMs: 0 };

  /** One case: a few events on a table that is empty at first, time and workers going on between them. */
  async function play(choices: Choices): Promise<number> {
    world.reset();
    const { handler, faultsOf } = apis[choices.pick(apis.length)] ?? fail();
    const seen: string[] = [];
    const urls: string[] = [];
    const events = 1 + choices.pick(24);
    for (let i = 0; i < events; i += 1) {
      if (choices.once(4))
        await world.advance([100, 1500, 4000, 30_000, 90_000_000][choices.pick(5)] ?? 0);
      if (choices.once(2)) await world.work();
      const { event, asked, bytes } = drawEvent(choices, seen, urls);
      const before = process.threadCpuUsage();
      const answered = await world.answer(handler, event);
      const { user, system } = process.threadCpuUsage(before);
      const ms = (user + system) / 1000;
      const isHead = asked === undefined ? answered.body === '' : asked[0]?.[0] === 'HEAD';
      const read = holdAnswer(answered, isHead);
      holdDescribed(faultsOf, asked, answered, read);
      const { statusCode } = answered;
      stats.byStatus[statusCode] = (stats.byStatus[statusCode] ?? 0) + 1;
      const isLarge = bytes > largeBytes;
      if (isLarge) stats.slowestLargeMs = Math.max(stats.slowestLargeMs, ms);
      else stats.slowestMs = Math.max(stats.slowestMs, ms);
      const [fault] = world.logged;
      hold(fault === undefined, () => `It logged ${fault?.event}`);
      const allowedMs = slowestAllowedMs + (isLarge ? Math.min(bytes, argsLimitBytes) / 1024 : 0);
      if (ms > allowedMs)
        throw new Slow(`${ms} ms for ${bytes} bytes: ${JSON.stringify(event).slice(0, 300)}`);
      remember(read, seen, urls);
    }
    return events;
  }

  /** Played again alone where an event was slow: something else may have been, such as a collection of garbage. */
  async function playJudged(choices: Choices): Promise<number> {
    try {
      return await play(choices);
    } catch (error) {
      if (!(error instanceof Slow)) throw error;
      return playAgain(choices.taken(), triesOfSlow);
    }
  }

  async function playAgain(taken: readonly number[], tries: number): Promise<number> {
    try {
      return await play(listedChoices(taken));
    } catch (error) {
      if (!(error instanceof Slow) || tries === 1) throw error;
      return playAgain(taken, tries - 1);
    }
  }

  return { play: playJudged, stats };
}

function drawEvent(choices: Choices, seen: readonly string[], urls: readonly string[]) {
  const request = drawRequest(choices, seen, urls);
  const place = places[choices.pick(places.length)] ?? '';
  const fronts = [gateways.rest, gateways.http, gateways.functionUrl];
  const event = fronts[choices.pick(3)]?.(request, place) ?? gateways.functionUrl(request);
  const bytes = request.body?.length ?? 0;
  // Of a damaged one nobody knows what it asks for.
  if (choices.once(8)) return { event: damaged(choices, event), asked: undefined, bytes };
  return { event, asked: readingsOf(request, place), bytes };
}

/** The runs that an answer names are asked for by later events. */
function remember(read: unknown, seen: string[], urls: string[]): void {
  if (typeof read !== 'object' || read === null) return;
  const { taskId, pollingUrl }: { taskId?: unknown; pollingUrl?: unknown } = read;
  if (typeof taskId === 'string' && !seen.includes(taskId)) seen.push(taskId);
  if (typeof pollingUrl === 'string' && !urls.includes(pollingUrl)) urls.push(pollingUrl);
}

function fail(): never {
  throw new Error('There is no such handler');
}
