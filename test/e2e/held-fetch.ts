import { createFaultsOf, type Document } from '../api/described.ts';
import type { Target } from './target.ts';

type Reach = Pick<Target, 'url' | 'fetch'>;
type Hold = (method: string, url: string, answer: Response) => Promise<void>;

const holds = new Map<string, Promise<Hold>>();

/** A fetch that throws where an answer is another than the document says which the same stack serves. */
export function heldFetch(stack: Reach): Target['fetch'] {
  return async (url, init) => {
    const answer = await stack.fetch(url, init);
    const hold = holds.get(stack.url) ?? createHold(stack);
    holds.set(stack.url, hold);
    await (
      await hold
    )(init?.method ?? 'GET', url, answer.clone());
    return answer;
  };
}

async function createHold({ url: base, fetch }: Reach): Promise<Hold> {
  const served = await fetch(`${base}/openapi.json`);
  const document = (await served.json()) as Document; // held to be one by the API's own tests
  const faultsOf = createFaultsOf(document);
  const known = new Set(Object.keys(document.components.headers).map((name) => name.toLowerCase()));

  return async (method, url, answer) => {
    const { status } = answer;
    if (isOfFront(method, status)) return;
    const text = await answer.text();
    const sent = [...answer.headers].filter(([name]) => isOfApi(name, method, text, known));
    const headers = new Map(sent);
    const isJson = headers.get('content-type')?.endsWith('json') === true;
    const body: unknown = isJson && text !== '' ? JSON.parse(text) : undefined;
    const path = url.startsWith(base) ? url.slice(base.length) : url;
    const faults = faultsOf([[method, path]], { status, headers, text, body });
    if (faults.length > 0) {
      throw new Error(`${method} ${path} is not answered as described: ${faults.join('; ')}`);
    }
  };
}

/** A function URL answers preflights by itself, with another status than the API. */
function isOfFront(method: string, status: number): boolean {
  return method === 'OPTIONS' && status === 200;
}

const ofPreflights = /^access-control-(allow-(headers|methods)|max-age)$/;

/**
 * What no answer of the API has is of the connection, or of what stands before it. That is also where a REST API names
 * a content type for what has no content, and where a function URL says of every answer what pages may send.
 */
function isOfApi(name: string, method: string, text: string, known: ReadonlySet<string>): boolean {
  if (name === 'content-type') return text !== '' || method === 'HEAD';
  return known.has(name) && (method === 'OPTIONS' || !ofPreflights.test(name));
}
