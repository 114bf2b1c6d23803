import { expect, test } from 'vitest';
import { parseBeginRequest } from '../../core/begin-request.ts';
import { jsonExtent } from '../../core/json-extent.ts';
import { createRegistry } from '../../core/registry.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

test.each([
  ['', 0, 0],
  ['1', 0, 1],
  [' [ 1 , 2 ]\n', 1, 5],
  ['{"a":[{}]}', 3, 8],
  ['[[],[[]]]', 3, 9],
  ['"[[[{{{"', 0, 1],
  ['"a\\"[[[" []', 1, 3],
  ['["\\\\",[]]', 2, 6],
  ['[[[', 3, 3],
  [']]]', 0, 3],
  ['["é[', 1, 2],
])('%s goes %i levels deep, with %i bytes of structure', (text, levels, structureBytes) => {
  expect(jsonExtent(bytes(text))).toEqual({ levels, structureBytes });
});

test.each([
  ['malformed', /^The body has 100002 levels; at most 100000 are read$/, '['.repeat(100_000)],
  [
    'too-large',
    /bytes besides its texts; at most 221184 are allowed$/,
    `[${'{},'.repeat(99_999)}{}]`,
  ],
])('a body that is overgrown is refused as %s before it is parsed', (code, message, value) => {
  const body = bytes(`{"task":"any","args":[${value}]}`);

  expect(() => parseBeginRequest(body, createRegistry({}))).toThrow(
    expect.objectContaining({ code, message: expect.stringMatching(message) }),
  );
});
