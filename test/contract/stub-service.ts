import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Emulator } from '../emulators/dynalite.ts';

export interface StubAnswer {
  status: number;
  body: Record<string, unknown>;
}

/** An AWS service that answers as the test says, and never where it says `never`. */
export async function startStub(
  answer: (request: Record<string, unknown>) => StubAnswer | 'never' | Promise<StubAnswer>,
): Promise<Emulator> {
  const server = createServer((request, response) => {
    void text(request).then(async (body) => {
      const said = await answer(JSON.parse(body));
      if (said === 'never') return;
      response.writeHead(said.status, { 'content-type': 'application/x-amz-json-1.0' });
      response.end(JSON.stringify(said.body));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The stub has no port');
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
