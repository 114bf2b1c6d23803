import type { Properties } from './resource.ts';
import { callers, type ApiShape, type Callers } from './shape.ts';

/** Whom a way into the API lets in. */
export function readCallers(properties: Properties, path: string): Callers {
  const text = properties.text(path, 'NONE');
  const found = callers.find((each) => each === text);
  if (found !== undefined) return found;
  throw properties.fault(path, `is ${text}; the embedded stack knows ${callers.join(', ')} only`);
}

/** Whom the API lets in: preflights, which nobody can sign, are let in anyway. */
export function callersOf(api: ApiShape): Callers {
  if (api.front === 'function-url') return api.callers;
  return api.routes.find(({ method }) => method !== 'OPTIONS')?.callers ?? 'NONE';
}
