import type { IncomingMessage, Server, ServerResponse } from 'node:http';

/** Resolves with the port. */
export function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

/** Ends open connections too, after what is still being waited for. */
export async function stopListening(
  server: Server,
  before: () => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise<void>((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
  });
  await before();
  server.closeAllConnections();
  await closed;
}

/** What the server is answering: requests that have come whole. */
export function watchAnswers(server: Server): { ended(): Promise<void> } {
  const underWay = new Set<Promise<void>>();
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    request.once('end', () => {
      const ended = new Promise<void>((resolve) => response.once('close', resolve));
      underWay.add(ended);
      void ended.then(() => underWay.delete(ended));
    });
  });
  return {
    async ended() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}
