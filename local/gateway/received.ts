import type { IncomingMessage } from 'node:http';

export interface Received {
  request: IncomingMessage;
  /** As it was sent, without the query. */
  path: string;
  query: string;
  body: Buffer;
}
