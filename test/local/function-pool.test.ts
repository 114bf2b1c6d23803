import { join } from 'node:path';
import { env } from 'node:process';
import { expect, onTestFinished, test } from 'vitest';
import { createFunctionPool } from '../../local/functions/function-pool.ts';
import { startFunctionProcess } from '../../local/functions/function-process.ts';
import { functionEnvironment } from '../../local/functions/environment.ts';
import type { FunctionShape } from '../../local/template/shape.ts';
import { fixtureAssembly } from './template-of.ts';
import { isRunning, until } from './until.ts';

interface Given extends Partial<FunctionShape> {
  limit?: number;
  idleMs?: number;
  inherited?: Record<string, string>;
  lines?: string[];
}

/** A pool of the fixture's API function, which does what the path of its event says. */
function startPool({ limit = 4, idleMs = 60_000, inherited = {}, lines, ...given }: Given = {}) {
  const shape: FunctionShape = {
    name: 'fixture',
    arn: 'arn:aws:lambda:us-east-1:000000000000:function:fixture',
    directory: join(fixtureAssembly, 'asset.api'),
    handler: 'handler.handler',
    timeoutSeconds: 30,
    memoryMegabytes: 256,
    environment: { TABLE_NAME: 'runs' },
    ...given,
  };
  const endpoints = { dynamodb: 'http://127.0.0.1:1', sqs: 'http://127.0.0.1:2' };
  const environment = functionEnvironment(shape, { inherited, endpoints });
  const output = lines === undefined ? 'ignore' : (line: string) => lines.push(line);
  const pool = createFunctionPool({
    start: () => startFunctionProcess(shape, { environment, output }),
    limit,
    idleMs,
  });
  onTestFinished(pool.close);

  async function invoke(path: string, seconds = 0, signal?: AbortSignal) {
    const event = { path, queryStringParameters: { seconds: String(seconds) } };
    const outcome = await pool.invoke(JSON.stringify(event), signal);
    return outcome.ok ? JSON.parse(JSON.parse(outcome.payload).body) : outcome.error;
  }

  return { invoke, close: pool.close };
}

test('a process is kept for the next event', async () => {
  const { invoke } = startPool();

  const first = await invoke('/wait');
  const second = await invoke('/wait');

  expect(second.pid).toBe(first.pid);
});

test('events at once get a process each, up to the limit, and further ones wait', async () => {
  const { invoke } = startPool({ limit: 2 });

  const answers = await Promise.all(Array.from({ length: 6 }, () => invoke('/wait', 0.05)));

  expect(new Set(answers.map(({ pid }) => pid)).size).toBe(2);
});

test('an event that is withdrawn while it waits is not handed over', async () => {
  const { invoke } = startPool({ limit: 1 });
  const withdrawal = new AbortController();
  const first = invoke('/wait', 0.2);

  const waiting = invoke('/exit', 0, withdrawal.signal);
  withdrawal.abort(new Error('withdrawn'));

  await expect(waiting).rejects.toThrow('withdrawn');
  expect((await invoke('/wait')).pid).toBe((await first).pid);
});

test('an idle process ends, and the next event gets a new one', async () => {
  const { invoke } = startPool({ idleMs: 10 });

  const { pid } = await invoke('/wait');
  await until(() => !isRunning(pid) || undefined);

  expect((await invoke('/wait')).pid).not.toBe(pid);
});

test('an error that a handler throws fails its event, and the process goes on', async () => {
  const { invoke } = startPool();
  const { pid } = await invoke('/wait');

  const error = await invoke('/throw');

  expect(error).toEqual({ type: 'TypeError', message: 'thrown by the fixture' });
  expect((await invoke('/wait')).pid).toBe(pid);
});

test('a process that ends fails its event, and the next event gets a new one', async () => {
  const { invoke } = startPool();
  const { pid } = await invoke('/wait');

  const error = await invoke('/exit');

  expect(error).toEqual({ type: 'Runtime.ExitError', message: 'It ended with code 7' });
  expect((await invoke('/wait')).pid).not.toBe(pid);
});

test('a handler that computes without a pause is killed at its time-out', async () => {
  const { invoke } = startPool({ timeoutSeconds: 1, limit: 1 });
  const { pid } = await invoke('/wait');

  const error = await invoke('/spin');

  const message = 'Task timed out after 1.00 seconds';
  expect(error).toEqual({ type: 'Sandbox.Timedout', message });
  expect(isRunning(pid)).toBe(false);
  expect((await invoke('/wait')).pid).not.toBe(pid);
});

test('a module that cannot be loaded fails its event', async () => {
  const lines: string[] = [];
  const { invoke } = startPool({ handler: 'nowhere.handler', lines });

  const error = await invoke('/wait');

  expect(error).toEqual({ type: 'Runtime.ExitError', message: 'It ended with code 1' });
  await until(() => lines.find((line) => line.includes('has no module nowhere')));
});

test('a result of more than 6 MB fails its event', async () => {
  const { invoke } = startPool();

  expect(await invoke('/large')).toMatchObject({ type: 'Function.ResponseSizeTooLarge' });
});

test('a function knows the variables that Lambda sets, those of its template, and no others', async () => {
  const { invoke } = startPool({ inherited: { PATH: '/bin' } });

  const { env: known } = await invoke('/environment');

  expect(known).toMatchObject({
    AWS_ACCESS_KEY_ID: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:1',
    AWS_ENDPOINT_URL_SQS: 'http://127.0.0.1:2',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
    AWS_LAMBDA_FUNCTION_NAME: 'fixture',
    AWS_REGION: 'us-east-1',
    PATH: '/bin',
    TABLE_NAME: 'runs',
    _HANDLER: 'handler.handler',
  });
  const leaked = Object.keys(env).filter((name) => name in known && name !== 'PATH');
  expect(leaked.filter((name) => known[name] === env[name])).toEqual([]);
  expect(known).not.toHaveProperty('NODE_COMPILE_CACHE');
});

test('a handler is given a context', async () => {
  const { invoke } = startPool({ timeoutSeconds: 5 });

  const { context, remainingMs } = await invoke('/environment');

  expect(context).toMatchObject({
    awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    functionName: 'fixture',
    functionVersion: '$LATEST',
    invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:fixture',
    memoryLimitInMB: '256',
  });
  expect(remainingMs).toBeGreaterThan(4_000);
  expect(remainingMs).toBeLessThanOrEqual(5_000);
});

test('closing kills what is running, and leaves no process', async () => {
  const { invoke, close } = startPool({ limit: 1 });
  const { pid } = await invoke('/wait');
  const running = invoke('/spin');
  const waiting = invoke('/wait');
  waiting.catch(() => undefined);

  await close();

  expect(isRunning(pid)).toBe(false);
  expect(await running).toEqual({
    type: 'Runtime.ExitError',
    message: 'It ended with SIGKILL',
  });
  await expect(waiting).rejects.toThrow('The stack is being stopped');
});
