import { join } from 'node:path';
import { readAppSettings } from './app-settings.ts';
import { createClosers, type Closers } from './closers.ts';
import { machineEnvironment } from './env.ts';
import { startFunctions } from './functions/functions.ts';
import { startGateway } from './gateway/gateway.ts';
import { homeOf } from './home.ts';
import { startSchedules } from './schedules.ts';
import { startPoller } from './polling/poller.ts';
import { startDynamodb } from './stores/dynamodb.ts';
import { startSqs } from './stores/sqs.ts';
import { lockState } from './stores/state-lock.ts';
import { openState, type State } from './stores/state.ts';
import { synthesize } from './synthesis.ts';
import { readAssembly, type Assembly } from './template/assembly.ts';
import { callersOf } from './template/read-callers.ts';
import { readTemplate } from './template/read-template.ts';
import type { Callers, StackShape } from './template/shape.ts';

export interface EmbeddedOptions {
  /** The folder of the app that is run, where its cdk.json is. The working directory by default. */
  app?: string;
  /** 0, the default: any that is free. */
  port?: number;
  /** Keeps table and queues in memory alone; else they are there again after the next start. */
  memory?: boolean;
  /** The folder that keeps them; `.madrona/state` in the app's by default. */
  state?: string;
  /** A synthesised assembly, instead of the app's own. */
  outdir?: string;
  /** A folder for what the functions write, or who takes their lines. Nowhere by default. */
  functionOutput?: string | ((line: string) => void);
  /** Takes a sentence about each event that a function failed, and each fault of a poller. */
  report?: (line: string) => void;
  /** Puts somebody, such as a recorder, between the stores and all who call them: takes and returns endpoints. */
  front?: (endpoints: Endpoints) => Promise<Endpoints>;
  /** Processes of each function, and so the events that it works on at once; 4 by default. */
  processes?: number;
  /** Gives up starting. */
  signal?: AbortSignal;
}

export interface Endpoints {
  dynamodb: string;
  sqs: string;
}

export interface Embedded {
  /** Of the API, without a slash at its end. */
  url: string;
  /** Whom AWS would let in; here nobody is asked. */
  callers: Callers;
  tableName: string;
  queueUrl: string;
  deadLetterQueueUrl: string;
  endpoints: Endpoints;
  /** Leaves no process, no port and, in memory, no file behind. */
  close(): Promise<void>;
}

/**
 * The stack that `cdk deploy` ships, on this machine: the same bundles, wired by the same template.
 * Throws an `Error` with a sentence for people, and leaves nothing behind, where it cannot be started.
 */
export async function startEmbedded(options: EmbeddedOptions = {}): Promise<Embedded> {
  const closers = createClosers();
  try {
    return await start(options, closers);
  } catch (error) {
    await closers.closeAll();
    throw error;
  }
}

async function start(options: EmbeddedOptions, closers: Closers): Promise<Embedded> {
  const { report = () => undefined, front = async (stores) => stores, signal } = options;
  const limit = options.processes ?? 4;
  const gateway = await startGateway(options.port ?? 0);
  closers.add(gateway.close);
  const app = options.app ?? process.cwd();
  const assembly = beginAssembly(app, options, closers);
  assembly.catch(() => undefined); // it may fail while the stores are being started; it is looked at below
  const state = options.memory ? undefined : await keepState(app, options, closers);
  const dynamodb = await startDynamodb(state?.dynamodb);
  closers.add(dynamodb.close);
  const sqs = await startSqs(state?.sqs);
  closers.add(sqs.close);
  const endpoints = await front({ dynamodb: dynamodb.endpoint, sqs: sqs.endpoint });
  const shape = readTemplate(await assembly, { sqsEndpoint: endpoints.sqs });
  state?.check(shape);
  for (const queue of shape.queues) sqs.create(queue);
  for (const table of shape.tables) await dynamodb.create(table);
  state?.remember(shape);
  signal?.throwIfAborted();
  const functions = startFunctions(shape.functions, {
    inherited: machineEnvironment(),
    endpoints,
    compileCache: join(homeOf(app), 'cache'),
    output: options.functionOutput,
    report,
    limit,
  });
  const pollers = shape.mappings.map((mapping) => {
    const invoke = (event: string) => functions.invoke(mapping.functionArn, event);
    return startPoller({ mapping, endpoint: endpoints.sqs, limit, invoke, report });
  });
  const schedules = startSchedules(shape.schedules, functions.invoke);
  closers.add(async () => {
    schedules.close();
    await Promise.all([...pollers.map((poller) => poller.close()), functions.close()]);
  });
  gateway.serve(shape.api, functions.invoke);
  return {
    url: gateway.url,
    callers: callersOf(shape.api),
    tableName: environmentOf(shape, 'TABLE_NAME'),
    queueUrl: environmentOf(shape, 'QUEUE_URL'),
    deadLetterQueueUrl: environmentOf(shape, 'DEAD_LETTER_QUEUE_URL'),
    endpoints,
    close: closers.closeAll,
  };
}

async function keepState(app: string, options: EmbeddedOptions, closers: Closers): Promise<State> {
  const directory = options.state ?? join(homeOf(app), 'state');
  closers.add(lockState(directory));
  const state = await openState(directory);
  closers.add(state.seal); // after the stores, which are opened later, are closed
  return state;
}

/**
 * Synthesis goes on in its own process while the stores are started; a folder that holds no app is refused before
 * anything is written to it.
 */
function beginAssembly(
  app: string,
  { outdir, signal }: EmbeddedOptions,
  closers: Closers,
): Promise<Assembly> {
  if (outdir !== undefined) return Promise.resolve(readAssembly(outdir));
  const stopping = new AbortController();
  const signals = signal === undefined ? [stopping.signal] : [stopping.signal, signal];
  const synthesis = synthesize({
    app,
    settings: readAppSettings(app),
    directory: join(homeOf(app), 'assemblies'),
    compileCache: join(homeOf(app), 'cache'),
    signal: AbortSignal.any(signals),
  });
  const ended = synthesis.then(
    () => undefined,
    () => undefined,
  );
  closers.add(() => {
    stopping.abort();
    return ended;
  });
  return synthesis.then(readAssembly);
}

/** What the functions themselves are told. */
function environmentOf({ functions }: StackShape, name: string): string {
  const found = functions.find(({ environment }) => environment[name] !== undefined);
  const value = found?.environment[name];
  if (value === undefined) throw new Error(`No function of the template is given ${name}`);
  return value;
}
