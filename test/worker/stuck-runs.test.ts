import { expect, test } from 'vitest';
import { instant } from '../../core/run.ts';
import { createHandler } from '../../lambdas/stuck-runs/create-handler.ts';
import { aRecord } from '../contract/records.ts';
import { putNew } from '../contract/store-under-test.ts';
import { createFakeClock } from '../fakes/fake-clock.ts';
import { createMemoryRunStore } from '../fakes/memory-run-store.ts';
import { createMemoryRunSurvey } from '../fakes/memory-run-survey.ts';

function createLook() {
  const lines: { event: string; fields: Record<string, unknown> | undefined }[] = [];
  const write = (event: string, fields?: Record<string, unknown>) =>
    void lines.push({ event, fields });
  const store = createMemoryRunStore();
  const clock = createFakeClock();
  const handler = createHandler({
    survey: createMemoryRunSurvey(store),
    store,
    clock,
    log: { info: write, error: write },
    tableName: 'runs',
  });
  return { store, lines, look: () => clock.runUntil(handler()) };
}

test('a look says by a metric how many runs are stuck, also where none is', async () => {
  const { lines, look } = createLook();

  await look();

  expect(lines).toEqual([
    {
      event: 'looked for stuck runs',
      fields: {
        _aws: {
          Timestamp: expect.any(Number),
          CloudWatchMetrics: [
            {
              Namespace: 'MadronaAsync',
              Dimensions: [['Table']],
              Metrics: [{ Name: 'StuckRuns', Unit: 'Count' }],
            },
          ],
        },
        Table: 'runs',
        StuckRuns: 0,
      },
    },
  ]);
});

test('of very many stuck runs a look tells a hundred, and counts all', async () => {
  const { store, lines, look } = createLook();
  for (let count = 0; count < 150; count += 1) {
    const createdAt = instant(Date.parse('2029-12-31T00:00:00.000Z'));
    await putNew(store, aRecord({ status: 'STARTED', createdAt, claimableAt: createdAt }));
  }

  await look();

  expect(lines.filter(({ event }) => event === 'run stuck')).toHaveLength(100);
  expect(lines.at(-1)?.fields).toMatchObject({ StuckRuns: 150 });
});
