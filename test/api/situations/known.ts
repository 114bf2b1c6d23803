import { createApiWorld, type ApiWorldOptions } from '../api-world.ts';

export const call = '/v1/run/add/2/3';

/** What became of a request on a call URL. */
export type Came = 'stored' | 'stored, and a run behind it' | 'begun' | 'refused';

/** The API with a result of such an age, in seconds: fresh for 100 s, served stale for 60 s more while it is renewed. */
export async function createKnown(ageSeconds: number, options: ApiWorldOptions = {}) {
  const world = createApiWorld({
    policy: { maxAgeSeconds: 100, staleWhileRevalidateSeconds: 60 },
    run: () => 5,
    ...options,
  });
  const { clock, queue } = world;
  await world.get(call);
  await world.work();
  await clock.advance(ageSeconds * 1000);
  return {
    ...world,
    async cameOf(headers: Record<string, string>): Promise<Came> {
      const { status } = await world.get(call, headers);
      const begun = queue.size() > 0;
      if (status === 200) return begun ? 'stored, and a run behind it' : 'stored';
      if (status === 202 && begun) return 'begun';
      if (status === 504 && !begun) return 'refused';
      throw new Error(`${status}, ${queue.size()} begun`);
    },
  };
}
