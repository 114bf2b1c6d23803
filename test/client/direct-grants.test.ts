import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as tasks from '#tasks';
import { createDirectClient } from '../../client/direct.ts';
import { headOf, keyOfUrl } from '../../core/find.ts';
import { taskIdOf } from '../../core/key.ts';
import { instant } from '../../core/run.ts';
import { AsyncTasks } from '../../infra/async-tasks.ts';
import { createDocumentClient } from '../../lambdas/adapters/aws-clients.ts';
import { createDynamoDBRunStore } from '../../lambdas/adapters/dynamodb-run-store.ts';
import { sha256 } from '../../lambdas/adapters/sha256.ts';
import { aRecord } from '../contract/records.ts';
import { createTable, emulatorOptions } from '../emulators/clients.ts';
import { startDynalite, type Emulator } from '../emulators/dynalite.ts';
import { startFauxqs, type Fauxqs } from '../emulators/fauxqs.ts';
import { allowedTo } from '../infra/policies.ts';
import { samples, synthesize } from '../infra/synthesize.ts';

let dynalite: Emulator;
let fauxqs: Fauxqs;
let table: string;
let queue: string;
const closers: (() => void)[] = [];

beforeAll(async () => {
  [dynalite, fauxqs] = await Promise.all([startDynalite(), startFauxqs()]);
  table = (await createTable(documentClient())).tableName;
  queue = fauxqs.createQueue().url;
});

afterAll(async () => {
  for (const close of closers) close();
  await Promise.all([dynalite.close(), fauxqs.close()]);
});

const template = synthesize((stack) => {
  const construct = new AsyncTasks(stack, 'Tasks', { entry: samples });
  const assumedBy = new ServicePrincipal('ec2.amazonaws.com');
  construct.grantBegin(new Role(stack, 'Beginner', { assumedBy }));
  construct.grantRead(new Role(stack, 'Reader', { assumedBy }));
});

test('to begin and to cancel takes all that grantBegin allows, and nothing else', async () => {
  const { client, used } = watchedClient();
  const asked = { args: [2, 3], pollingUrl: freshUrl() };

  await client.checkStatusOrBegin('add', asked);
  const { taskId } = await client.checkStatusOrBegin('add', { ...asked, checkRunning: false });
  await client.getOrBegin('add', { ...asked, pollingUrl: freshUrl().padEnd(2_000, 'u') });
  await expect(client.run('add', { x: 2, y: 3 }, { timeoutMs: 0 })).rejects.toThrow('not ended');
  await client.cancel(taskId);

  expect(used()).toEqual(actionsOf('Beginner'));
});

test('to read takes all that grantRead allows, and nothing else', async () => {
  const { client, used } = watchedClient();
  const ended = await anEndedRun();

  for (const which of [ended, { pollingUrl: freshUrl() }]) {
    await client.getMonitor(which);
    await client.getProcessStatus(which);
    await client.processIsComplete(which);
  }

  expect(await client.getProcessResult({ pollingUrl: ended.pollingUrl })).toBe(5);
  expect(await client.getTaskIdFromUrl(ended.pollingUrl)).toBe(ended.taskId);
  expect(await client.getUrlFromTaskId(ended.taskId)).toBe(ended.pollingUrl);
  expect(used()).toEqual(actionsOf('Reader'));
});

/** A direct client, and the IAM actions that its calls have been so far. */
function watchedClient() {
  const actions = new Set<string>();
  const dynamodb = new DynamoDBClient(emulatorOptions(dynalite.endpoint));
  const sqs = new SQSClient(emulatorOptions(fauxqs.endpoint));
  dynamodb.middlewareStack.add(
    (next, { commandName }) => {
      actions.add(`dynamodb:${commandName?.replace(/Command$/, '')}`);
      return next;
    },
    { step: 'initialize' },
  );
  sqs.middlewareStack.add(
    (next, { commandName }) => {
      actions.add(`sqs:${commandName?.replace(/Command$/, '')}`);
      return next;
    },
    { step: 'initialize' },
  );
  closers.push(
    () => dynamodb.destroy(),
    () => sqs.destroy(),
  );
  return {
    client: createDirectClient({ table, queue, tasks, dynamodb, sqs }),
    used: () => [...actions].sort(),
  };
}

/** One whose URL and result its head has no room for. */
async function anEndedRun() {
  const pollingUrl = freshUrl().padEnd(2_000, 'u');
  const store = createDynamoDBRunStore({ client: documentClient(), tableName: table });
  const [run, fence, later] = ['r'.repeat(22), 1, instant(Date.now() + 3_600_000)];
  const key = keyOfUrl(sha256, pollingUrl);
  const record = aRecord({
    ...{ key, run, fence, status: 'SUCCESS', claimableAt: null, urlAt: 'url' },
    ...{ finishedAt: instant(Date.now()), freshUntil: later, resultAt: 'result', etag: 'etag' },
  });
  await store.putUrl(key, pollingUrl, later);
  await store.putResult(record, '5', later);
  await store.put(headOf(key), record, { absent: 'required' });
  return { pollingUrl, taskId: taskIdOf(key, run) };
}

function actionsOf(role: string): string[] {
  return allowedTo(template, role)
    .flatMap(({ actions }) => actions)
    .sort();
}

function documentClient() {
  const client = createDocumentClient(emulatorOptions(dynalite.endpoint));
  closers.push(() => client.destroy());
  return client;
}

function freshUrl(): string {
  return `/grants/${randomUUID()}`;
}
