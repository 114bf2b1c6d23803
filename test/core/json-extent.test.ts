import { expect, test } from 'vitest';
import { parseBeginRequest } from '../../core/begin-request.ts';
import { jsonExtent } from '../../core/json-extent.ts';
import { createRegistry } from '../../core/registry.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

test.each([
  ['', 0, 0],
  ['1', 0, 1],
  [' [ 1 , 2 ]\n', 1, 5],
  ['{"a":[{}]}', 3, 10],
  ['[[],[[]]]', 3, 9],
  ['"[[[{{{"', 0, 8],
  ['"a b"', 0, 5],
  ['"a\\"[[[" []', 1, 9],
  ['["\\\\",[]]', 2, 8],
  [String.raw`"\u0041\n\ud83d\ude00" 1`, 0, 7],
  [String.raw`"\u00`, 0, 2],
  ['[[[', 3, 3],
  [']]]', 0, 3],
  ['["é[', 1, 5],
])('%s goes %i levels deep, and takes %i bytes at least', (text, levels, leastBytes) => {
  expect(jsonExtent(bytes(text))).toEqual({ levels, leastBytes });
});

const atMost =
  /^The body has at least \d+ bytes of JSON; at most 221184 are allowed, 204800 for arguments$/;

test.each([
  ['malformed', /^The body has 100002 levels; at most 100000 are read$/, '['.repeat(100_000)],
  ['too-large', atMost, `[${'{},'.repeat(99_999)}{}]`],
  ['too-large', atMost, `{${'"name":0,'.repeat(99_999)}"name":0}`],
  ['too-large', atMost, `"${'a'.repeat(300_000)}"`],
])('a body that is overgrown is refused as %s before it is parsed', (code, message, value) => {
  const body = bytes(`{"task":"any","args":[${value}]}`);

  expect(() => parseBeginRequest(body, createRegistry({}))).toThrow(
    expect.objectContaining({ code, message: expect.stringMatching(message) }),
  );
});
