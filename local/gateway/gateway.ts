import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { listen, stopListening } from '../stores/listen.ts';
import type { ApiShape } from '../template/shape.ts';
import { frontOf } from './front.ts';
import { answerClientError, sendRefusal } from './problem.ts';
import { proxy, type Invoke } from './proxy.ts';

export interface Gateway {
  url: string;
  /** Until then it answers 503. */
  serve(api: ApiShape, invoke: Invoke): void;
  close(): Promise<void>;
}

/**
 * Stands in for API Gateway or a function URL, on the loopback addresses. Throws an `Error` with a sentence for people where the
 * port is in use.
 */
export async function startGateway(wantedPort: number): Promise<Gateway> {
  let port = wantedPort;
  let answer = async (_: IncomingMessage, response: ServerResponse): Promise<void> =>
    sendRefusal(response, 'starting', 'The stack is being started');

  function onRequest(request: IncomingMessage, response: ServerResponse): void {
    // Any site can have its own name lead to this machine, and its pages then call what listens here.
    if (!isOwnHost(request.headers.host, port)) {
      const detail = `The header Host names neither localhost:${port} nor 127.0.0.1:${port}`;
      return sendRefusal(response, 'forbidden', detail);
    }
    answer(request, response).catch(() => response.destroy());
  }

  const servers = [newServer(onRequest), newServer(onRequest)] as const;
  try {
    port = await listenOn(servers[0], '127.0.0.1', port);
    await listenOn(servers[1], '::1', port).catch(ignoreMissingIpv6);
  } catch (error) {
    await Promise.all(servers.map((server) => stopListening(server)));
    throw error;
  }

  return {
    url: `http://127.0.0.1:${port}`,
    serve(api, invoke) {
      const front = frontOf(api);
      answer = (request, response) => proxy(request, response, front, invoke);
    },
    async close() {
      await Promise.all(servers.map((server) => stopListening(server)));
    },
  };
}

/** API Gateway's most for a request's line and headers. */
const maxHeaderSize = 10_240;

function newServer(
  onRequest: (request: IncomingMessage, response: ServerResponse) => void,
): Server {
  const server = createServer({ maxHeaderSize, requireHostHeader: false }, onRequest);
  return server.on('clientError', answerClientError);
}

async function listenOn(server: Server, host: string, port: number): Promise<number> {
  try {
    return await listen(server, port, host);
  } catch (error) {
    if (codeOf(error) !== 'EADDRINUSE') throw error;
    const advice = 'set PORT to another one, or to 0 for any that is free';
    throw new Error(`Port ${port} is in use: ${advice}`, { cause: error });
  }
}

function ignoreMissingIpv6(error: unknown): void {
  if (!['EADDRNOTAVAIL', 'EAFNOSUPPORT'].includes(codeOf(error))) throw error;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function isOwnHost(host: string | undefined, port: number): boolean {
  const names = ['localhost', '127.0.0.1', '[::1]'];
  const own = names.flatMap((name) => (port === 80 ? [name, `${name}:80`] : [`${name}:${port}`]));
  return own.includes(host?.toLowerCase() ?? '');
}
