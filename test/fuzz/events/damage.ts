import type { Choices } from '../../simulator/choices.ts';

type Event = Record<string, unknown>;

/** Fields that gateways always send, and what no gateway sends in their place. */
const fields = [
  ...['version', 'httpMethod', 'path', 'rawPath', 'rawQueryString', 'routeKey', 'headers', 'body'],
  ...['multiValueHeaders', 'queryStringParameters', 'multiValueQueryStringParameters', 'cookies'],
  ...['pathParameters', 'requestContext', 'isBase64Encoded', 'resource', 'stageVariables'],
];
const inContext = ['path', 'http', 'requestId', 'stage', 'identity'];
const wrong: readonly unknown[] = [
  ...[
    undefined,
    null,
    0,
    5,
    true,
    '',
    'text',
    '2.0',
    [],
    {},
    [null],
    { a: null },
    { a: [1, null, 'b'] },
  ],
  ...[
    [['a', 'b']],
    { proxy: 'v1' },
    { proxy: 7 },
    { method: 'GET' },
    { method: 1 },
    { 'content-type': [] },
  ],
];

/** An event with something missing or not as it should be; at times nothing of an event at all. */
export function damaged(choices: Choices, event: Event): unknown {
  if (choices.once(20)) return wrong[choices.pick(wrong.length)];
  const changed: Event = { ...event };
  for (let left = 1 + choices.pick(3); left > 0; left -= 1) {
    const value = wrong[choices.pick(wrong.length)];
    const { requestContext } = changed;
    const holder =
      choices.once(4) && typeof requestContext === 'object' ? { ...requestContext } : changed;
    const names = holder === changed ? fields : inContext;
    const name = names[choices.pick(names.length)] ?? 'body';
    if (value === undefined) Reflect.deleteProperty(holder, name);
    else Reflect.set(holder, name, value);
    if (holder !== changed) changed['requestContext'] = holder;
  }
  return changed;
}
