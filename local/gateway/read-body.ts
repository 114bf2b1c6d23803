import type { IncomingMessage } from 'node:http';

/** API Gateway's most. */
export const largestBodyBytes = 10 * 1024 * 1024;

/** Undefined where it is too large; what is left of it is then read and forgotten. */
export async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > largestBodyBytes) return forget(request);
  const parts: Buffer[] = [];
  let size = 0;
  const { promise, resolve, reject } = Promise.withResolvers<Buffer | undefined>();
  request.on('error', reject);
  request.on('end', () => resolve(Buffer.concat(parts)));
  request.on('data', (part: Buffer) => {
    size += part.length;
    if (size > largestBodyBytes) resolve(forget(request));
    else parts.push(part);
  });
  return promise;
}

function forget(request: IncomingMessage): undefined {
  request.removeAllListeners('data');
  request.resume();
  return undefined;
}
