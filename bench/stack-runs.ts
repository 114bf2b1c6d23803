import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { isRecord } from '../local/is-record.ts';

export interface StackRuns {
  /** Submits one run, and returns when its result is there. */
  once(): Promise<void>;
  /** How often a result was asked for so far. */
  polls(): number;
  /** Ends the connections that are idle; the next run makes new ones. */
  disconnect(): void;
}

/** Runs of `add` through the API, each submitted by itself and asked for by its own URL. */
export function createStackRuns(url: string): StackRuns {
  const agent = new Agent({ keepAlive: true });
  let submitted = 0;
  let polls = 0;
  // When to ask first: so late that most are there, and so soon that few wait for long.
  let patienceMs = 10;

  async function resultAt(resultUrl: string): Promise<unknown> {
    await sleep(patienceMs);
    for (let tries = 1; ; tries += 1) {
      polls += 1;
      const { status, body } = await ask(agent, 'GET', `${url}${resultUrl}`);
      if (status === 200) {
        patienceMs *= tries === 1 ? 0.98 : 1.04;
        return body;
      }
      if (status !== 202) throw new Error(`${resultUrl} was answered ${status}`);
      await sleep(againMs);
    }
  }

  return {
    async once() {
      const x = (submitted += 1);
      const begun = await ask(agent, 'POST', `${url}/v1/tasks`, { task: 'add', args: [x, 1] });
      const result = await resultAt(resultUrlOf(begun.body));
      if (result !== x + 1) throw new Error(`${x} + 1 came out as ${JSON.stringify(result)}`);
    },
    polls: () => polls,
    disconnect: () => agent.destroy(),
  };
}

const againMs = 10;

function resultUrlOf(monitor: unknown): string {
  const urls = isRecord(monitor) ? monitor['urls'] : undefined;
  const result = isRecord(urls) ? urls['result'] : undefined;
  if (typeof result === 'string') return result;
  throw new Error(`A begin was answered ${JSON.stringify(monitor)}`);
}

/** By `node:http`, since `fetch` takes four times the processor's time, and that is the stack's too. */
function ask(
  agent: Agent,
  method: string,
  url: string,
  body?: unknown,
): Promise<{ status: number | undefined; body: unknown }> {
  const headers = body === undefined ? {} : { 'content-type': 'application/json' };
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers, agent }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('error', reject);
      answer.on('end', () => {
        resolve({ status: answer.statusCode, body: JSON.parse(Buffer.concat(parts).toString()) });
      });
    });
    sent.on('error', reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
