import { markdownTable } from '../../bench/markdown-table.ts';
import type { Cost } from './cost.ts';

export interface Row {
  operation: string;
  cost: Cost;
}

/** The rows as a table in Markdown. */
export function costTable(rows: readonly Row[]): string {
  return markdownTable([
    ['operation', 'reads (units)', 'writes (units)', 'queue'],
    ...rows.map(({ operation, cost }) => [operation, readsOf(cost), writesOf(cost), queueOf(cost)]),
  ]);
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
