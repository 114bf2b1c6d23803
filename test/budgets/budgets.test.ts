import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { budgets, measure } from './budgets.ts';
import { cost, type Cost } from './cost.ts';
import { readTable } from './costs-page.ts';
import { startServices, type Services } from './services.ts';
import { costTable } from './table.ts';

let services: Services;
const measured = new Map<string, Promise<Cost>>();

beforeAll(async () => {
  services = await startServices();
  for (const budget of budgets) measured.set(budget.operation, measure(budget, services));
  await Promise.allSettled(measured.values());
});

afterAll(() => services.close());

describe('its calls and units are those of its budget:', () => {
  test.each(budgets)('$operation', async ({ operation, costs }) => {
    expect(await measured.get(operation)).toEqual(cost(costs));
  });
});

test('the page on costs has the table that was measured', async () => {
  const rows = await Promise.all(
    [...measured].map(async ([operation, spent]) => ({ operation, cost: await spent })),
  );

  expect(readTable(), 'npm run budgets -- --write brings it up to date').toBe(costTable(rows));
});
