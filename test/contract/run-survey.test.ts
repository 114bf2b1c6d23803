import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RunStore, RunSurvey } from '../../core/ports.ts';
import { instant, statuses } from '../../core/run.ts';
import { createDocumentClient } from '../../lambdas/adapters/aws-clients.ts';
import { createDynamoDBRunStore } from '../../lambdas/adapters/dynamodb-run-store.ts';
import { createDynamoDBRunSurvey } from '../../lambdas/adapters/dynamodb-run-survey.ts';
import { createTable, emulatorOptions } from '../emulators/clients.ts';
import { startDynalite } from '../emulators/dynalite.ts';
import { createMemoryRunStore } from '../fakes/memory-run-store.ts';
import { createMemoryRunSurvey } from '../fakes/memory-run-survey.ts';
import { aRecord } from './records.ts';
import { putNew } from './store-under-test.ts';

interface Surveyed {
  store: RunStore;
  survey: RunSurvey;
  close(): Promise<void>;
}

const tables: [string, () => Promise<Surveyed>][] = [
  [
    'memory',
    async () => {
      const store = createMemoryRunStore();
      return { store, survey: createMemoryRunSurvey(store), close: async () => undefined };
    },
  ],
  [
    'dynalite',
    async () => {
      const { endpoint, close } = await startDynalite();
      const client = createDocumentClient(emulatorOptions(endpoint));
      const { tableName } = await createTable(client);
      return {
        store: createDynamoDBRunStore({ client, tableName }),
        survey: createDynamoDBRunSurvey({ client, tableName }),
        async close() {
          client.destroy();
          await close();
        },
      };
    },
  ],
];

describe.each(tables)('a look through a table in %s', (_, make) => {
  let under: Surveyed;
  beforeEach(async () => {
    under = await make();
  });
  afterEach(() => under.close());

  const found = async (by: number) => {
    const names: string[] = [];
    for await (const page of under.survey.overdue(instant(by))) {
      names.push(...page.map(({ key, run }) => `${key} ${run}`));
    }
    return names.sort();
  };

  test('finds what is STARTED or RETRY and could have been claimed by then, in heads and items', async () => {
    for (const status of statuses) {
      await putNew(
        under.store,
        aRecord({ key: status, run: 'current', status, claimableAt: instant(5000) }),
      );
    }
    const own = aRecord({
      key: 'PENDING',
      run: 'own',
      status: 'RETRY',
      claimableAt: instant(4000),
    });
    await under.store.put({ key: own.key, item: 'run', run: own.run }, own, { absent: 'required' });

    expect(await found(3999)).toEqual([]);
    expect(await found(4999)).toEqual(['PENDING own']);
    expect(await found(5000)).toEqual(['PENDING own', 'RETRY current', 'STARTED current']);
  });

  test('goes on from page to page to the end of the table', async () => {
    const result = JSON.stringify('x'.repeat(300_000));
    for (let count = 0; count < 8; count += 1) {
      const key = `page ${count}`;
      await putNew(under.store, aRecord({ key, status: 'STARTED' }));
      await under.store.putResult({ key, run: 'current', fence: 1 }, result, instant(1));
    }

    expect(await found(0)).toHaveLength(8);
  });
});
