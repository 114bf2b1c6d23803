import { describe, expect, it } from 'vitest';
import { createAbandoned, giveUp } from './dead-letters.ts';
import { createWorld, drain, idOf, type World } from './world.ts';

const weekMs = 7 * 86_400_000;

describe('a run whose message has vanished', () => {
  it('reads as FAILURE Lost once no message of it can exist, and a begin replaces it', async () => {
    const world = createWorld();
    const first = idOf(await world.begin());
    await (await world.queue.receive())?.remove();
    await world.clock.advance(weekMs);
    const before = await world.byUrl();

    await world.clock.advance(900_000);

    expect(before.status).toBe('PENDING');
    expect(await world.byUrl()).toMatchObject({ status: 'FAILURE', error: { name: 'Lost' } });
    expect((await world.begin()).outcome).toBe('started');
    expect((await world.byId(first)).error?.name).toBe('Lost');
  });

  it.each([
    ['a worker', false],
    ['a worker, though a cancel was asked for', true],
  ])('ends as it read where its message comes after all to %s', async (_, isCancelled) => {
    const world = await createAbandoned({ retries: 3, isCancelled });
    const before = await pastItsTime(world);

    await drain(world);

    expect(await world.byUrl()).toMatchObject(before);
    expect(world.table.items()).toMatchObject([{ status: 'FAILURE', attempt: 1 }]);
  });

  it('ends as it read where its message is given up', async () => {
    const world = await createAbandoned({ retries: 3 });
    const before = await pastItsTime(world);
    await giveUp(world);

    await world.endDeadLetter();

    expect(await world.byUrl()).toMatchObject(before);
    expect(world.table.items()).toMatchObject([{ status: 'FAILURE' }]);
  });

  it('is not begun beside the run that has replaced it', async () => {
    const executed: string[] = [];
    const world = createWorld({ run: (job) => executed.push(job.taskId) });
    const first = idOf(await world.begin());
    await world.clock.advance(weekMs + 900_000);
    const second = idOf(await world.begin());

    await drain(world);

    expect(executed).toEqual([second]);
    expect((await world.byId(first)).error?.name).toBe('Lost');
    expect((await world.byId(second)).status).toBe('SUCCESS');
  });

  it('goes as others go, three weeks and a day after it was lost', async () => {
    const world = createWorld();
    const first = idOf(await world.begin());
    await (await world.queue.receive())?.remove();
    await world.clock.advance(weekMs + 900_000);
    await world.begin();
    const { expiresAt } = await world.byId(first);

    await world.clock.advance(Date.parse(expiresAt ?? '') - world.clock.now());

    await expect(world.byId(first)).rejects.toMatchObject({ code: 'unknown-run' });
  });

  it('is not lost while somebody works on it', async () => {
    const world = createWorld({ run: () => world.clock.sleep(100_000).then(() => 'late') });
    await world.begin();
    await world.clock.advance(weekMs + 890_000);
    const work = world.startWork();
    await world.clock.advance(20_000);

    expect((await world.byUrl()).status).toBe('STARTED');
    await world.clock.runUntil(work);
    expect((await world.byUrl()).status).toBe('SUCCESS');
  });
});

/** How a run is told of once it reads as lost. */
async function pastItsTime({ clock, byUrl }: World) {
  await clock.advance(weekMs + 900_000);
  const { status, version, finishedAt, freshUntil, expiresAt, error } = await byUrl();
  expect(error?.name).toBe('Lost');
  return { status, version, finishedAt, freshUntil, expiresAt, error };
}
