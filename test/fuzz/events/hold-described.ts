import type { ApiHandler } from '../../../lambdas/api/create-handler.ts';
import { createFaultsOf, type Asked, type FaultsOf } from '../../api/described.ts';
import { functionContext } from '../../api/function-context.ts';
import { restEvent } from '../../api/rest-event.ts';
import { hold } from '../fault.ts';
import type { Result } from './answer-rules.ts';
import type { Place } from './gateway-events.ts';
import type { WireRequest } from './wire-request.ts';

/** What holds answers to an API's own document. */
export async function describedBy(handler: ApiHandler): Promise<FaultsOf> {
  const { body } = await handler(restEvent('GET', '/openapi.json'), functionContext);
  return createFaultsOf(JSON.parse(body));
}

/** Throws where an answer is not what the document says of what was asked, or of anything where that is not known. */
export function holdDescribed(
  faultsOf: FaultsOf,
  asked: readonly Asked[] | undefined,
  { statusCode, headers = {}, body: text }: Result,
  body: unknown,
): void {
  const named = new Map(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
  const faults = faultsOf(asked, { status: statusCode, headers: named, text, body });
  hold(
    faults.length === 0,
    () => `${asked?.[0]?.join(' ')} is not as described: ${faults.join('; ')}`,
  );
}

/**
 * A front hands a path over as it is, or decoded up to twice; below a place that may be read as part of it. Undefined
 * for what is no path.
 */
export function readingsOf({ method, path }: WireRequest, place: Place): Asked[] | undefined {
  if (!path.startsWith('/')) return undefined;
  const once = decoded(path);
  const twice = decoded(once.split('?')[0] ?? '');
  const paths = new Set([path, once, twice].flatMap((read) => [read, `${place}${read}`]));
  return [...paths].map((read): Asked => [method, read]);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
