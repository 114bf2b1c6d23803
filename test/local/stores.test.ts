import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { callAws } from '../../local/stores/call-aws.ts';
import { startDynamodb } from '../../local/stores/dynamodb.ts';
import { lockState } from '../../local/stores/state-lock.ts';
import { startSqs } from '../../local/stores/sqs.ts';
import { shapeWith } from './template-of.ts';
import { until } from './until.ts';

function newDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'madrona-stores-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  return directory;
}

const [table] = shapeWith().tables;
if (table === undefined) throw new Error('The fixture has no table');
const { name: TableName } = table;
const Key = { key: { S: 'k' }, item: { S: '@' } };

test('a table in a folder is there again after the next start, with what it held', async () => {
  const directory = newDirectory();
  const before = await startDynamodb(directory);
  await before.create(table);
  await callAws({
    service: 'dynamodb',
    endpoint: before.endpoint,
    action: 'PutItem',
    input: { TableName, Item: Key },
  });
  await before.close();

  const after = await startDynamodb(directory);
  onTestFinished(after.close);
  await after.create(table);

  const { Item } = await callAws({
    service: 'dynamodb',
    endpoint: after.endpoint,
    action: 'GetItem',
    input: { TableName, Key },
  });
  expect(Item).toEqual(Key);
});

test('a queue in a folder is there again after the next start, with its messages', async () => {
  const directory = newDirectory();
  const before = await startSqs(directory);
  const url = (endpoint: string) => `${endpoint}/000000000000/kept`;
  const queue = { name: 'kept', arn: 'arn:aws:sqs:us-east-1:000000000000:kept', url: '' };
  before.create({ ...queue, url: url(before.endpoint), attributes: { VisibilityTimeout: '30' } });
  await callAws({
    service: 'sqs',
    endpoint: before.endpoint,
    action: 'SendMessage',
    input: { QueueUrl: url(before.endpoint), MessageBody: 'still here' },
  });
  await before.close();

  const after = await startSqs(directory);
  onTestFinished(after.close);
  after.create({ ...queue, url: url(after.endpoint), attributes: { VisibilityTimeout: '7' } });

  const { endpoint } = after;
  const input = { QueueUrl: url(endpoint), AttributeNames: ['All'] };
  const received = await callAws({ service: 'sqs', endpoint, action: 'ReceiveMessage', input });
  expect(received['Messages']).toEqual([expect.objectContaining({ Body: 'still here' })]);
  const changed = await callAws({ service: 'sqs', endpoint, action: 'GetQueueAttributes', input });
  expect(changed['Attributes']).toMatchObject({ VisibilityTimeout: '7' });
});

test('the URL that SQS returns for a queue leads to it', async () => {
  const { endpoint, create, close } = await startSqs();
  onTestFinished(close);
  const url = `${endpoint}/000000000000/named`;
  create({ name: 'named', arn: 'arn:aws:sqs:us-east-1:000000000000:named', url, attributes: {} });

  const input = { QueueName: 'named' };
  const answer = await callAws({ service: 'sqs', endpoint, action: 'GetQueueUrl', input });

  expect(answer).toEqual({ QueueUrl: url });
});

test('a client that dies amid a request does not take the table with it', async () => {
  const { endpoint, create, close } = await startDynamodb();
  onTestFinished(close);
  await create(table);
  const { host, port } = new URL(endpoint);

  const socket = connect(Number(port), '127.0.0.1');
  socket.write(`POST / HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 100\r\n\r\n{"half`);
  await until(() => socket.bytesWritten > 0 || undefined);
  socket.resetAndDestroy();
  await until(() => socket.closed || undefined);

  const input = { TableName };
  const answer = await callAws({ service: 'dynamodb', endpoint, action: 'DescribeTable', input });
  expect(answer).toMatchObject({ Table: { TableName, TableStatus: 'ACTIVE' } });
});

test('a table that is closed amid requests answers them, or refuses the connection', async () => {
  const { endpoint, create, close } = await startDynamodb();
  await create(table);
  const put = (n: number) =>
    callAws({
      service: 'dynamodb',
      endpoint,
      action: 'PutItem',
      input: { TableName, Item: { ...Key, key: { S: `${n}` } } },
    }).then(
      () => 'answered',
      (error: NodeJS.ErrnoException) => error.code ?? error.message,
    );
  const answers = Array.from({ length: 200 }, (_, n) => put(n));
  await answers[0];

  await close();

  const fates = ['answered', 'ECONNREFUSED', 'ECONNRESET'];
  for (const answer of answers) expect(fates).toContain(await answer);
});

test("a folder is one stack's, until that one has ended, however that came about", async () => {
  const directory = newDirectory();
  const file = join(import.meta.dirname, '../../local/stores/state-lock.ts');
  const program = `
    import { lockState } from ${JSON.stringify(file)};
    lockState(${JSON.stringify(directory)});
    console.log('locked');
    setInterval(() => undefined, 1000);
  `;
  const other = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(other.stdout, 'data');

  const complaint = `Another stack keeps its state in ${directory}: stop that one, or keep nothing`;
  expect(() => lockState(directory)).toThrow(complaint);
  other.kill('SIGKILL');
  await once(other, 'exit');

  const unlock = lockState(directory);
  expect(() => lockState(directory)).toThrow(complaint);
  unlock();
  lockState(directory)();
});
