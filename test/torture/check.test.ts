import { expect, test } from 'vitest';
import { check, type Evidence } from './check.ts';
import type { After, Write } from './history.ts';

const [key, run] = ['key', 'run'];
const taskId = `${key}.${run}`;
const result = JSON.stringify({ attempt: 1, mark: 'mark-1' });

function wrote(kind: Write['kind'], at: number, after: Partial<After>, held: number | null = null) {
  const whole = { status: 'STARTED', version: 1, fence: 1, attempt: 1, ...after };
  const write: Write = { key, run, at, verdict: 'applied', kind, held, after: whole };
  return write;
}

const begun = wrote('begin', 0, { status: 'PENDING', fence: 0, attempt: 0 });
const claimed = wrote('claim', 100, { version: 2 });
const settled = wrote('end', 200, { status: 'SUCCESS', version: 3 }, 1);

/** One run as it is to be; what is given differs. */
function evidence(change: {
  writes?: Write[];
  receives?: number[];
  row?: Partial<After & { result: string }>;
  rows?: 'none';
  executions?: number;
}): Evidence {
  const { writes = [begun, claimed, settled], receives = [50], executions = 1 } = change;
  const last = writes.at(-1)?.after ?? claimed.after;
  const row = { taskId, result, ...(last ?? { status: '', version: 0, fence: 0, attempt: 0 }) };
  const effect = { taskId, attempt: 1, mark: 'mark-1', n: 1, pid: 1, at: 150 };
  return {
    answers: [{ n: 1, taskId, at: 10 }],
    effects: [
      ...Array.from({ length: executions }, () => ({ ...effect, effect: 'begun' as const })),
      { ...effect, effect: 'done' as const },
    ],
    runs: [{ key, run, writes, receives, latest: last ?? undefined, zombies: [] }],
    rows: new Map(change.rows === 'none' ? [] : [[taskId, { ...row, ...change.row }]]),
    mostAttempts: 2,
    visibilityMs: 45_000,
  };
}

const rulesBroken = (change: Parameters<typeof evidence>[0]) =>
  check(evidence(change)).violations.map(({ rule }) => rule);

test('a run that is begun, claimed and settled breaks no rule', () => {
  expect(rulesBroken({})).toEqual([]);
});

const again = wrote('end', 300, { status: 'FAILURE', version: 4 }, 1);
const taken = (at: number) => wrote('claim', at, { version: 3, fence: 2, attempt: 2 });
const late = wrote('end', 50_000, { status: 'FAILURE', version: 4, fence: 2, attempt: 2 }, 2);

test.each<[string, Parameters<typeof evidence>[0], string]>([
  ['an accepted run that the table has not', { rows: 'none' }, 'lost'],
  ['a run that is still at work', { writes: [begun, claimed] }, 'lost'],
  ['a second end', { writes: [begun, claimed, settled, again] }, 'second terminal write'],
  [
    'a claim after the end',
    { writes: [begun, claimed, settled, wrote('claim', 300, { version: 4, fence: 2 })] },
    'undone',
  ],
  [
    'a write under a fence that was taken over',
    {
      writes: [
        begun,
        claimed,
        taken(31_000),
        wrote('end', 32_000, { status: 'SUCCESS', version: 4, fence: 2, attempt: 2 }, 1),
      ],
    },
    'zombie',
  ],
  [
    'a run that is taken up too late',
    { writes: [begun, claimed, taken(41_000), late] },
    'recovery',
  ],
  ['a write that was not recorded', { writes: [begun, settled] }, 'recording'],
  ['an attempt that is executed twice', { executions: 2 }, 'executed twice'],
  ['more attempts than the policy has', { row: { attempt: 3 } }, 'attempts'],
  ['a result of somebody else', { row: { result: '{"mark":"mark-2"}' } }, 'result'],
  [
    'a run that is replaced in flight',
    { writes: [begun, claimed, wrote('copy', 150, { version: 2 }), settled] },
    'two in flight',
  ],
])('%s is found out', (_, change, rule) => {
  expect(rulesBroken(change)).toContain(rule);
});

/** Its first worker dies with its claim of 100 ms; two more are handed the message. */
const hitOnce = (at: number) => ({
  writes: [begun, claimed, taken(at), { ...late, at: at + 100 }],
  receives: [50, 31_000, at - 100],
});
/** Its first worker dies before its claim. */
const hitFirst = (at: number) => ({
  writes: [begun, { ...claimed, at }, { ...settled, at: at + 100 }],
  receives: [50, at - 100],
});

test('a run whose next worker was hit too, before its claim, may take the visibility of its queue longer', () => {
  const { violations, recoveries } = check(evidence(hitOnce(85_100)));

  expect(violations).toEqual([]);
  expect(recoveries).toEqual([{ taskId, from: 'claimed', ms: 85_000, hits: 1 }]);
  expect(rulesBroken(hitOnce(85_101))).toEqual(['recovery']);
});

test('a run whose first worker was hit before its claim may take the visibility of its queue', () => {
  const { violations, recoveries } = check(evidence(hitFirst(55_050)));

  expect(violations).toEqual([]);
  expect(recoveries).toEqual([{ taskId, from: 'waiting', ms: 55_000, hits: 1 }]);
  expect(rulesBroken(hitFirst(55_051))).toEqual(['recovery']);
});

test('a message that waits for its turn, or is given back by who may not claim yet, is no hit', () => {
  const refused = { ...wrote('claim', 20_010, {}), verdict: 'refused' as const, after: null };
  const writes = [begun, claimed, refused, taken(31_000), late];

  const { recoveries } = check(evidence({ writes, receives: [50, 20_000, 30_900] }));

  expect(recoveries).toEqual([{ taskId, from: 'claimed', ms: 30_900, hits: 0 }]);
});

test('a worker that is hit after its claim was refused, and before it could hide the message, is a hit', () => {
  const refused = { ...wrote('claim', 29_010, {}), verdict: 'refused' as const, after: null };
  const writes = [begun, claimed, refused, taken(59_300), { ...late, at: 60_000 }];

  const { violations, recoveries } = check(evidence({ writes, receives: [50, 29_000, 59_200] }));

  expect(violations).toEqual([]);
  expect(recoveries).toEqual([{ taskId, from: 'claimed', ms: 59_200, hits: 1 }]);
});
