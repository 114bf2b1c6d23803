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
