import { writeText } from './argument-text.ts';
import { bindText } from './bind-text.ts';
import type { BoundArgs } from './bind.ts';
import { TaskError } from './errors.ts';
import { canonicalPollingUrl, maxUrlBytes } from './polling-url.ts';
import type { AnyTask, Registry } from './registry.ts';

/** Where call URLs begin; the task's name follows. */
export const callUrlPrefix = '/v1/run/';

/**
 * The call URL of bound arguments, the same for every spelling of the call: defaults are written out, those
 * that a segment can hold are segments from the first on, the rest goes by name.
 *
 * Throws `url-too-long` above 2,048 bytes.
 */
export function callUrlOf(task: AnyTask, values: Readonly<Record<string, unknown>>): string {
  const url = spell(task, values);
  if (url.length > maxUrlBytes) throw tooLong(task, url.length);
  return url;
}

/**
 * The task and arguments that a path-only URL under `/v1/run/` calls; undefined for every other URL.
 * Throws `unknown-task` and `invalid-arguments`.
 */
export function parseCallUrl(
  url: string,
  registry: Registry,
): { task: AnyTask; bound: BoundArgs } | undefined {
  if (!url.startsWith(callUrlPrefix)) return undefined;
  const [path = '', query = ''] = splitOnce(url.slice(callUrlPrefix.length), '?');
  const [name = '', ...segments] = path.split('/');
  const task = registry.get(decode(name) ?? name);
  const pairs = query.split('&').filter((pair) => pair !== '');
  return {
    task,
    bound: bindText(
      task,
      segments.map((segment) => decodeFor(task, segment)),
      pairs.map((pair) => {
        const [key = '', text = ''] = splitOnce(pair, '=');
        return [decodeFor(task, key), decodeFor(task, text)];
      }),
    ),
  };
}

/**
 * The URL that a read's polling URL is hashed by: canonical, and rebuilt from what it calls if it is a call
 * URL. Throws `invalid-polling-url`, and what `parseCallUrl` throws.
 */
export function canonicalReadUrl(pollingUrl: string, registry: Registry): string {
  const canonical = canonicalPollingUrl(pollingUrl);
  const called = parseCallUrl(canonical, registry);
  return called === undefined ? canonical : respelt(called.task, called.bound);
}

/**
 * The URL that a begin's polling URL is hashed by. A call URL belongs to its own call alone.
 *
 * Throws `invalid-polling-url`, and `reserved-polling-url` where a URL under `/v1/run/` calls another task, has
 * other arguments than the begin, or calls nothing.
 */
export function canonicalKeyUrl(
  pollingUrl: string,
  task: AnyTask,
  bound: BoundArgs,
  registry: Registry,
): string {
  const canonical = canonicalPollingUrl(pollingUrl);
  const called = calledBy(canonical, registry);
  if (called === undefined) return canonical;
  if (called.task.name !== task.name || called.bound.json !== bound.json) {
    const calls = `it calls ${called.task.name} with ${shortened(called.bound.json)}`;
    throw reserved(`${calls}, not ${task.name} with ${shortened(bound.json)}`);
  }
  return respelt(task, bound);
}

function spell(task: AnyTask, values: Readonly<Record<string, unknown>>): string {
  const texts = task.parameters.map((parameter) => {
    const { name } = parameter;
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    return { name, text: value === undefined ? undefined : writeText(parameter, value) };
  });
  const firstByName = texts.findIndex(({ text }) => text === undefined || !fitsSegment(text));
  const inPath = firstByName < 0 ? texts : texts.slice(0, firstByName);
  const byName = firstByName < 0 ? [] : texts.slice(firstByName);
  const path = [task.name, ...inPath.map(({ text = '' }) => encode(text))].join('/');
  const query = byName.flatMap(({ name, text }) =>
    text === undefined ? [] : [`${encode(name)}=${encode(text)}`],
  );
  return `${callUrlPrefix}${path}${query.length > 0 ? `?${query.join('&')}` : ''}`;
}

/** Too long is here a fault of the polling URL that was given. */
function respelt(task: AnyTask, bound: BoundArgs): string {
  return canonicalPollingUrl(spell(task, bound.values));
}

function calledBy(canonical: string, registry: Registry): ReturnType<typeof parseCallUrl> {
  try {
    return parseCallUrl(canonical, registry);
  } catch (cause) {
    if (cause instanceof TaskError) throw reserved(cause.message, cause);
    throw cause;
  }
}

function reserved(reason: string, cause?: TaskError): TaskError {
  return new TaskError(
    'reserved-polling-url',
    `A polling URL under ${callUrlPrefix} is kept for the call that it spells: ${reason}`,
    { cause },
  );
}

function tooLong(task: AnyTask, bytes: number): TaskError {
  return new TaskError(
    'url-too-long',
    `The call URL of ${task.name} has ${bytes} bytes, with its defaults written out; ` +
      `at most ${maxUrlBytes} are allowed: begin it by POST /v1/tasks`,
  );
}

/** An HTTP API decodes paths twice, and cuts them at a `?` between: what it would change goes by name. */
function fitsSegment(text: string): boolean {
  return text !== '' && text !== '.' && text !== '..' && !/[/?%]/.test(text);
}

/** All but RFC 3986's unreserved characters percent-encoded. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function decodeFor(task: AnyTask, text: string): string {
  const decoded = decode(text);
  if (decoded !== undefined) return decoded;
  throw new TaskError('invalid-arguments', `${task.name}(): ${shortened(text)} is no UTF-8 text`);
}

function splitOnce(text: string, separator: string): string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + separator.length)];
}

function shortened(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200).toWellFormed()}…` : text;
}
