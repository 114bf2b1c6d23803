import type { RunSurvey } from '../../core/ports.ts';
import { shapeVersion } from '../../core/record-item.ts';
import type { MemoryRunStore } from './memory-run-store.ts';

/** A look through a table in memory, an item a page. */
export function createMemoryRunSurvey(table: MemoryRunStore): RunSurvey {
  return {
    async *overdue(by) {
      for (const { v, key, run, status, claimableAt } of table.items()) {
        const isOpen = status === 'STARTED' || status === 'RETRY';
        const isOverdue = typeof claimableAt === 'string' && claimableAt <= by;
        yield v === shapeVersion && isOpen && isOverdue
          ? [{ key: String(key), run: String(run) }]
          : [];
      }
    },
  };
}
