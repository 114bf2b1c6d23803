import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, existsSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { startEmbedded, type Embedded, type EmbeddedOptions } from '../../local/embedded.ts';
import { callAws } from '../../local/stores/call-aws.ts';
import { fixtureAssembly } from './template-of.ts';
import { isRunning, until } from './until.ts';

async function start(options: EmbeddedOptions = {}) {
  const embedded = await startEmbedded({ memory: true, outdir: fixtureAssembly, ...options });
  onTestFinished(embedded.close);
  return embedded;
}

function newFile(): string {
  const directory = mkdtempSync(join(tmpdir(), 'madrona-embedded-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  return join(directory, 'log');
}

/** Sends the worker of the fixture what it shall do. */
async function send({ endpoints, queueUrl }: Embedded, work: Record<string, unknown>) {
  const input = { QueueUrl: queueUrl, MessageBody: JSON.stringify(work) };
  await callAws({ service: 'sqs', endpoint: endpoints.sqs, action: 'SendMessage', input });
}

function linesOf(file: string): string[] {
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : [];
}

test('a request is answered by the function that the template names, which knows the stack', async () => {
  const embedded = await start();

  const response = await fetch(`${embedded.url}/environment`);

  const { env } = JSON.parse(await response.text());
  expect(env).toMatchObject({
    AWS_ENDPOINT_URL_DYNAMODB: embedded.endpoints.dynamodb,
    AWS_ENDPOINT_URL_SQS: embedded.endpoints.sqs,
    QUEUE_URL: embedded.queueUrl,
    TABLE_NAME: embedded.tableName,
  });
});

test('the table is there, keyed as the template says', async () => {
  const { endpoints, tableName } = await start();

  const { Table } = await callAws({
    service: 'dynamodb',
    endpoint: endpoints.dynamodb,
    action: 'DescribeTable',
    input: { TableName: tableName },
  });

  expect(Table).toMatchObject({
    KeySchema: [
      { AttributeName: 'key', KeyType: 'HASH' },
      { AttributeName: 'item', KeyType: 'RANGE' },
    ],
    TableStatus: 'ACTIVE',
  });
});

test('a message is handed to the worker once, and then gone', async () => {
  const embedded = await start();
  const file = newFile();

  await send(embedded, { file });
  await until(() => linesOf(file)[0]);

  const AttributeNames = ['All'];
  const { sqs: endpoint } = embedded.endpoints;
  const input = { QueueUrl: embedded.queueUrl, AttributeNames };
  await until(async () => {
    const answer = await callAws({ service: 'sqs', endpoint, action: 'GetQueueAttributes', input });
    const text = JSON.stringify(answer);
    return text.includes('"ApproximateNumberOfMessagesNotVisible":"0"') || undefined;
  });
  expect(linesOf(file)).toHaveLength(1);
});

describe('a message comes again, and then is a dead letter, whose worker', () => {
  const faults = {
    throws: ['Error: thrown by the fixture'],
    exits: ['Runtime.ExitError: It ended with code 7'],
    hangs: ['Sandbox.Timedout: Task timed out after 2.00 seconds'],
    'names it as failed': [],
    'names another': [],
  };
  const ways = Object.keys(faults);
  const reports: string[] = [];
  const directory = mkdtempSync(join(tmpdir(), 'madrona-embedded-'));
  const fileOf = (does: string) => join(directory, does);
  let embedded: Embedded;

  beforeAll(async () => {
    const report = (line: string) => reports.push(line);
    embedded = await startEmbedded({ memory: true, outdir: fixtureAssembly, report });
    for (const does of ways) await send(embedded, { file: fileOf(does), does });
  });

  afterAll(async () => {
    await embedded.close();
    rmSync(directory, { recursive: true });
  });

  test.each(Object.entries(faults))('%s', async (does, [fault]) => {
    const file = fileOf(does);
    await until(() => linesOf(file).find((line) => line.startsWith('dead ')));

    const counts = linesOf(file)
      .slice(0, -1)
      .map((line) => JSON.parse(line).record.attributes.ApproximateReceiveCount);
    expect(counts).toEqual(['1', '2']);
    const reported = `Fixture-WorkerFunction failed: ${fault}`;
    const expected = fault === undefined ? 0 : 2;
    expect(reports.filter((line) => line === reported)).toHaveLength(expected);
  });
});

test('functions write to a log each, where one is asked for', async () => {
  const functionOutput = join(newFile(), '..', 'logs');
  const { url } = await start({ functionOutput });

  await fetch(`${url}/throw`);

  await until(() =>
    linesOf(join(functionOutput, 'Fixture-ApiFunction.log')).find((line) =>
      line.includes('TypeError: thrown by the fixture'),
    ),
  );
});

test('functions are heard, each under its name, where somebody listens', async () => {
  const lines: string[] = [];
  const { url } = await start({ functionOutput: (line) => lines.push(line) });

  await fetch(`${url}/throw`);

  const said = '[Fixture-ApiFunction] TypeError: thrown by the fixture';
  await until(() => lines.find((line) => line === said));
});

test('closing ends the processes and frees the ports', async () => {
  const embedded = await start();
  const file = newFile();
  const { pid: api } = await (await fetch(`${embedded.url}/wait`)).json();
  await send(embedded, { file, does: 'hangs' });
  const { pid: worker } = JSON.parse(await until(() => linesOf(file)[0]));

  await embedded.close();

  expect([isRunning(api), isRunning(worker)]).toEqual([false, false]);
  for (const url of [embedded.url, embedded.endpoints.sqs, embedded.endpoints.dynamodb]) {
    await expect(fetch(url)).rejects.toThrow('fetch failed');
  }
});

test('a stack that cannot be started is an error, and leaves no port', async () => {
  const { url } = await start();
  const port = Number(new URL(url).port);
  await expect(start({ port })).rejects.toThrow(`Port ${port} is in use`);

  const outdir = join(newFile(), 'nowhere');
  await expect(start({ outdir })).rejects.toThrow('manifest.json');
});

test('processes end by themselves when the stack is killed', async () => {
  const program = `
    import { startEmbedded } from ${JSON.stringify(join(import.meta.dirname, '../../local/embedded.ts'))};
    const { url } = await startEmbedded({ memory: true, outdir: ${JSON.stringify(fixtureAssembly)} });
    const response = await fetch(url + '/wait');
    console.log(JSON.stringify(await response.json()));
  `;
  const args = ['--input-type=module', '--eval', program];
  const stack = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: stack.stdout });
  const { pid } = JSON.parse(await new Promise<string>((resolve) => lines.once('line', resolve)));
  expect(isRunning(pid)).toBe(true);

  stack.kill('SIGKILL');

  await until(() => !isRunning(pid) || undefined);
});
