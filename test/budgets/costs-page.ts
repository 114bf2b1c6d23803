import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const page = join(import.meta.dirname, '../../docs/costs.md');
const [start, end] = ['<!-- budgets: by npm run budgets -->\n\n', '\n\n<!-- end of budgets -->'];

/** The table of budgets as the page has it. */
export function readTable(): string {
  return parts().table;
}

export function writeTable(table: string): void {
  const { before, after } = parts();
  writeFileSync(page, `${before}${table}${after}`);
}

function parts(): { before: string; table: string; after: string } {
  const text = readFileSync(page, 'utf8');
  const from = text.indexOf(start) + start.length;
  const to = text.indexOf(end);
  if (from < start.length || to < from) throw new Error('The page has no place for the budgets');
  return { before: text.slice(0, from), table: text.slice(from, to), after: text.slice(to) };
}
