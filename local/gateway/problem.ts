import { STATUS_CODES, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { problemTypeBase, type ErrorCode } from '../../core/errors.ts';
import { send, type Answer } from './answer.ts';

interface Refusal {
  status: number;
  code: ErrorCode;
  title: string;
}

/** What the gateway answers by itself, as infra has API Gateway answer it. */
const refusals = {
  malformed: { status: 400, code: 'malformed', title: 'The request was refused' },
  forbidden: { status: 403, code: 'forbidden', title: 'Not allowed' },
  tooLarge: { status: 413, code: 'too-large', title: 'The request is too large' },
  headersTooLarge: { status: 431, code: 'too-large', title: 'The request is too large' },
  failed: { status: 502, code: 'internal', title: 'The request failed' },
  starting: { status: 503, code: 'unavailable', title: 'Not available for the moment' },
  timedOut: {
    status: 504,
    code: 'timed-out',
    title: 'No answer in time; what was asked may have been done',
  },
} as const satisfies Record<string, Refusal>;

export type RefusalName = keyof typeof refusals;

/** A problem (RFC 9457) that no cache keeps. */
export function refuse(name: RefusalName, detail: string): Answer {
  const { status, code, title } = refusals[name];
  return {
    status,
    headers: {
      'Content-Type': 'application/problem+json',
      'Cache-Control': 'no-store',
      ...(status === 503 && { 'Retry-After': '1' }),
    },
    body: JSON.stringify({ type: `${problemTypeBase}${code}`, title, status, detail }),
  };
}

export function sendRefusal(response: ServerResponse, name: RefusalName, detail: string): void {
  send(response, refuse(name, detail));
}

/** Answers what Node could not read as a request. */
export function answerClientError(error: Error, socket: Duplex): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const tooLarge = 'code' in error && error.code === 'HPE_HEADER_OVERFLOW';
  const { status, headers, body } = tooLarge
    ? refuse('headersTooLarge', 'The request line and the headers are too large together')
    : refuse('malformed', 'This is no HTTP request');
  const lines = Object.entries({
    ...headers,
    'Content-Length': Buffer.byteLength(body),
    Connection: 'close',
  }).map(([name, value]) => `${name}: ${String(value)}\r\n`);
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body.toString()}`,
  );
}
