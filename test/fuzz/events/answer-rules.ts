import { problemTypeBase } from '../../../core/errors.ts';
import { problems } from '../../../core/problem.ts';
import { hold } from '../fault.ts';
import { places } from './gateway-events.ts';
import { marker } from './wire-request.ts';

export interface Result {
  statusCode: number;
  headers?: Record<string, unknown> | undefined;
  body: string;
  isBase64Encoded?: boolean | undefined;
}

const prefix = `(${[...places.filter((place) => place !== ''), '/coast'].join('|')})?`;
const run = `${prefix}/v1/tasks/[\\w-]{43}\\.[\\w-]{22}`;
const date = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/;
const methods = /^[A-Z]+(, [A-Z]+)*$/;

/** Every header that an answer may have, and all that it may say. */
const documented: Record<string, RegExp> = {
  'access-control-allow-headers': /^[\w-]+(, [\w-]+)*$/,
  'access-control-allow-methods': methods,
  'access-control-allow-origin': /^(\*|https:\/\/maps\.example)$/,
  'access-control-expose-headers': /^[\w-]+(, [\w-]+)*$/,
  'access-control-max-age': /^\d+$/,
  accept: /^application\/json$/,
  allow: methods,
  'cache-control':
    /^(no-store|private, no-cache|(private|public), max-age=\d+(, stale-(while-revalidate|if-error)=\d+)*(, immutable)?)$/,
  'cache-status': /^madrona; ?(hit(; ?ttl=-?\d+)?|fwd=[a-z-]+(; ?collapsed)?|detail=[a-z-]+)$/,
  'content-security-policy': /^default-src 'none'(; [\w-]+ ('[\w+/=-]+'|data:))+$/,
  'content-location': new RegExp(`^${run}(/result)?$`),
  'content-type':
    /^(application\/(problem\+)?json|application\/openapi\+json|text\/html; charset=utf-8|text\/event-stream)/i,
  etag: /^(W\/)?"[\w.=+/-]+"$/,
  'last-modified': date,
  link: /^<[^<>]+>; rel="?[\w-]+"?/,
  location: new RegExp(`^${run}$`),
  'operation-location': new RegExp(`^https://www\\.example\\.org${run}$`),
  'preference-applied': /^(wait=\d+|respond-async)(, ?(wait=\d+|respond-async))?$/,
  'referrer-policy': /^no-referrer$/,
  'retry-after': /^\d+$/,
  vary: /^[A-Za-z-]+(, [A-Za-z-]+)*$/,
  'x-content-type-options': /^nosniff$/,
  'x-robots-tag': /^noindex, nofollow$/,
};
const statuses = new Set([
  200, 202, 204, 304, 400, 403, 404, 405, 406, 409, 410, 413, 414, 415, 422, 504,
]);

/** Throws where an answer is not what the contract allows; `read` is its body's JSON. */
export function holdAnswer(
  { statusCode, headers = {}, body, isBase64Encoded }: Result,
  isHead: boolean,
): unknown {
  const named = new Map(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  for (const [name, value] of named) holdHeader(name, value);
  hold(statuses.has(statusCode), () => `Status ${statusCode}: ${body.slice(0, 500)}`);
  hold(isBase64Encoded !== true, () => 'The body is base64');
  const cacheControl = String(named.get('cache-control'));
  hold(named.has('cache-control'), () => `${statusCode} without Cache-Control`);
  const mustNotBeStored = statusCode === 202 || (statusCode >= 400 && statusCode !== 409);
  hold(!mustNotBeStored || cacheControl === 'no-store', () => `${statusCode} with ${cacheControl}`);
  if (statusCode === 202) {
    hold(
      named.has('location') && named.has('retry-after'),
      () => '202 without Location or Retry-After',
    );
  }
  if (statusCode === 405) hold(named.has('allow'), () => '405 without Allow');
  if (isHead || statusCode === 204 || statusCode === 304) {
    hold(body === '', () => `${statusCode} with the body ${body.slice(0, 200)}`);
    return undefined;
  }
  hold(named.has('content-type'), () => `${statusCode} without Content-Type`);
  hold(body.isWellFormed(), () => 'The body is not well-formed');
  if (!String(named.get('content-type')).includes('json')) return undefined;
  const read: unknown = JSON.parse(body);
  if (statusCode >= 400) holdProblem(statusCode, read, String(named.get('content-type')));
  return read;
}

function holdHeader(name: string, value: unknown): void {
  const form = documented[name];
  hold(form !== undefined, () => `The header ${name} is not documented`);
  hold(typeof value === 'string' && form?.test(value) === true, () => `${name}: ${String(value)}`);
  const said = `${name}: ${String(value)}`.toLowerCase();
  hold(!said.includes(marker.toLowerCase()), () => `What the caller sent is in a header: ${said}`);
}

function holdProblem(status: number, read: unknown, contentType: string): void {
  const text = () => JSON.stringify(read).slice(0, 500);
  hold(contentType === 'application/problem+json', () => `${status} is ${contentType}`);
  if (typeof read !== 'object' || read === null) return hold(false, text);
  const {
    type,
    title,
    detail,
    status: said,
  } = { type: '', title: '', detail: '', status: 0, ...read };
  const code = Object.entries(problems).find(([code]) => type === `${problemTypeBase}${code}`);
  hold(code !== undefined && code[1].status === status && code[1].title === title, text);
  hold(said === status && detail.length > 10 && detail.length <= 1001, text);
  hold(status !== 504 || code?.[0] === 'only-if-cached', text);
}
