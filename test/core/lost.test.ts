import { describe, expect, it } from 'vitest';
import { createWorld, drain, idOf } from './world.ts';

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

  it('is not begun by a message that comes after all, but ends as it read', async () => {
    let executed = 0;
    const world = createWorld({ run: () => (executed += 1) });
    const taskId = idOf(await world.begin());
    await world.clock.advance(weekMs + 900_000);

    expect(await world.work()).toBe('done');

    expect(world.table.items()).toMatchObject([{ status: 'FAILURE' }]);
    expect((await world.byId(taskId)).error?.name).toBe('Lost');
    expect(executed).toBe(0);
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
