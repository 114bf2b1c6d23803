import { canonicalReadUrl } from '../../../core/call-url.ts';
import { TaskError } from '../../../core/errors.ts';
import { canonicalPollingUrl } from '../../../core/polling-url.ts';
import type { Choices } from '../../simulator/choices.ts';
import { hold } from '../fault.ts';
import { registry } from './tasks.ts';

const starts = [
  '/',
  '/v1/run/',
  '/v1/run/add/',
  '/v1/run/text?',
  'http://',
  'HTTPS://É',
  'http:',
  '',
];
const parts = [
  ...[
    '/',
    '//',
    '.',
    '..',
    '%2e',
    '%2F',
    '%3F',
    '?',
    '#',
    '&',
    '=',
    ':',
    '@',
    '[',
    ']',
    '::1',
    ';',
  ],
  ...['a', 'B', '1', '2.0', '-0', '1e999', 'text', 'times', 'x=', 'y=', 'add', 'none', 'json'],
  ...[
    'é',
    '%c3%a9',
    '%FF',
    '%E2%82',
    '%41',
    '%25',
    '%',
    '%4',
    '+',
    ' ',
    '"',
    '{}',
    '[1]',
    '[',
    'null',
  ],
  ...[
    '\u0000',
    '\t',
    '\\',
    '\uD800',
    '\uDC00',
    '\u0130',
    '\u212A',
    '\u00AD',
    '１',
    '。',
    '／',
    'xn--',
    'xn--a',
  ],
  ...[
    'X-Amz-Date=',
    '__proto__',
    'constructor=',
    '\u202E',
    '\u{10FFFF}',
    'http://',
    '%00',
    '-'.repeat(1000),
  ],
];

/** Any text at all, as a polling URL and as one that is read. Returns how many were tried. */
export function playText(choices: Choices): number {
  const length = choices.pick(8);
  const text = [
    starts[choices.pick(starts.length)],
    ...Array.from({ length }, () => parts[choices.pick(parts.length)]),
  ].join('');
  expectSettled(text, canonicalPollingUrl, ['invalid-polling-url']);
  expectSettled(text, (url) => canonicalReadUrl(url, registry), refusals);
  return 2;
}

const refusals = ['invalid-polling-url', 'unknown-task', 'invalid-arguments'];

/** It is refused by one of those codes, with words, or its form is its own, in ASCII. */
function expectSettled(text: string, canonical: (text: string) => string, codes: string[]): void {
  const found = attempt(() => canonical(text));
  if (found instanceof TaskError) {
    const { code, message } = found;
    hold(codes.includes(code) && message.length > 20, () => `${JSON.stringify(text)}: ${message}`);
    return;
  }
  const again = attempt(() => canonical(found));
  hold(again === found, () => `${JSON.stringify(text)} is ${found}, which is ${String(again)}`);
  const isPlain = /^(\/(?!\/)|https?:\/\/[^/?#@]+\/)[!$-;=?-Z_a-z~]*$/.test(found);
  hold(isPlain && found.length <= 2048, () => `${JSON.stringify(text)} is ${found}`);
}

function attempt(act: () => string): string | TaskError {
  try {
    return act();
  } catch (error) {
    if (error instanceof TaskError) return error;
    throw error;
  }
}
