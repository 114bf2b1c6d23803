import { describe, expect, it } from 'vitest';
import type { RecordItem } from '../../core/record-item.ts';
import { tellStuckRuns } from '../../core/stuck.ts';
import { functionTimeoutMs, leaseMs, lostAfterMs } from '../../core/times.ts';
import { createMemoryRunSurvey } from '../fakes/memory-run-survey.ts';
import { beforeFirst, headPuts, sets } from './faults.ts';
import { createFailingWorld, createWorld, drain, fails, idOf, type World } from './world.ts';

const never = () => new Promise<void>(() => undefined);

/** A world in which a worker dies just before it would settle. */
const createDeadly = () => createFailingWorld(beforeFirst(sets('SUCCESS'), never));

/** A run whose worker has died, and whose message goes while it is hidden: nothing can recover it. */
async function createBroken() {
  const world = createDeadly();
  return { world, taskId: await breakRun(world) };
}

async function breakRun(world: World, pollingUrl = '/zone'): Promise<string> {
  const taskId = idOf(await world.begin({ pollingUrl }));
  void world.startWork();
  await world.clock.advance(leaseMs);
  await removeMessage(world);
  return taskId;
}

async function removeMessage({ queue }: World): Promise<void> {
  await (await queue.receive())?.remove();
}

function rewriteHead({ table }: World, change: RecordItem): void {
  const [head] = table.items().filter(({ item }) => item === '@');
  table.writeItem({ ...head, ...change, key: String(head?.['key']), item: '@' });
}

/** What the detector tells. */
async function told(world: World) {
  const lines: { event: string; fields: unknown }[] = [];
  const log = {
    info: () => undefined,
    error: (event: string, fields: unknown) => void lines.push({ event, fields }),
  };
  const survey = createMemoryRunSurvey(world.table);
  const count = await world.clock.runUntil(tellStuckRuns({ ...world.ports, survey, log }));
  expect(count).toBe(lines.filter(({ event }) => event === 'run stuck').length);
  return lines;
}

describe('a run whose worker is dead and whose message is deleted', () => {
  it('is told once its lease has lapsed for two leases, and by nothing else', async () => {
    const { world, taskId } = await createBroken();
    await world.clock.advance(2 * leaseMs);
    const before = await told(world);

    await world.clock.advance(1);
    const after = await told(world);

    expect(before).toEqual([]);
    expect(after).toEqual([
      {
        event: 'run stuck',
        fields: {
          taskId,
          task: 'job',
          status: 'STARTED',
          attempt: 1,
          claimableAt: '2030-01-01T00:00:30.000Z',
        },
      },
    ]);
    expect(world.queue.size() + world.deadLetters.size()).toBe(0);
    expect((await world.byId(taskId)).status).toBe('STARTED');
    expect((await world.begin()).outcome).toBe('running');
  });

  it('is told no more once somebody has cancelled it', async () => {
    const { world, taskId } = await createBroken();
    await world.clock.advance(3 * leaseMs);
    await world.cancel(taskId);

    expect(await told(world)).toEqual([]);
  });

  it('is told no more once it reads as lost', async () => {
    const { world, taskId } = await createBroken();
    await world.clock.advance(lostAfterMs);

    expect(await told(world)).toEqual([]);
    expect((await world.byId(taskId)).error?.name).toBe('Lost');
  });

  it('is told where it stands when it was replaced', async () => {
    const { world, taskId } = await createBroken();
    await world.begin({ checkRunning: false });
    await drain(world);
    await world.clock.advance(3 * leaseMs);

    expect(await told(world)).toMatchObject([{ fields: { taskId } }]);
  });
});

describe('a run whose head cannot be read', () => {
  it('is told, and is not counted, and others are told all the same', async () => {
    const world = createFailingWorld({
      before: (call) => (sets('SUCCESS')(call) ? never() : undefined),
    });
    const unread = await breakRun(world);
    await world.begin({ checkRunning: false });
    await removeMessage(world);
    rewriteHead(world, { v: 2 });
    const stuck = await breakRun(world, '/other');
    await world.clock.advance(3 * leaseMs);

    expect(await told(world)).toMatchObject([
      { event: 'run not read', fields: { taskId: unread, error: { name: 'UnknownShape' } } },
      { event: 'run stuck', fields: { taskId: stuck } },
    ]);
  });
});

describe('nothing is told of a run', () => {
  it('that recovers', async () => {
    const world = createDeadly();
    await world.begin();
    void world.startWork();
    await world.clock.advance(leaseMs);
    await drain(world);
    await world.clock.advance(3 * leaseMs);

    expect(await told(world)).toEqual([]);
  });

  it('that is queued, however long its turn takes', async () => {
    const world = createWorld();
    await world.begin();
    await world.clock.advance(86_400_000);

    expect(await told(world)).toEqual([]);
  });

  it('whose copy was made by a begin that died before it replaced it', async () => {
    let copied = false;
    const world = createFailingWorld({
      before: (call) => (copied && headPuts(call) ? never() : undefined),
    });
    world.ports.executor = { execute: () => world.clock.sleep(20_000).then(() => ended) };
    await world.begin();
    const work = world.startWork();
    await world.clock.advance(5_000);
    copied = true;
    void world.begin({ checkRunning: false });
    await world.clock.runUntil(work);
    await removeMessage(world);
    await world.clock.advance(4 * leaseMs);

    expect(world.table.items().map(({ status }) => status)).toContain('STARTED');
    expect(await told(world)).toEqual([]);
  });
});

describe('a run that waits for its next attempt', () => {
  it('is told when its message has not come back for longer than a function may take', async () => {
    const world = createWorld({ run: fails, policy: { backoffSeconds: 0 } });
    await world.begin();
    await world.work();
    await world.clock.advance(1_000);
    await removeMessage(world);
    await world.clock.advance(functionTimeoutMs + 2 * leaseMs - 1_000);
    const before = await told(world);

    await world.clock.advance(1);

    expect(before).toEqual([]);
    expect(await told(world)).toMatchObject([{ fields: { status: 'RETRY', attempt: 1 } }]);
  });
});

const ended = { kind: 'returned', json: '1' } as const;
