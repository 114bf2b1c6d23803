import * as z from 'zod';
import { createRegistry } from '../../../core/registry.ts';
import { defineTask } from '../../../core/task.ts';
import { jsonOf, plain, type Argument } from './arguments.ts';

/** A task's signature as the fuzzer knows it, beside what `defineTask` makes of the same. */
export interface Signature {
  name: string;
  parameters: readonly { name: string; kind: Kind; without: Without }[];
}

export type Kind = 'string' | 'number' | 'integer' | 'boolean' | 'json';

/** What an argument that is not given is: refused, left out, or this. */
export type Without = 'refused' | 'left out' | Argument;

const run = () => null;

export const registry = createRegistry({
  add: defineTask({ name: 'add', params: { x: z.number(), y: z.number() }, url: true, run }),
  adds: defineTask({ name: 'adds', params: { x: z.number(), y: z.number() }, url: true, run }),
  text: defineTask({
    name: 'text',
    params: { text: z.string(), times: z.int().default(1), loud: z.boolean().default(false) },
    url: true,
    run,
  }),
  holes: defineTask({
    name: 'holes',
    params: { a: z.string().optional(), b: z.string().optional(), c: z.string().default('') },
    url: true,
    run,
  }),
  json: defineTask({
    name: 'json',
    params: { constructor: z.json(), toString: z.json().default([{ a: 1 }, 'b']) },
    url: true,
    run,
  }),
  none: defineTask({ name: 'none', params: {}, url: true, run }),
});

const twoNumbers = ['x', 'y'].map((name) => {
  return { name, kind: 'number', without: 'refused' } as const;
});

export const signatures: readonly [Signature, ...Signature[]] = [
  { name: 'add', parameters: twoNumbers },
  { name: 'adds', parameters: twoNumbers },
  {
    name: 'text',
    parameters: [
      { name: 'text', kind: 'string', without: 'refused' },
      { name: 'times', kind: 'integer', without: plain('1', 1) },
      { name: 'loud', kind: 'boolean', without: plain('false', false) },
    ],
  },
  {
    name: 'holes',
    parameters: [
      { name: 'a', kind: 'string', without: 'left out' },
      { name: 'b', kind: 'string', without: 'left out' },
      { name: 'c', kind: 'string', without: plain('', '') },
    ],
  },
  {
    name: 'json',
    parameters: [
      { name: 'constructor', kind: 'json', without: 'refused' },
      { name: 'toString', kind: 'json', without: jsonOf([{ a: 1 }, 'b']) },
    ],
  },
  { name: 'none', parameters: [] },
];
