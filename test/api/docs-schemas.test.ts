import * as z from 'zod';
import { expect, it } from 'vitest';
import { commandsOn, pageOfTask } from './page-of-task.ts';

/** What the page's command gives for an argument of that schema, in a body. */
async function sampleOf(schema: z.ZodType): Promise<unknown> {
  const commands = commandsOn(await pageOfTask('', schema));
  const [body = ''] = commands.flatMap((command) => / -d '(.*)' '/.exec(command)?.[1] ?? []);
  return JSON.parse(body).kwargs.text;
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
