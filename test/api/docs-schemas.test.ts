import * as z from 'zod';
import { expect, it } from 'vitest';
import { defineTask } from '../../core/task.ts';
import { createApiWorld } from './api-world.ts';
import { commandsOn, pageOfTask } from './page-of-task.ts';
import type { Asking } from './rest-event.ts';

/** What the page's command gives for an argument of that schema, in a body. */
async function sampleOf(schema: z.ZodType): Promise<unknown> {
  const commands = commandsOn(await pageOfTask('', schema));
  const [body = ''] = commands.flatMap((command) => / -d '(.*)' '/.exec(command)?.[1] ?? []);
  return JSON.parse(body).kwargs.text;
}

/** What curl would send. */
function requestOf(command: string): [method: string, target: string, asking: Asking] {
  const [, target = ''] = /'ORIGIN\/prod([^']*)'$/.exec(command) ?? [];
  const [, data] = / -d '([^']*)'/.exec(command) ?? [];
  const [, name, value = ''] = / --data-urlencode '(\w+)=([^']*)'/.exec(command) ?? [];
  if (data !== undefined) return ['POST', target, { body: JSON.parse(data) }];
  return [
    'GET',
    name === undefined ? target : `${target}?${name}=${encodeURIComponent(value)}`,
    {},
  ];
}

const node: z.ZodType = z.object({ v: z.number(), next: z.lazy(() => node.nullable()) });
const tree: z.ZodType = z.object({
  left: z.lazy(() => node),
  right: z.lazy(() => tree.optional()),
});
const sum: z.ZodType = z.union([z.object({ left: z.lazy(() => sum) }), z.number()]);
const list: z.ZodType = z.object({ items: z.array(z.lazy(() => list)) });
const point = z.object({ x: z.number() }).meta({ id: 'a/b~1' });
const monitor = z.int().min(3).meta({ id: 'Monitor' });

it.each([
  ['that holds itself', node, { v: 1, next: null }],
  ['that holds another that holds itself', tree, { left: { v: 1, next: null } }],
  ['that is one of itself and another', sum, 1],
  ['of a list of itself', list, { items: [] }],
  ['that is used twice', z.object({ from: point, to: point }), { from: { x: 1 }, to: { x: 1 } }],
  ['with the name of a shape of answers', monitor, 3],
  ['of a number above another', z.number().gt(1), 2],
  ['of a number between two', z.number().gt(1.5).lt(1.75), 1.625],
  ['of a number below another', z.number().lt(-1.5), -2.5],
  ['of a multiple', z.number().multipleOf(4), 4],
  ['of a multiple above another', z.int().gt(4).multipleOf(4), 8],
  ['of a multiple below another', z.int().lt(-8).multipleOf(4), -12],
  ['of a multiple that is no sum of halves', z.number().min(0.25).max(0.35).multipleOf(0.1), 0.3],
  ['of all integers', z.int(), 1],
  ['of a tuple', z.tuple([z.number().min(2), z.string(), z.boolean().optional()]), [2, 'TEXT']],
  ['of a tuple that goes on', z.tuple([z.number()], z.string()), [1]],
  ['of a list that is never empty', z.array(z.number()).min(2), [1, 1]],
])('a command of the page gives what a schema %s takes', async (_, schema, sample) => {
  expect(await sampleOf(schema)).toEqual(sample);
  expect(schema.parse(sample)).toEqual(sample);
});

const key = z.enum(['a', 'b']);
const named = z.object({ x: z.number() }).meta({ id: 'Base' });
const text = z.object({ b: z.string() });
const shape = z.union([text, z.object({ c: z.literal('c') }).meta({ id: 'C' })]);
const chain: z.ZodType = z.intersection(named, z.object({ next: z.lazy(() => chain.nullable()) }));
/** Records and intersections. */
const composed = {
  keys: z.record(key, z.number()),
  keysByReference: z.record(key.meta({ id: 'Key' }), z.array(key).min(1)),
  someKeys: z.partialRecord(key, z.number()),
  anyKeys: z.record(z.string(), z.number()),
  keysOfObjects: z.record(z.enum(['constructor']), z.intersection(named, text)),
  parts: z.intersection(z.object({ x: z.number() }), text),
  partsByReference: z.intersection(named, text),
  partOfPart: z.intersection(named, z.object({ inner: named })),
  shapes: z.intersection(named, shape),
  shapesThatFit: z.intersection(shape, z.object({ c: z.string() }).or(z.object({ b: z.number() }))),
  chain,
  records: z.intersection(z.record(z.enum(['a']), z.number()), z.record(z.enum(['b']), text)),
  catchall: z.intersection(named, z.object({ a: z.string() }).catchall(z.number().min(2))),
  bounds: z.intersection(z.number().min(3), z.int().max(9)),
  multiples: z.number().multipleOf(4).multipleOf(6).gt(12),
  values: z.intersection(z.enum(['a', 'b']), z.enum(['b', 'c'])),
  kinds: z.intersection(z.union([z.string(), z.number()]), z.union([z.number(), z.boolean()])),
  lists: z.intersection(z.array(z.number()).min(1), z.array(z.int().min(4))),
  tuples: z.intersection(z.tuple([z.number(), z.int()]), z.array(z.number().min(4))),
  examples: z.intersection(named.meta({ examples: [{ x: 5 }] }), text),
  neither: z.union([z.intersection(named, z.object({ x: z.string() })), z.boolean()]),
};

it('each command that begins a task by records and intersections begins it', async () => {
  const tasks = Object.entries(composed).map(([name, schema]) => {
    const task = defineTask({
      name: `of-${name.toLowerCase()}`,
      params: { [name]: schema },
      url: true,
      run: () => 0,
    });
    return [name, task] as const;
  });
  const world = createApiWorld({ tasks: Object.fromEntries(tasks) });

  const answers = [];
  for (const command of commandsOn((await world.get('/docs')).text)) {
    const [, name] = /(?:\/run\/|"task":")(of-\w+)/.exec(command) ?? [];
    if (name === undefined) continue;
    answers.push([command, (await world.ask(...requestOf(command))).status]);
  }

  expect(answers).toHaveLength(3 * tasks.length);
  expect(answers.filter(([, status]) => status !== 202)).toEqual([]);
});

it('a schema that has no value has a page all the same', async () => {
  const endless: z.ZodType = z.object({ next: z.lazy(() => endless) });
  const itself: z.ZodType = z.lazy(() => itself);

  expect(await sampleOf(endless)).toBeNull();
  expect(await sampleOf(z.object({ itself }))).toBeNull();
});

it('the type of an argument is its own, also by the name of a shape of answers', async () => {
  const html = await pageOfTask('', z.object({ a: monitor }));

  expect(html).toContain('<td>{ <code>a</code>: integer, ≥ <code>3</code> }, as JSON text</td>');
});

it('the type of an argument is told where its schema is another by reference', async () => {
  const html = await pageOfTask('', z.string().meta({ id: 'Shared' }).default('a'));

  expect(html).toContain('<td>string, default <code>&quot;a&quot;</code></td>');
});

it.each([
  [
    'of several parts',
    composed.partsByReference,
    '{ <code>x</code>: number, <code>b</code>: string }',
  ],
  ['whose keys are given', composed.keys, '{ <code>a</code>: number, <code>b</code>: number }'],
  ['of any keys', composed.anyKeys, 'object of number'],
])('the type of an argument is told where its schema is one %s', async (_, schema, type) => {
  expect(await pageOfTask('', schema)).toContain(`<td>${type}, as JSON text</td>`);
});
