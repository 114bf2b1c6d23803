import { once } from 'node:events';
import { Agent, createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { listen, stopListening } from '../../local/stores/listen.ts';
import { wireOf, type Wire } from './wire.ts';

/** One call of a store, as it came over the wire. */
export interface Call {
  action: string;
  input: Wire;
  /** When it arrived. */
  at: number;
}

export interface Watch {
  /** May hold a call up, as a slow network does. */
  arrives?(call: Call): Promise<void> | undefined;
  /** Before who called hears of it. */
  answered(call: Call, status: number, output: Wire): void;
  /** The store was there for it, and died before it answered. */
  lost?(call: Call): void;
}

export interface Relay {
  endpoint: string;
  /** Whom calls are handed to; while there is nobody, they are cut off. */
  leadTo(store: string | undefined): void;
  close(): Promise<void>;
}

/** Stands between a store and all who call it, at one address however often the store is started anew. */
export async function startRelay(watch: Watch): Promise<Relay> {
  let store: string | undefined;
  let agent = new Agent({ keepAlive: true });

  async function pass(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    const body = await buffer(asked);
    const call: Call = {
      action: String(asked.headers['x-amz-target']).split('.').at(-1) ?? '',
      input: wireOf(body.toString()),
      at: Date.now(),
    };
    await watch.arrives?.(call);
    if (store === undefined) return void answer.destroy();
    const got = await ask(store, asked, body, answer, call).catch(() => undefined);
    if (got === undefined) {
      watch.lost?.(call);
      return void answer.destroy();
    }
    const [status, text] = got;
    watch.answered(call, status, wireOf(text.toString()));
    answer.end(text);
  }

  /** To its end, though who called may be dead by then: the store does what it was asked all the same. */
  async function ask(
    to: string,
    { url, method, headers }: IncomingMessage,
    body: Buffer,
    answer: ServerResponse,
    { action }: Call,
  ): Promise<[number, Buffer]> {
    const sent = request(to, { path: url, method, headers, agent });
    // Who waits for messages and dies must not be handed one.
    if (action === 'ReceiveMessage') answer.on('close', () => sent.destroy());
    sent.end(body);
    const [got] = (await once(sent, 'response')) as [IncomingMessage]; // what that event carries
    const text = await buffer(got);
    answer.writeHead(got.statusCode ?? 500, got.headers);
    return [got.statusCode ?? 500, text];
  }

  const server = createServer((asked, answer) => {
    pass(asked, answer).catch(() => answer.destroy());
  });
  const port = await listen(server, 0, '127.0.0.1');
  return {
    endpoint: `http://127.0.0.1:${port}`,
    leadTo(to) {
      store = to;
      agent.destroy();
      agent = new Agent({ keepAlive: true });
    },
    close: () => stopListening(server),
  };
}
