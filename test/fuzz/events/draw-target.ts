import type { Choices } from '../../simulator/choices.ts';
import { marker } from './wire-request.ts';

const tasks = ['add', 'echo', 'any', 'send-mail', 'brief', 'ad', '__proto__', 'constructor', ''];
const unknownId = `${'a'.repeat(43)}.${'b'.repeat(22)}`;
const segments = [
  ...[
    '1',
    '2',
    'fails',
    'a',
    marker,
    '-0',
    '1e400',
    'null',
    'true',
    '[[]]',
    '{"a":1}',
    '%7B%22a%22:1%7D',
  ],
  ...[
    '',
    '.',
    '..',
    '%2e',
    '%2F',
    `%2F%2F${marker}`,
    '%',
    '%4',
    '%00',
    '%0D%0A',
    '%FF',
    '%E2%82',
    '%25',
    '%2541',
  ],
  ...[
    'é',
    '%C3%A9',
    '\ud800',
    '%ED%A0%80',
    'a b',
    '+',
    ';a=b',
    ':',
    '@',
    '%3F',
    '%23',
    '"',
    '<script>',
  ],
  ...[
    `%0D%0AX-Evil:%20${marker}`,
    'result',
    'cancel',
    'events',
    'v1',
    'run',
    'tasks',
    '~',
    '*',
    '{proxy+}',
  ],
];
const fixed = [
  ...['/', '/healthz', '/v1/definitions', '/v1/tasks', '/v1/status', '/v1/result', '/v1/explain'],
  ...[
    '',
    '/v1',
    '/v1/',
    '/v1/run',
    '/v1/run/',
    '/v1//run/add/1/2',
    '/V1/run/add/1/2',
    '/v1/run/add/1/2/',
    '//',
  ],
  ...[
    '/healthz/',
    '/v1/tasks/',
    '/v1/tasks//result',
    '/%76%31/run/add/1/2',
    `//${marker}/v1/run/add/1/2`,
    'v1/run',
  ],
];

const calls = [
  'add/1/2',
  'add/1/3',
  'brief',
  'brief',
  'echo/fails',
  'any/%22fails%22',
  'echo?text=a%2Fb',
].map((call) => `/v1/run/${call}`);

/** A path of a route, or near to one; a polling URL that was handed out comes with its query. */
export function drawPath(
  choices: Choices,
  seen: readonly string[],
  urls: readonly string[],
): string {
  switch (choices.pick(8)) {
    case 0:
    case 1:
      return calls[choices.pick(calls.length)] ?? '/v1/run/add/1/2';
    case 2:
      return `/v1/run/${[tasks[choices.pick(tasks.length)], ...some(choices, segments, 3)].join('/')}`;
    case 3:
      return urls[choices.pick(urls.length)] ?? '/v1/run/add/1/2';
    case 4:
    case 5: {
      const id = seen[choices.pick(seen.length + 1)] ?? drawId(choices);
      return `/v1/tasks/${id}${['', '/result', '/cancel', '/events', '/'][choices.pick(5)]}`;
    }
    case 6:
      // These take as long as a hundred others.
      if (choices.once(100)) return choices.once(2) ? '/docs' : '/openapi.json';
      return fixed[choices.pick(fixed.length)] ?? '/';
    default:
      return `/${some(choices, [...segments, ...tasks], 5).join('/')}`;
  }
}

const names = [
  'x',
  'y',
  'text',
  'times',
  'value',
  'pollingUrl',
  '__proto__',
  'X-Amz-Date',
  marker,
  '',
  '%FF',
  'wait',
];
const pieces = [
  '&',
  '=',
  '?',
  '%',
  '%FF',
  '%00',
  '+',
  ';',
  '#',
  '\ud800',
  'a[]=1',
  marker,
  '&&',
  'é',
];

export function drawQuery(choices: Choices, urls: readonly string[], path: string): string {
  const named = /status|result|explain/.test(path) && !choices.once(4);
  if (named) return `pollingUrl=${drawPollingUrl(choices, urls, encodeURIComponent)}`;
  switch (choices.pick(8)) {
    case 0:
      return pairs(choices, 4).join('&');
    case 1:
      return some(choices, pieces, 6).join('');
    case 2:
      return choices.once(40) ? pairs(choices, 400).join('&') : pairs(choices, 2).join('&');
    default:
      return '';
  }
}

const starts = [
  '/sums/1',
  '/v1/run/add/1/2',
  '/v1/run/echo',
  'http://a.example/',
  'https://[::1]/',
  '//',
  '',
  marker,
];

export function drawPollingUrl(
  choices: Choices,
  urls: readonly string[],
  encode: (text: string) => string = (text) => text,
): string {
  const known = urls[choices.pick(urls.length * 2 + 2)];
  const start = known ?? starts[choices.pick(starts.length)] ?? '';
  const url = choices.once(3)
    ? `${start}${some(choices, [...segments, ...pieces], 3).join('/')}`
    : start;
  return choices.once(8) ? url : encode(url.toWellFormed());
}

function pairs(choices: Choices, most: number): string[] {
  return Array.from({ length: choices.pick(most + 1) }, () => {
    const name = names[choices.pick(names.length)] ?? '';
    return `${name}=${segments[choices.pick(segments.length)] ?? ''}`;
  });
}

function drawId(choices: Choices): string {
  const ids = [
    unknownId,
    `${marker}.x`,
    unknownId.slice(1),
    `${unknownId}%0A`,
    '%',
    '..',
    unknownId.replace('.', '%2E'),
  ];
  return ids[choices.pick(ids.length)] ?? unknownId;
}

function some(choices: Choices, from: readonly string[], most: number): string[] {
  const length = choices.once(200) ? 300 : choices.pick(most + 1);
  return Array.from({ length }, () => from[choices.pick(from.length)] ?? '');
}
