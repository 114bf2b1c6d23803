import { appendFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { Endpoints } from '../../../local/embedded.ts';
import { isPoint, keyWritten, statusWritten, type PointName, type StoreCall } from './points.ts';

/** A write to a record that the table has done. */
export interface Written {
  key: string;
  status: string;
}

export interface RecorderOptions {
  /** The file that takes each `Written`, a line each, before whoever wrote hears that it was done. */
  ledger: string;
  /** Where all calls are held, those of others too: what stands in the stores then stays so. */
  point: PointName | undefined;
  onPoint: () => void;
}

/** Stands between the stores and their callers. */
export function createRecorder({ ledger, point, onPoint }: RecorderOptions) {
  let held = false;

  function hold(): void {
    if (!held) onPoint();
    held = true;
  }

  async function pass(
    store: string,
    asked: IncomingMessage,
    answer: ServerResponse,
  ): Promise<void> {
    const body = await buffer(asked);
    const call = callOf(asked, body);
    if (point !== undefined && isPoint(point, 'arrives', call)) hold();
    if (held) return;
    const { method, headers } = asked;
    const sent = request(store, { path: asked.url, method, headers });
    answer.on('close', () => sent.destroy());
    sent.on('error', () => answer.destroy());
    sent.end(body);
    const [got] = (await once(sent, 'response')) as [IncomingMessage]; // what that event carries
    const text = await buffer(got);
    if (got.statusCode === 200) {
      const [key, status] = [keyWritten(call), statusWritten(call)];
      if (key !== undefined && status !== undefined) write({ key, status });
      if (point !== undefined && isPoint(point, 'is done', call)) hold();
    }
    if (held) return;
    answer.writeHead(got.statusCode ?? 500, got.headers).end(text);
  }

  function write(written: Written): void {
    appendFileSync(ledger, `${JSON.stringify(written)}\n`);
  }

  async function standBefore(store: string): Promise<string> {
    const server = createServer((asked, answer) => {
      pass(store, asked, answer).catch(() => answer.destroy());
    });
    server.unref().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo; // that of a server which listens on a port
    return `http://127.0.0.1:${port}`;
  }

  return async ({ dynamodb, sqs }: Endpoints): Promise<Endpoints> => ({
    dynamodb: await standBefore(dynamodb),
    sqs: await standBefore(sqs),
  });
}

function callOf({ headers }: IncomingMessage, body: Buffer): StoreCall {
  const action = String(headers['x-amz-target']).replace(/^.*\./, '');
  return { action, input: JSON.parse(body.toString()) };
}
