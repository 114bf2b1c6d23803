import type { Cost } from './cost.ts';

export interface Row {
  operation: string;
  cost: Cost;
}

/** The rows as a table in Markdown, padded as Prettier does. */
export function costTable(rows: readonly Row[]): string {
  const cells = [
    ['operation', 'reads (units)', 'writes (units)', 'queue'],
    ...rows.map(({ operation, cost }) => [operation, readsOf(cost), writesOf(cost), queueOf(cost)]),
  ];
  const widths = [0, 1, 2, 3].map((column) =>
    Math.max(...cells.map((line) => (line[column] ?? '').length)),
  );
  const padded = cells.map((line) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)));
  const rule = widths.map((width) => '-'.repeat(width));
  const [head = [], ...body] = padded;
  return [head, rule, ...body].map((line) => `| ${line.join(' | ')} |`).join('\n');
}

function readsOf({ eventualReads, strongReads, readUnits }: Cost): string {
  const calls = listed([
    [eventualReads, 'eventual'],
    [strongReads, 'strong'],
  ]);
  return calls === '' ? '–' : `${calls} (${readUnits})`;
}

function writesOf({ writes, refusedWrites, writeUnits }: Cost): string {
  const calls = listed([
    [writes, ''],
    [refusedWrites, 'refused'],
  ]);
  return calls === '' ? '–' : `${calls} (${writeUnits})`;
}

function queueOf({ sends, receives, visibilityChanges, deletes }: Cost): string {
  const calls = listed([
    [sends, 'send'],
    [receives, 'receive'],
    [visibilityChanges, 'visibility'],
    [deletes, 'delete'],
  ]);
  return calls === '' ? '–' : calls;
}

function listed(counts: readonly [number, string][]): string {
  return counts
    .filter(([count]) => count > 0)
    .map(([count, what]) => `${count} ${what}`.trim())
    .join(', ');
}
