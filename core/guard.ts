import type { RunRecord, Status, Instant } from './run.ts';

/**
 * The condition of a conditional write, as data: every part that is given must hold. The adapters
 * turn it into their store's own language, and one suite holds all of them to `guardHolds`.
 */
export interface Guard {
  /** `required`: there is no item. `allowed`: there is none, or the other parts hold. */
  absent?: 'required' | 'allowed';
  run?: string;
  version?: number;
  versionBelow?: number;
  fence?: number;
  statuses?: readonly Status[];
  /** `claimableAt` is at this time or before. */
  claimableBy?: Instant;
  attemptBelow?: number;
  /** `createdAt` is later than this. */
  createdAfter?: Instant;
}

/** What a conditional write changes. Null removes a field; `version` grows with every write by itself. */
export interface Change {
  set?: Partial<Omit<RunRecord, 'key' | 'run' | 'version' | 'fence' | 'attempt'>>;
  /** Fields that grow by one. */
  increment?: readonly ('fence' | 'attempt')[];
}

/** Whether a write would be done: what the store checks, for who has the record at hand. */
export function guardHolds(guard: Guard, record: RunRecord | undefined): boolean {
  if (record === undefined) return guard.absent !== undefined;
  if (guard.absent === 'required') return false;
  return (
    (guard.run === undefined || record.run === guard.run) &&
    (guard.version === undefined || record.version === guard.version) &&
    (guard.versionBelow === undefined || record.version < guard.versionBelow) &&
    (guard.fence === undefined || record.fence === guard.fence) &&
    (guard.statuses === undefined || guard.statuses.includes(record.status)) &&
    (guard.claimableBy === undefined ||
      (record.claimableAt !== null && record.claimableAt <= guard.claimableBy)) &&
    (guard.attemptBelow === undefined || record.attempt < guard.attemptBelow) &&
    (guard.createdAfter === undefined || record.createdAt > guard.createdAfter)
  );
}

/** The record as a write leaves it: changed, and its version grown. */
export function applyChange(record: RunRecord, change: Change): RunRecord {
  const grown = change.increment ?? [];
  return {
    ...record,
    ...change.set,
    version: record.version + 1,
    fence: record.fence + (grown.includes('fence') ? 1 : 0),
    attempt: record.attempt + (grown.includes('attempt') ? 1 : 0),
  };
}
