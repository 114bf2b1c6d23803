import type { Choices } from '../../simulator/choices.ts';
import { marker } from './wire-request.ts';

type Header = readonly [name: string, value: string];

/** Values that a header may well have, and some that it may not. */
const known: Record<string, readonly string[]> = {
  Accept: [
    ...[
      '*/*',
      'application/json',
      'application/*;q=0.1',
      'text/html',
      'text/event-stream',
      '',
      ',',
      ', ,;',
    ],
    ...[
      'application/json;q=0',
      'application/json;q=0, */*',
      'application/json;q=nan',
      'APPLICATION/JSON',
    ],
    ...[`text/${marker}, */*;q=0.8`, '*/*;q=1;q=0', `${'a/b,'.repeat(500)}*/*`],
  ],
  'Cache-Control': [
    ...[
      'no-cache',
      'max-age=0',
      'no-store',
      'only-if-cached',
      'max-stale',
      'max-stale=100',
      'min-fresh=1',
    ],
    ...[
      'max-age=-1',
      'max-age=1e9',
      'max-age="5"',
      'max-age=99999999999999999999',
      'no-cache, only-if-cached',
    ],
    ...[`private="${marker}", max-age=1`, 'max-age', '=', 'max-age=5, max-age=0', 'NO-CACHE'],
  ],
  Pragma: ['no-cache', marker],
  Prefer: [
    ...[
      'respond-async',
      'wait=0',
      'wait=1',
      'wait=20, respond-async',
      'wait=1e9',
      'wait=-1',
      'wait="3"',
    ],
    ...[`wait=2; ${marker}`, marker, 'wait', 'wait=0, wait=5', 'return=minimal'],
  ],
  'If-None-Match': ['*', '""', 'W/""', `"${marker}"`, `"a", W/"${marker}", *`, '"', 'W/', ','],
  'If-Modified-Since': ['Tue, 01 Jan 2030 00:00:00 GMT', marker],
  'If-Match': [`"${marker}"`],
  Range: ['bytes=0-1', marker],
  'Idempotency-Key': ['"a"', 'a', `"${marker}"`, '', 'a'.repeat(300), '"é"'],
  'Last-Event-ID': ['1', '-1', marker],
  Origin: [
    'https://maps.example',
    `https://${marker}.example`,
    'null',
    '',
    'https://maps.example, x',
  ],
  'Access-Control-Request-Method': ['POST', 'GET', marker],
  'Access-Control-Request-Headers': ['accept', marker, `x-${marker}`],
  'Sec-Purpose': ['prefetch', 'prefetch;prerender', marker],
  Purpose: ['prefetch'],
  'X-Moz': ['prefetch'],
  'Sec-Fetch-Site': ['cross-site', 'same-origin', marker],
  'Sec-Fetch-Mode': ['no-cors', 'cors', marker],
  Cookie: [`a=${marker}`, 'a=b; c=d'],
  Host: [`${marker}.example`, 'api.test', '', `api.test/${marker}`, 'api.test, other.test'],
  'X-Forwarded-Host': [`${marker}.example`],
  'X-Forwarded-Proto': ['http', marker],
  'X-Forwarded-Prefix': [`/${marker}`],
  'X-Forwarded-For': [`127.0.0.1, ${marker}`],
  'X-Original-URL': [`/${marker}`],
  'X-HTTP-Method-Override': ['DELETE', marker],
  Forwarded: [`host=${marker};proto=https`],
  Authorization: [`Bearer ${marker}`],
  Expect: ['100-continue'],
  'Content-Encoding': ['gzip', marker],
  'User-Agent': [marker],
};
const names = Object.keys(known);
const odd: readonly Header[] = [
  [`X-${marker}`, marker],
  ['X-ü', 'ü'],
  [' ', 'a'],
  ['', 'a'],
  ['a:b', 'c'],
  ['X-Line', `a\r\nX-Evil: ${marker}`],
  ['X-Nul', 'a\u0000b'],
  ['X-Wide', '\u{1F600}\ud800'],
  ['__proto__', marker],
  ['constructor', marker],
  ['X-Long', marker.repeat(800)],
];
const contentTypes = [
  ...[
    'application/json',
    'application/json',
    'application/json',
    'application/json; charset=utf-8',
  ],
  ...[
    'Application/JSON ;charset=latin1',
    'application/jsonp',
    'text/plain',
    `application/${marker}`,
    '',
  ],
  ...[
    'application/json, application/json',
    'multipart/form-data; boundary=a',
    'application/problem+json',
  ],
];

export function drawHeaders(choices: Choices, hasBody: boolean): Header[] {
  const headers = Array.from({ length: choices.pick(4) }, () => drawHeader(choices));
  if (hasBody && !choices.once(20)) {
    const type = choices.once(5)
      ? contentTypes[choices.pick(contentTypes.length)]
      : contentTypes[0];
    headers.push([cased(choices, 'Content-Type'), type ?? '']);
  }
  // A second one of the same name, or of the same but for its case.
  const [first] = headers;
  if (first !== undefined && choices.once(6)) headers.push([cased(choices, first[0]), first[1]]);
  return headers;
}

function drawHeader(choices: Choices): Header {
  if (choices.once(8)) return odd[choices.pick(odd.length)] ?? ['a', 'b'];
  const name = names[choices.pick(names.length)] ?? 'Accept';
  const values = known[name] ?? [];
  return [cased(choices, name), values[choices.pick(values.length)] ?? ''];
}

function cased(choices: Choices, name: string): string {
  const way = choices.pick(6);
  return way === 4 ? name.toLowerCase() : way === 5 ? name.toUpperCase() : name;
}
