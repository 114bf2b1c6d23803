import type { Monitor } from '../../core/monitor.ts';
import { isInFlight } from '../../core/run.ts';
import { eventsOf, type RunEvent } from '../../core/run-events.ts';
import { runById } from '../../core/status.ts';
import { waitUntil } from '../../core/wait.ts';
import { acceptsEvents } from './accept.ts';
import { namedRun } from './named-run.ts';
import { jsonAnswer, monitorIn } from './respond.ts';
import type { Api, ApiContext } from './route.ts';
import { patienceMs } from './waited.ts';

/** An `EventSource` asks again so long after an answer has ended, as it does after any that breaks off. */
const retryMs = 1_000;

/**
 * What is new of a run since the caller last saw it, as soon as something is. Every answer ends, so that any front can
 * hand it on; an `EventSource` comes again by itself, and 204 stops it once there is nothing more to come.
 */
export async function runEvents(c: ApiContext, api: Api): Promise<Response> {
  const seenVersion = versionOf(c.req.header('Last-Event-ID'));
  const first = await runById(namedRun(c), api, seenVersion);
  const isNews = first.version > seenVersion;
  if (!isNews && !isInFlight(first.status)) return new Response(null, { status: 204, headers });
  const record = isNews
    ? first
    : await waitUntil((now) => eventsOf(first, now).length > 0, first, patienceMs(c), api);
  const events = eventsOf(isNews ? undefined : first, record);
  const monitor = await monitorIn(record, c, api);
  return acceptsEvents(c.req.header('Accept'))
    ? streamOf(record.version, events, monitor)
    : listOf(record.version, events, monitor);
}

const headers = { 'Cache-Control': 'no-store' };

/** A version that the caller has seen; -1 where it says none. */
function versionOf(lastEventId = ''): number {
  return /^\d{1,15}$/.test(lastEventId) ? Number(lastEventId) : -1;
}

/** https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream */
function streamOf(id: number, events: readonly RunEvent[], monitor: Monitor): Response {
  const data = JSON.stringify(monitor);
  const blocks = [
    `retry: ${retryMs}\n`,
    ...events.map((event) => `id: ${id}\nevent: ${event}\ndata: ${data}\n`),
    // Without data it is no event, and the caller's place is kept all the same.
    ...(events.length === 0 ? [`id: ${id}\n`] : []),
  ];
  return new Response(blocks.map((block) => `${block}\n`).join(''), {
    headers: { ...headers, 'Content-Type': 'text/event-stream' },
  });
}

function listOf(id: number, events: readonly RunEvent[], monitor: Monitor): Response {
  return jsonAnswer(
    events.map((event) => ({ id: `${id}`, event, data: monitor })),
    headers,
  );
}
