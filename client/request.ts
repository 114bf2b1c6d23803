import type { ErrorCode } from '../core/errors.ts';
import type { Monitor } from '../core/monitor.ts';
import { TaskError } from './errors.ts';

/** As much of `fetch` as the client calls; it may sign, log or try again. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** What came back: its body parsed where it is JSON, else as text. */
export interface Answer {
  status: number;
  headers: Headers;
  body: unknown;
}

/** The body of a 2xx as what http's contract says that it is: the client trusts its API. */
export function bodyAs<T>(answer: Answer): T {
  return answer.body as T;
}

/** A request below the base URL. */
export interface Ask {
  method?: 'GET' | 'POST';
  path: string;
  /** JSON text. */
  body?: string;
  /** Besides those that all requests have. */
  headers?: Record<string, string>;
  signal?: AbortSignal | undefined;
}

/** Throws `TaskError` for every answer that is not 2xx, and where there is none. */
export type Send = (ask: Ask) => Promise<Answer>;

/** Sends requests below a base URL. Throws `TaskError` for every answer that is not 2xx, and where there is none. */
export function createSend(baseUrl: string, fetch: Fetch): Send {
  const base = baseUrl.replace(/\/+$/, '');
  const exchange = async (path: string, init: RequestInit): Promise<Answer & { ok: boolean }> => {
    const response = await fetch(`${base}${path}`, init);
    const { ok, status, headers } = response;
    return { ok, status, headers, body: await bodyOf(response) };
  };
  return async (ask) => {
    const { method = 'GET', path, signal } = ask;
    const answer = await exchange(path, requestOf(ask)).catch((cause: unknown) => {
      if (signal?.aborted) throw signal.reason;
      throw new TaskError('unavailable', `No answer from ${base}${path}`, { cause });
    });
    if (answer.ok) return answer;
    throw refusalOf(answer, `${method} ${path}`);
  };
}

function requestOf({ method = 'GET', body, headers = {}, signal }: Ask): RequestInit {
  return {
    method,
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body }),
    ...(signal === undefined ? {} : { signal }),
  };
}

async function bodyOf(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Reads a problem (RFC 9457), and what gateways answer on their own: `message`, or `Message` of a function URL. */
function refusalOf({ status, headers, body }: Answer, asked: string): TaskError {
  const { type, detail, title, message, Message, run } = membersOf(body);
  const code = typeof type === 'string' ? codeOf(type) : codeByStatus(status);
  const said = [detail, title, message, Message].find((text) => typeof text === 'string');
  return new TaskError(code, said ?? `${asked} was answered by ${status}`, {
    status,
    run: isMonitor(run) ? run : null,
    askAgainMs: retryAfterMs(headers),
  });
}

function membersOf(body: unknown): Record<string, unknown> {
  return typeof body === 'object' && body !== null ? { ...body } : {};
}

const codes: Record<ErrorCode, true> = {
  'already-ended': true,
  forbidden: true,
  'idempotency-key-reused': true,
  internal: true,
  'invalid-arguments': true,
  'invalid-polling-url': true,
  malformed: true,
  'method-not-allowed': true,
  'not-acceptable': true,
  'not-found': true,
  'only-if-cached': true,
  'polling-url-in-use': true,
  'reserved-polling-url': true,
  'result-expired': true,
  'task-failed': true,
  'task-not-by-url': true,
  'task-revoked': true,
  throttled: true,
  'timed-out': true,
  'too-large': true,
  unavailable: true,
  'unknown-run': true,
  'unknown-task': true,
  'unsupported-media-type': true,
  'url-too-long': true,
};

function codeOf(type: string): ErrorCode | 'unknown' {
  const last = type.slice(type.lastIndexOf('/') + 1);
  return isCode(last) ? last : 'unknown';
}

function isCode(text: string): text is ErrorCode {
  return Object.hasOwn(codes, text);
}

function codeByStatus(status: number): ErrorCode | 'unknown' {
  if (status === 429) return 'throttled';
  if (status === 401 || status === 403) return 'forbidden';
  if (status === 500) return 'internal';
  if (status === 502 || status === 503 || status === 504) return 'unavailable';
  return status === 413 ? 'too-large' : 'unknown';
}

function isMonitor(value: unknown): value is Monitor {
  return typeof value === 'object' && value !== null && 'taskId' in value && 'status' in value;
}

/** RFC 9110 §10.2.3, in seconds; our own API sends no dates. */
export function retryAfterMs(headers: Headers): number | null {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null;
}
