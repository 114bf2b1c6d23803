import { describe, expect, test } from 'vitest';
import { cells, outcomeOf } from './cells.ts';
import { operations } from './operations.ts';
import { nameOf, pageOf, readPage, sentencesOn, titleOf } from './page.ts';
import { play } from './play.ts';

const page = readPage();
const said = sentencesOn(page);
const scenarios = operations.flatMap(({ scenarios }) => scenarios);
const named = cells.map((cell) => ({
  ...cell,
  title: titleOf(cell),
  name: nameOf(cell),
  says: said.get(nameOf(cell)),
}));

describe('what docs/faults.md says is what happens:', () => {
  test.each(named)('$title, $name: $says', async ({ says, ...cell }) => {
    expect(await outcomeOf(cell)).toBe(says);
  });
});

test('the page has a row for each cell, and is as `npm run faults` writes it', () => {
  expect([...said.keys()].sort()).toEqual(cells.map(nameOf).sort());
  expect(page).toBe(pageOf(said));
});

test.each(scenarios)('every call that is made where “$title” is in the table', async (scenario) => {
  const { calls } = await play(scenario);
  const listed = Object.entries({ ...scenario.besides, ...scenario.calls });

  const names = calls.map((call, at) =>
    listed.flatMap(([name, which]) => (which(call, calls.slice(0, at)) ? [name] : [])),
  );

  const tried = new Set(cells.map(({ call }) => call));
  expect(calls.filter((_, at) => names[at]?.length !== 1)).toEqual([]);
  expect(names.flat().filter((name) => !tried.has(name))).toEqual([]);
});

test('every call that a scenario lists is made there', async () => {
  for (const scenario of scenarios) {
    const { calls } = await play(scenario);
    const missing = Object.entries({ ...scenario.calls, ...scenario.besides }).filter(
      ([, which]) => !calls.some((call, at) => which(call, calls.slice(0, at))),
    );
    expect([scenario.title, missing.map(([name]) => name)]).toEqual([scenario.title, []]);
  }
});
