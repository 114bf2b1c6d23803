import { budgets, measure } from './budgets.ts';
import { writeTable } from './costs-page.ts';
import { startServices } from './services.ts';
import { costTable } from './table.ts';

const services = await startServices();
const rows = [];
for (const budget of budgets) {
  rows.push({ operation: budget.operation, cost: await measure(budget, services) });
}
await services.close();

const table = costTable(rows);
console.log(table);
if (process.argv.includes('--write')) writeTable(table);
