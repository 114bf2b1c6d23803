import { describe, expect, it } from 'vitest';
import { requests, states, url, worldIn } from './states.ts';

/** What is answered, and what comes of it: a run begun, one joined, or nothing. */
type Cell = readonly [status: number, cacheStatus: string, then: 'begins' | 'joins' | 'nothing'];

const missed: Cell = [202, 'fwd=uri-miss', 'begins'];
const stale: Cell = [202, 'fwd=stale', 'begins'];
const asked: Cell = [202, 'fwd=request', 'begins'];
const none: Cell = [504, 'detail=only-if-cached', 'nothing'];
const hit = (status: 200 | 409, ttl: number): Cell => [status, `hit; ttl=${ttl}`, 'nothing'];
const behind = (ttl: number): Cell => [200, `hit; ttl=${ttl}`, 'begins'];

type Row = Partial<Record<keyof typeof requests, Cell>>;

/** `no-cache`, and what means the same. */
const anew = (cell: Cell): Row => {
  return { 'no-cache': cell, 'max-age=0': cell, 'Pragma: no-cache': cell };
};
/** `only-if-cached`, and what is read as it. */
const kept = (cell: Cell): Row => ({ 'only-if-cached': cell, 'a prefetch': cell });
const always = (cell: Cell): Row => ({ 'a plain GET': cell, ...anew(cell), ...kept(cell) });

const joined = (forward: string): Cell => [202, `fwd=${forward}; collapsed`, 'joins'];

const table: Record<keyof typeof states, Row> = {
  nothing: { 'a plain GET': missed, ...anew(missed), ...kept(none), 'max-stale': missed },
  expired: { 'a plain GET': missed, ...anew(missed), ...kept(none), 'max-stale': missed },
  'in flight': {
    'a plain GET': joined('uri-miss'),
    ...anew(joined('uri-miss')),
    ...kept(none),
    'max-stale': joined('uri-miss'),
  },
  'in flight, with what is stale beyond': {
    'a plain GET': joined('stale'),
    ...anew(joined('request')),
    ...kept(none),
  },
  fresh: {
    'a plain GET': hit(200, 50),
    ...anew(asked),
    ...kept(hit(200, 50)),
    'max-age=30': asked,
    'min-fresh=60': asked,
    'max-stale': hit(200, 50),
  },
  'fresh, and another in flight': {
    'a plain GET': hit(200, 50),
    ...anew(joined('request')),
    ...kept(hit(200, 50)),
    'max-age=30': joined('request'),
  },
  'fresh, and the last one failed': {
    'a plain GET': hit(200, 38),
    ...anew(asked),
    ...kept(hit(200, 38)),
    'max-age=30': [409, 'hit; ttl=8', 'nothing'],
  },
  'stale, revalidated behind': {
    'a plain GET': behind(-20),
    ...anew(asked),
    ...kept(hit(200, -20)),
    'max-stale': hit(200, -20),
    'max-stale=10': stale,
    'max-age=30': stale,
    'min-fresh=60': stale,
  },
  'stale, and another in flight': {
    'a plain GET': hit(200, -20),
    ...anew(joined('request')),
    ...kept(hit(200, -20)),
  },
  'stale beyond': {
    'a plain GET': stale,
    ...anew(asked),
    ...kept(none),
    'max-stale': hit(200, -51),
    'max-stale=10': stale,
    'max-stale, only-if-cached': hit(200, -51),
  },
  'failed, with what is stale if error': {
    'a plain GET': hit(200, -63),
    ...anew(asked),
    ...kept(hit(200, -63)),
    'max-age=30': [409, 'hit; ttl=8', 'nothing'],
  },
  'cancelled, with what is stale if error': {
    'a plain GET': hit(200, -63),
    ...anew(asked),
    ...kept(hit(200, -63)),
  },
  'failed a while ago, with what is stale if error': {
    'a plain GET': behind(-76),
    ...anew(asked),
    ...kept(hit(200, -76)),
  },
  'failed, with nothing to serve': {
    'a plain GET': hit(409, 8),
    ...anew(asked),
    ...kept(hit(409, 8)),
    'max-stale': hit(409, 8),
    'min-fresh=60': asked,
  },
  'cancelled, with nothing to serve': {
    'a plain GET': hit(409, 8),
    ...anew(asked),
    ...kept(hit(409, 8)),
  },
  'failed a while ago, with nothing to serve': {
    'a plain GET': stale,
    ...anew(asked),
    ...kept(none),
    'max-stale': stale,
  },
  'just succeeded': { ...always(hit(200, 91)), 'min-fresh=60': hit(200, 91) },
  'just succeeded, and another in flight': always(hit(200, 91)),
  'just failed': { ...always(hit(409, 11)), 'min-fresh=60': hit(409, 11) },
  'just failed, with what is stale if error': always(hit(200, -60)),
};

const cells = Object.entries(table).flatMap(([state, row]) =>
  Object.entries(row).map(([request, cell]) => {
    return { state: state as keyof typeof states, request: request as keyof typeof requests, cell };
  }),
);

describe('a call URL', () => {
  it.each(cells)('$state: $request is answered $cell', async ({ state, request, cell }) => {
    const world = await worldIn(states[state]);
    const queued = world.queue.size();
    const before = await world.get(`/v1/status?pollingUrl=${encodeURIComponent(url)}`);

    const { status, headers, body } = await world.get(url, requests[request]);

    const begun = world.queue.size() - queued;
    const joins = status === 202 && begun === 0 && body.taskId === before.body.taskId;
    const then = begun === 1 ? 'begins' : joins ? 'joins' : 'nothing';
    expect([status, headers.get('cache-status'), then]).toEqual([
      cell[0],
      `madrona; ${cell[1]}`,
      cell[2],
    ]);
  });

  it.each(Object.keys(states) as (keyof typeof states)[])(
    '%s: HEAD is answered as only-if-cached is, without a body',
    async (state) => {
      const [one, other] = [await worldIn(states[state]), await worldIn(states[state])];

      const head = await one.ask('HEAD', url);
      const kept = await other.get(url, requests['only-if-cached']);

      expect([head.status, head.text]).toEqual([kept.status, '']);
      expect(head.headers.get('cache-status')).toBe(kept.headers.get('cache-status'));
      expect(head.headers.get('cache-control')).toBe(kept.headers.get('cache-control'));
    },
  );
});
