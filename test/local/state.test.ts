import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startEmbedded } from '../../local/embedded.ts';
import { callAws } from '../../local/stores/call-aws.ts';
import {
  assemblyWith,
  changeRecord,
  complaintOf,
  itemsIn,
  keptState,
  newDirectory,
  putItem,
  sentence,
} from './state-under-test.ts';
import { fixtureAssembly } from './template-of.ts';
import { until } from './until.ts';

test('what was kept is there after the next start, and the one after', async () => {
  const state = await keptState();

  for (const expected of [20, 21]) {
    const embedded = await startEmbedded({ state, outdir: fixtureAssembly });
    expect(await itemsIn(embedded)).toBe(expected);
    await putItem(embedded, `later-${expected}`);
    await embedded.close();
  }
});

test('a stack that is killed before it has made anything is no harm to the next', async () => {
  const state = await keptState();
  for (const part of ['dynamodb', 'sqs']) rmSync(join(state, part), { recursive: true });
  changeRecord(state, { holds: null, seal: null });

  const embedded = await startEmbedded({ state, outdir: fixtureAssembly });

  expect(await itemsIn(embedded)).toBe(0);
  await embedded.close();
});

test.each([
  ['"Table"', '"Ledger"', 'the template no longer has its table Fixture-Table'],
  ['"DeadLetters"', '"Graves"', 'the template no longer has its queue Fixture-DeadLetters'],
  ['"item"', '"part"', 'the template gives its table Fixture-Table other keys'],
])('a template with %s changed to %s is refused, and the state stays', async (from, to, why) => {
  const state = await keptState();

  expect(await complaintOf(state, assemblyWith(from, to))).toBe(sentence(state, why));

  const embedded = await startEmbedded({ state, outdir: fixtureAssembly });
  expect(await itemsIn(embedded)).toBe(20);
  await embedded.close();
});

test('a queue has the attributes that the template has now', async () => {
  const state = await keptState();
  const outdir = assemblyWith(
    /"VisibilityTimeout": 3,\s*"RedrivePolicy": \{[^{}]*\{[^{}]*\}[^{}]*\}/g,
    '"DelaySeconds": 7',
  );

  const embedded = await startEmbedded({ state, outdir });
  onTestFinished(embedded.close);

  const { Attributes } = await callAws({
    service: 'sqs',
    endpoint: embedded.endpoints.sqs,
    action: 'GetQueueAttributes',
    input: { QueueUrl: embedded.queueUrl, AttributeNames: ['All'] },
  });
  expect(Attributes).toMatchObject({ DelaySeconds: '7', VisibilityTimeout: '30' });
  expect(Attributes).not.toHaveProperty('RedrivePolicy');
});

test('a message that a worker had when its stack was stopped comes again at once', async () => {
  const state = newDirectory();
  const file = join(newDirectory(), 'received');
  const outdir = assemblyWith('"VisibilityTimeout": 3', '"VisibilityTimeout": 900');
  const lines = () => (existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : []);
  const before = await startEmbedded({ state, outdir });
  await callAws({
    service: 'sqs',
    endpoint: before.endpoints.sqs,
    action: 'SendMessage',
    input: { QueueUrl: before.queueUrl, MessageBody: JSON.stringify({ file, ms: 60_000 }) },
  });
  await until(() => lines()[0]);
  await before.close();

  const after = await startEmbedded({ state, outdir });
  onTestFinished(after.close);

  const again = await until(() => lines()[1]);
  expect(JSON.parse(again).record.attributes.ApproximateReceiveCount).toBe('2');
});
