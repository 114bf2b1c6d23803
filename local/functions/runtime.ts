import { existsSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Context } from 'aws-lambda';
import { takeRuntimeEnv } from './env.ts';
import { isInvocation, type FunctionMessage, type FunctionOutcome } from './messages.ts';

type Handler = (event: unknown, context: Context) => unknown;

/** Lambda's own most for what a function returns, with what it leaves for the envelope. */
const largestPayloadBytes = 6 * 1024 * 1024 + 100;

const env = takeRuntimeEnv();

// Without its parent nobody would end it.
process.on('disconnect', () => process.exit());

const handler = await loadHandler();

process.on('message', (message: unknown) => {
  if (!isInvocation(message)) return;
  const context = contextOf(message.requestId, message.deadline);
  void run(message.event, context).then((outcome) => tell({ kind: 'ended', outcome }));
});

tell({ kind: 'ready' });
flushCompileCache();

async function loadHandler(): Promise<Handler> {
  const [file = '', name = ''] = env.handler.split('.');
  const path = ['.mjs', '.js', '.cjs']
    .map((extension) => join(env.taskRoot, `${file}${extension}`))
    .find((candidate) => existsSync(candidate));
  if (path === undefined) throw new Error(`${env.taskRoot} has no module ${file}`);
  // whatever a module exports
  const module = (await import(pathToFileURL(path).href)) as Record<string, unknown>;
  const found = module[name];
  if (!isHandler(found)) throw new Error(`${path} exports no function ${name}`);
  return found;
}

function isHandler(value: unknown): value is Handler {
  return typeof value === 'function';
}

async function run(event: string, context: Context): Promise<FunctionOutcome> {
  try {
    const payload = JSON.stringify((await handler(JSON.parse(event), context)) ?? null);
    const size = Buffer.byteLength(payload);
    if (size <= largestPayloadBytes) return { ok: true, payload };
    return fault('Function.ResponseSizeTooLarge', `${size} bytes, of ${largestPayloadBytes}`);
  } catch (error) {
    if (!(error instanceof Error)) return fault('Error', String(error));
    console.error(error);
    return fault(error.name, error.message);
  }
}

function fault(type: string, message: string): FunctionOutcome {
  return { ok: false, error: { type, message } };
}

function contextOf(awsRequestId: string, deadline: number): Context {
  return {
    awsRequestId,
    callbackWaitsForEmptyEventLoop: true,
    functionName: env.functionName,
    functionVersion: '$LATEST',
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
    invokedFunctionArn: env.functionArn,
    logGroupName: env.logGroup,
    logStreamName: env.logStream,
    memoryLimitInMB: env.memoryMegabytes,
    done: refuseCallback,
    fail: refuseCallback,
    succeed: refuseCallback,
  };
}

function refuseCallback(): never {
  throw new Error('Node.js 24 on Lambda has no callbacks: return a promise');
}

function tell(message: FunctionMessage): void {
  process.send?.(message);
}
