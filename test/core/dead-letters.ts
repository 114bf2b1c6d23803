import { encodeMessage } from '../../core/message.ts';
import { keyOfUrl } from '../../core/find.ts';
import { digestOf } from '../../core/key.ts';
import { leaseMs } from '../../core/times.ts';
import { sha256 } from '../../lambdas/adapters/sha256.ts';
import { beforeFirst, sets } from './faults.ts';
import { createFailingWorld, idOf, type World } from './world.ts';

/** The run of `messageOf`. */
export const run = 'r'.repeat(22);

export function messageOf(overrides: { expects?: string | null; run?: string } = {}): string {
  return encodeMessage({
    key: keyOfUrl(sha256, '/zone'),
    run,
    expects: null,
    task: 'job',
    args: '{"x":1}',
    digest: digestOf(sha256, 'job', '{"x":1}'),
    url: '/zone',
    createdAt: '2030-01-01T00:00:00.000Z',
    ...overrides,
  });
}

/** Moves the world's only message to its dead letters, as the queue does after too many receives. */
export async function giveUp(world: World): Promise<void> {
  const received = await world.queue.receive();
  await received?.remove();
  await world.deadLetters.send(received?.body ?? '');
}

/** A run whose only worker died in its first attempt, and whose lease has lapsed. */
export async function createAbandoned(options: {
  retries: number;
  isCancelled?: boolean;
}): Promise<World> {
  const { retries, isCancelled = false } = options;
  const dies = beforeFirst(sets('SUCCESS'), () => new Promise(() => undefined));
  const world: World = createFailingWorld(dies, {
    policy: { retries },
    run: () => world.clock.sleep(5_000).then(() => 'ok'),
  });
  const taskId = idOf(await world.begin());
  void world.startWork();
  await world.clock.advance(0);
  if (isCancelled) await world.cancel(taskId);
  await world.clock.advance(2 * leaseMs);
  return world;
}
