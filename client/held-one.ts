import type { Asking, Transport } from './transport.ts';

/**
 * Has one request at a time held at the API; what is asked meanwhile is answered at once. Each that is held keeps one
 * of the API's functions from all others: of many runs that are asked for at once, the last would begin late.
 */
export function holdingOne(transport: Transport): Transport {
  let isHeld = false;

  async function ask<A extends Asking, T>(asking: A, send: (asking: A) => Promise<T>): Promise<T> {
    const { waitSeconds = 0 } = asking;
    if (isHeld || waitSeconds === 0) return send({ ...asking, waitSeconds: 0 });
    isHeld = true;
    try {
      return await send(asking);
    } finally {
      isHeld = false;
    }
  }

  return {
    ...transport,
    begin: (asked, asking = {}) => ask(asking, (now) => transport.begin(asked, now)),
    look: (taskId, asking = {}) => ask(asking, (now) => transport.look(taskId, now)),
  };
}
