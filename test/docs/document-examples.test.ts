import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { createApiWorld } from '../api/api-world.ts';
import { documentExamples, examplesText } from './document-examples.ts';

test('the examples of the OpenAPI document are what is answered: npm run api-docs writes them', async () => {
  expect(await readFile(documentExamples, 'utf8')).toBe(await examplesText());
});

test('the OpenAPI document has an example of whatever the API answers in one shape', async () => {
  const { components } = (await createApiWorld().get('/openapi.json')).body;
  const answered = [...JSON.stringify(components.responses).matchAll(/\/schemas\/([\w.-]+)/g)];
  const names = new Set(answered.map(([, name = '']) => name));

  const without = [...names].filter((name) => components.schemas[name].examples === undefined);

  expect(without.sort()).toEqual(['FrontMessage', 'Problem']);
});
