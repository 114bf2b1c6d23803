import type { Choices } from '../../simulator/choices.ts';
import { drawPollingUrl } from './draw-target.ts';
import { marker } from './wire-request.ts';

const tasks = ['add', 'echo', 'any', 'send-mail', 'brief', 'ad', marker, '__proto__', ''];

/** A body of POST /v1/tasks, one that is nearly such, or bytes. */
export function drawBody(
  choices: Choices,
  seen: readonly string[],
  urls: readonly string[],
): Buffer {
  if (choices.once(2000)) return Buffer.from(drawHuge(choices));
  if (choices.once(12))
    return Buffer.from(Array.from({ length: choices.pick(20) }, () => choices.pick(256)));
  const text = JSON.stringify(drawBegin(choices, seen, urls)).replace('"proto"', '"__proto__"');
  if (!choices.once(10)) return Buffer.from(text);
  const at = choices.pick(text.length + 1);
  const broken = oddities[choices.pick(oddities.length)] ?? '';
  return Buffer.from(`${text.slice(0, at)}${broken}${text.slice(at + choices.pick(4))}`);
}

const oddities = [
  '',
  ',',
  '"',
  '\\u',
  '\\ud800',
  '\u0000',
  '}',
  '[',
  '1e999',
  '\ufeff',
  '//',
  'NaN',
  '{"a":1,"a":2}',
];

function drawBegin(choices: Choices, seen: readonly string[], urls: readonly string[]): unknown {
  const task = choices.once(10) ? drawValue(choices, 2) : tasks[choices.pick(tasks.length)];
  const isAdd = task === 'add' && !choices.once(4);
  const body: Record<string, unknown> = { task };
  if (isAdd) body['args'] = [1, choices.pick(4)];
  else if (choices.once(2)) body['args'] = list(choices, 2);
  if (!isAdd && choices.once(2))
    body['kwargs'] = members(choices, ['x', 'y', 'text', 'times', 'value', 'proto', marker]);
  if (choices.once(3))
    body['pollingUrl'] = choices.once(12) ? drawValue(choices, 1) : drawPollingUrl(choices, urls);
  if (choices.once(6))
    body['taskId'] = seen[choices.pick(seen.length + 1)] ?? drawValue(choices, 1);
  for (const flag of ['checkRunning', 'cacheResults', 'reuse']) {
    if (choices.once(4)) body[flag] = choices.once(10) ? drawValue(choices, 1) : choices.once(2);
  }
  if (choices.once(20)) body[marker] = drawValue(choices, 2);
  return choices.once(20) ? drawValue(choices, 3) : body;
}

const leaves = [
  null,
  true,
  0,
  -0.5,
  1e21,
  '',
  'fails',
  'é',
  '\ud800',
  marker,
  '\u0000',
  '__proto__',
  '💥'.repeat(40),
];

function drawValue(choices: Choices, depth: number): unknown {
  const kind = depth === 0 ? 0 : choices.pick(4);
  if (kind < 2) return leaves[choices.pick(leaves.length)];
  return kind === 2 ? list(choices, depth) : members(choices, ['a', 'b', '', 'proto', marker]);
}

function list(choices: Choices, depth: number): unknown[] {
  return Array.from({ length: choices.pick(4) }, () => drawValue(choices, depth - 1));
}

function members(choices: Choices, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    list(choices, 1).map((value) => [names[choices.pick(names.length)], value]),
  );
}

/** What is as deep, as long or as wide as a gateway lets through. */
function drawHuge(choices: Choices): string {
  const size = [1_000, 50_000, 199_000, 1_000_000, 4_000_000][choices.pick(5)] ?? 1000;
  const fill = [
    () => '['.repeat(size),
    () => `${'['.repeat(size / 2)}${']'.repeat(size / 2)}`,
    () => `${'{"a":'.repeat(size / 6)}1${'}'.repeat(size / 6)}`,
    () => `[${'1,'.repeat(size / 2)}1]`,
    () => `[${'{},'.repeat(size / 3)}1]`,
    () => JSON.stringify('é'.repeat(size / 2)),
    () => `{${Array.from({ length: size / 12 }, (_, i) => `"k${i}":0`).join(',')}}`,
    () => `"${'\\u0000'.repeat(size / 6)}"`,
    () => `${'9'.repeat(size)}`,
    () => ' '.repeat(size) + '1',
    () => `[${'"\\\\",'.repeat(size / 5)}""]`,
  ];
  const value = fill[choices.pick(fill.length)]?.() ?? '';
  const texts = [
    `{"task":"any","args":[${value}]}`,
    `{"task":"any","kwargs":{"value":${value}}}`,
    `{"task":"add","args":${value}}`,
    `{"task":"add","kwargs":${value}}`,
    `{"task":${value}}`,
    value,
  ];
  return texts[choices.pick(texts.length)] ?? '';
}
