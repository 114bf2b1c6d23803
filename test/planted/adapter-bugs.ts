import type { Bug } from './bug.ts';

const guards = 'lambdas/adapters/guard-expression.ts';
const store = 'lambdas/adapters/dynamodb-run-store.ts';
const through = 'sdk';

/** Between the rules and the services: seen only where schedules go through the adapters and the SDK. */
export const adapterBugs: readonly Bug[] = [
  {
    name: 'condition-leaves-the-fence-out',
    why: 'a worker that has lost its run goes on writing to it',
    ...{ file: guards, through },
    find: `['#fence = :fence']`,
    replace: `[]`,
  },
  {
    name: 'condition-leaves-the-version-out',
    why: 'a record is written over that has changed since it was read',
    ...{ file: guards, through },
    find: `['#version = :version']`,
    replace: `[]`,
  },
  {
    name: 'condition-leaves-the-status-out',
    why: 'a run that has ended is claimed',
    ...{ file: guards, through },
    find: `[statusIn(guard.statuses)]`,
    replace: `[]`,
  },
  {
    name: 'condition-leaves-the-lease-out',
    why: 'a run is claimed that another holds',
    ...{ file: guards, through },
    find: `['#claimableAt <= :claimableBy']`,
    replace: `[]`,
  },
  {
    name: 'copy-of-any-age-is-put',
    why: 'where an item may be missing, of one that is there only the shape is looked at',
    ...{ file: guards, through },
    find: '`${absent} OR (${there})`',
    replace: '`${absent} OR #v = :v`',
  },
  {
    name: 'refusal-taken-for-a-write',
    why: 'the item that comes with a refusal is taken for what was written',
    ...{ file: store, through },
    find: `Promise<WriteOutcome> => ({
    applied: false,
    record: item === undefined ? await read(place, 'strong') : decodeRecord(item),
  });`,
    replace: `Promise<WriteOutcome> => {
    const record = item === undefined ? await read(place, 'strong') : decodeRecord(item);
    return record ? { applied: true, record } : { applied: false, record };
  };`,
  },
  {
    name: 'every-read-eventual',
    why: 'a strong read is asked for as an eventual one',
    ...{ file: store, through },
    find: `const ConsistentRead = consistency === 'strong';`,
    replace: `const ConsistentRead = false;`,
  },
  {
    name: 'fence-left-out-of-the-update',
    why: 'the fence does not grow with a claim',
    ...{ file: 'lambdas/adapters/update-expression.ts', through },
    find: `...(change.increment ?? [])`,
    replace: `...(change.increment ?? []).filter((name) => name !== 'fence')`,
  },
  {
    name: 'removals-left-out-of-the-update',
    why: 'what a change removes stays in the item, which grows above its limit',
    ...{ file: 'lambdas/adapters/update-expression.ts', through },
    find: `removes.length > 0`,
    replace: `removes.length < 0`,
  },
  {
    name: 'fault-of-a-send-swallowed',
    why: 'a begin goes on when the queue has refused its message',
    ...{ file: 'lambdas/adapters/sqs-run-queue.ts', through },
    find: `throw storeFault('queue', 'take a message', cause);`,
    replace: `void storeFault('queue', 'take a message', cause);`,
  },
];
