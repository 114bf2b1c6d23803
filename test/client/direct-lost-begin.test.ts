import { describe, expect, test } from 'vitest';
import { createClientOver } from '../../client/client-over.ts';
import { createDirectTransport, type DirectPorts } from '../../client/direct-transport.ts';
import { StoreFault } from '../../core/errors.ts';
import type { Job } from '../../core/ports.ts';
import { createApiWorld, type ApiWorldTasks } from '../api/api-world.ts';
import { createFaultyRunStore, type StoreFaults } from '../fakes/faulty-run-store.ts';

const urls = [
  { url: 'a polling URL', pollingUrl: '/zone' },
  { url: 'a polling URL that its head has no room for', pollingUrl: `/${'z'.repeat(2_000)}` },
];
const asked = { args: [2, 3], pollingUrl: '/zone' };

/** A worker, and two processes that begin runs by table and queue, the first of them with faults. */
function createTwoClients(faults: StoreFaults) {
  const jobs: Job[] = [];
  const world = createApiWorld({
    run: (job) => {
      jobs.push(job);
      return 5;
    },
  });
  const clientOf = (ports: DirectPorts) =>
    createClientOver<ApiWorldTasks>(createDirectTransport(ports), world.clock);
  const store = createFaultyRunStore(world.ports.store, faults);
  return {
    ...world,
    jobs,
    faulty: clientOf({ ...world.ports, store }),
    other: clientOf(world.ports),
  };
}

/** A first process that stops before its first write, for good or until it is woken. */
function createStoppedClient(before: (write: StoppedAt) => boolean = () => true) {
  const { promise: woken, resolve: wake } = Promise.withResolvers<void>();
  const faults: StoreFaults = {
    before({ method, args }) {
      if (method !== 'put' && method !== 'putUrl') return undefined;
      const at = method === 'putUrl' ? 'url' : args[0].item === 'head' ? 'head' : 'copy';
      return before(at) ? woken : undefined;
    },
  };
  return { ...createTwoClients(faults), wake };
}

type StoppedAt = 'url' | 'copy' | 'head';

describe('a process that is killed between its message and its head loses nothing', () => {
  test.each(urls)('by $url', async ({ pollingUrl }) => {
    const { faulty, other, clock, work, jobs } = createStoppedClient();

    void faulty.checkStatusOrBegin('add', { ...asked, pollingUrl });
    await clock.advance(0);
    await work();

    expect(await other.getProcessResult({ pollingUrl })).toBe(5);
    expect(jobs).toHaveLength(1);
  });

  test('without a polling URL', async () => {
    const { faulty, other, clock, work, jobs } = createStoppedClient();

    void faulty.checkStatusOrBegin('add', { args: [2, 3] });
    await clock.advance(0);
    await work();

    expect(await other.getProcessResult({ taskId: jobs[0]?.taskId ?? '' })).toBe(5);
  });

  test.each(['copy', 'head'] as const)('over an earlier run, before its %s', async (stopsAt) => {
    const { faulty, other, clock, work, jobs } = createStoppedClient((at) => at === stopsAt);
    const earlier = await other.checkStatusOrBegin('add', asked);
    await work();

    void faulty.checkStatusOrBegin('add', asked);
    await clock.advance(0);
    await work();

    const now = await other.getMonitor({ pollingUrl: '/zone' });
    expect(now).toMatchObject({ status: 'SUCCESS', taskId: jobs[1]?.taskId });
    expect(now?.taskId).not.toBe(earlier.taskId);
    expect(await other.getProcessStatus({ taskId: earlier.taskId })).toBe('SUCCESS');
  });
});

describe('a process that is slow between its message and its head', () => {
  test.each(urls)('finds the run that a worker has begun for it, by $url', async (each) => {
    const { pollingUrl } = each;
    const { faulty, other, clock, work, jobs, wake } = createStoppedClient();
    const begun = faulty.checkStatusOrBegin('add', { ...asked, pollingUrl });
    await clock.advance(0);
    await work();
    const ended = await other.getMonitor({ pollingUrl });

    wake();

    expect(await begun).toMatchObject({ outcome: 'started', taskId: jobs[0]?.taskId });
    expect(await other.getMonitor({ pollingUrl })).toEqual(ended);
    expect(jobs).toHaveLength(1);
  });

  test('finds it where another has replaced it since', async () => {
    const { faulty, other, clock, work, jobs, wake } = createStoppedClient();
    const begun = faulty.checkStatusOrBegin('add', asked);
    await clock.advance(0);
    await work();
    const later = await other.checkStatusOrBegin('add', asked);

    wake();

    expect((await begun).taskId).toBe(jobs[0]?.taskId);
    expect(await other.getTaskIdFromUrl('/zone')).toBe(later.taskId);
  });

  test('joins whoever was first, and its own message is dropped', async () => {
    const { faulty, other, clock, work, jobs, queue, wake } = createStoppedClient();
    const slow = faulty.checkStatusOrBegin('add', asked);
    await clock.advance(0);
    const { taskId } = await other.checkStatusOrBegin('add', asked);

    wake();

    expect(await slow).toMatchObject({ outcome: 'running', taskId });
    await work();
    await work();
    expect(jobs.map((job) => job.taskId)).toEqual([taskId]);
    expect(queue.size()).toBe(0);
  });
});

describe('a begin whose fate is unknown is told so, and asked again joins', () => {
  test('the head that was written, its answer lost', async () => {
    const { faulty, other, work, jobs } = createTwoClients({
      after({ method }) {
        if (method === 'put') throw new StoreFault('The line broke');
      },
    });

    const begun = faulty.checkStatusOrBegin('add', asked);

    await expect(begun).rejects.toMatchObject({
      name: 'TaskError',
      code: 'unavailable',
      status: 503,
      message: expect.stringContaining('safe: The line broke'),
      cause: { name: 'StoreFault' },
    });
    expect((await other.checkStatusOrBegin('add', asked)).outcome).toBe('running');
    await work();
    expect(jobs).toHaveLength(1);
  });

  test('the message that was taken, its answer lost', async () => {
    const { queue, ...world } = createApiWorld();
    const send = async (body: string) => {
      await queue.send(body);
      throw new StoreFault('The line broke');
    };
    const transport = createDirectTransport({ ...world.ports, queue: { send } });
    const client = createClientOver<ApiWorldTasks>(transport, world.clock);

    const begun = client.checkStatusOrBegin('add', asked);

    await expect(begun).rejects.toMatchObject({ code: 'unavailable' });
    await world.work();
    expect(await client.processIsComplete(asked)).toBe(true);
  });
});
