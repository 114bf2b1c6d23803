import { createApiWorld, type ApiWorld } from './api-world.ts';

/** The call URL that is brought into states. */
export const url = '/v1/run/add/2/3';

const policy = {
  maxAgeSeconds: 100,
  staleWhileRevalidateSeconds: 50,
  staleIfErrorSeconds: 200,
  failureMaxAgeSeconds: 20,
  handoverSeconds: 10,
  retries: 0,
};

/** A world whose call URL has been brought into a state. */
export async function worldIn(steps: readonly Step[]): Promise<ApiWorld> {
  let fails = false;
  const world = createApiWorld({
    policy,
    run: ({ attempt }) => {
      if (fails) throw new Error(`attempt ${attempt}`);
      return 5;
    },
  });
  const begin = () => world.post('/v1/tasks', { task: 'add', args: [2, 3], pollingUrl: url });
  for (const step of steps) {
    if (typeof step === 'number') {
      await world.clock.advance(step * 1000);
      continue;
    }
    fails = step === 'fails';
    const { body } = await begin();
    if (step === 'succeeds' || step === 'fails') await world.work();
    if (step === 'is cancelled') await world.post(`/v1/tasks/${body.taskId}/cancel`);
  }
  return world;
}

/** What a run comes to, or so many seconds. */
type Step = 'succeeds' | 'fails' | 'is cancelled' | 'is in flight' | number;

const day = 86_400;

/** What has happened before, for each state. */
export const states = {
  nothing: [],
  expired: ['succeeds', 23 * day],
  'in flight': ['is in flight'],
  'in flight, with what is stale beyond': ['succeeds', 151, 'is in flight'],
  fresh: ['succeeds', 50],
  'fresh, and another in flight': ['succeeds', 50, 'is in flight'],
  'fresh, and the last one failed': ['succeeds', 50, 'fails', 12],
  'stale, revalidated behind': ['succeeds', 120],
  'stale, and another in flight': ['succeeds', 120, 'is in flight'],
  'stale beyond': ['succeeds', 151],
  'failed, with what is stale if error': ['succeeds', 151, 'fails', 12],
  'cancelled, with what is stale if error': ['succeeds', 151, 'is cancelled', 12],
  'failed a while ago, with what is stale if error': ['succeeds', 151, 'fails', 25],
  'failed, with nothing to serve': ['fails', 12],
  'cancelled, with nothing to serve': ['is cancelled', 12],
  'failed a while ago, with nothing to serve': ['fails', 25],
  'just succeeded': ['succeeds', 9],
  'just succeeded, and another in flight': ['succeeds', 9, 'is in flight'],
  'just failed': ['fails', 9],
  'just failed, with what is stale if error': ['succeeds', 151, 'fails', 9],
} as const satisfies Record<string, readonly Step[]>;

type Headers = Record<string, string>;

const plain: Headers = {};
const cacheControl = (value: string): Headers => ({ 'Cache-Control': value });

/** What a GET says of stored answers. */
export const requests = {
  'a plain GET': plain,
  'no-cache': cacheControl('no-cache'),
  'max-age=0': cacheControl('max-age=0'),
  'Pragma: no-cache': { Pragma: 'no-cache' },
  'only-if-cached': cacheControl('only-if-cached'),
  'a prefetch': { 'Sec-Purpose': 'prefetch' },
  'max-stale': cacheControl('max-stale'),
  'max-stale=10': cacheControl('max-stale=10'),
  'max-stale, only-if-cached': cacheControl('max-stale, only-if-cached'),
  'max-age=30': cacheControl('max-age=30'),
  'min-fresh=60': cacheControl('min-fresh=60'),
} as const satisfies Record<string, Headers>;
