import { createHistory, afterOf, writeOf, type RunHistory, type Write } from './history.ts';
import { join } from 'node:path';
import { callAws } from '../../local/stores/call-aws.ts';
import type { Endpoints } from '../../local/embedded.ts';
import { effectsOf } from './ledger.ts';
import { startRelay, type Call } from './relay.ts';
import { createSettleTrap } from './settle-trap.ts';
import { functionProcesses } from './function-processes.ts';
import { at, listAt, textAt, wireOf } from './wire.ts';
import { startStack, type Stack } from './stack.ts';

export interface WorldOptions {
  /** A folder for all that is kept. */
  scratch: string;
  ledger: string;
  processes: number;
  onWrite: (write: Write, history: RunHistory) => void;
}

/** The stack, with relays before its stores, which write down what passes. */
export async function startWorld({ scratch, ledger, processes, onWrite }: WorldOptions) {
  const history = createHistory(onWrite);
  const trap = createSettleTrap(history, workerOf);
  const lost: Call[] = [];
  const dynamodb = await startRelay({
    arrives: trap.look,
    answered(call, status, output) {
      const write = writeOf(call, status, output);
      if (write !== undefined) history.add(write);
    },
    lost: (call) => void lost.push(call),
  });
  const sqs = await startRelay({
    answered({ action }, _status, output) {
      if (action !== 'ReceiveMessage') return;
      for (const { Body } of listAt(output, 'Messages')) {
        const { key, run } = wireOf(String(Body));
        history.received(String(key), String(run));
      }
    },
  });
  const relays: Endpoints = { dynamodb: dynamodb.endpoint, sqs: sqs.endpoint };
  let lives = 0;
  let port = 0;

  async function start(): Promise<Stack> {
    const options = {
      app: join(import.meta.dirname, 'app'),
      state: join(scratch, 'state'),
      port,
      processes,
      functionOutput: join(scratch, 'logs', String((lives += 1))),
    };
    return startStack(options, relays, async (stores) => {
      await findOut(stores.dynamodb);
      dynamodb.leadTo(stores.dynamodb);
      sqs.leadTo(stores.sqs);
    });
  }

  /** What became of the writes that the store has not answered, before anybody writes anything else. */
  async function findOut(endpoint: string): Promise<void> {
    for (const { action, input } of lost.splice(0)) {
      const written = input[action === 'PutItem' ? 'Item' : 'Key'];
      if (action === 'GetItem' || written === undefined) continue;
      const Key = { key: at(written, 'key'), item: at(written, 'item') };
      const asked = { TableName: input['TableName'], Key, ConsistentRead: true };
      const call = { service: 'dynamodb', endpoint, action: 'GetItem', input: asked } as const;
      const item = (await callAws(call))['Item'];
      const [key, run] = [textAt(item, 'key'), textAt(item, 'run')];
      if (key === undefined || run === undefined) continue;
      const after = afterOf(item);
      if (after.version <= (history.ofRun(key, run).latest?.version ?? 0)) continue;
      history.add({ key, run, at: Date.now(), verdict: 'found', kind: 'other', held: null, after });
    }
  }

  function workerOf(taskId: string, attempt: number): number | undefined {
    return functionProcesses(stack.pid, 'Worker').find((pid) =>
      effectsOf(ledger, pid).some((each) => each.taskId === taskId && each.attempt === attempt),
    );
  }

  let stack = await start();
  port = Number(new URL(stack.place.url).port);

  return {
    history,
    trap,
    relays,
    place: stack.place,
    pid: () => stack.pid,
    async restart(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
      await stack.end(signal);
      dynamodb.leadTo(undefined);
      sqs.leadTo(undefined);
      stack = await start();
    },
    async close(): Promise<void> {
      await stack.end('SIGTERM');
      await Promise.all([dynamodb.close(), sqs.close()]);
    },
  };
}

export type World = Awaited<ReturnType<typeof startWorld>>;
