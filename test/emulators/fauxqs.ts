import { randomUUID } from 'node:crypto';
import * as fauxqs from 'fauxqs';
import type { Emulator } from './dynalite.ts';

export interface Fauxqs extends Emulator {
  /** Creates a queue of a name of its own, with SQS's attributes. */
  createQueue(attributes?: Record<string, string>): { url: string; arn: string };
}

/** SQS in this process, on a free port: in memory, or kept in a folder. */
export async function startFauxqs(options: { dataDir?: string } = {}): Promise<Fauxqs> {
  const server = await fauxqs.startFauxqs({ port: 0, logger: false, ...options });
  const endpoint = `http://127.0.0.1:${server.port}`;
  return {
    endpoint,
    createQueue(attributes = {}) {
      const name = `runs-${randomUUID()}`;
      const { queueArn } = server.createQueue(name, { attributes });
      // The URL that fauxqs gives names a host that does not resolve.
      return { url: `${endpoint}/000000000000/${name}`, arn: queueArn };
    },
    close: () => server.stop(),
  };
}
