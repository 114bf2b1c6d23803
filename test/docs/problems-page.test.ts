import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { answerTo, problemExamples } from './problem-examples.ts';
import { problemsPage, problemsText } from './problems-page.ts';

test('the page of problems is what the sources say: npm run api-docs writes it', async () => {
  expect(await readFile(problemsPage, 'utf8')).toBe(await problemsText());
});

test.each(Object.entries(problemExamples))('the example of %s is one', async (code, example) => {
  const { body } = await answerTo(example);

  expect(body.type).toBe(`https://madrona-async.example/problems/${code}`);
});
