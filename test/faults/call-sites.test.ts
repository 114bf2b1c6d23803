import { describe, expect, test } from 'vitest';
import { callSites, cameBy, sitesIn } from './call-sites.ts';
import { operations } from './operations.ts';
import { play } from './play.ts';

const scenarios = operations.flatMap(({ scenarios }) => scenarios);

/** Places at which nothing is begun, claimed, kept, settled or ended, and why they have no cell. */
const besides: Record<string, string> = {
  'status.ts runById': 'a status page: asking again is all that a fault costs',
  'status.ts runByUrl': 'a status page: asking again is all that a fault costs',
  'status.ts storedResult': 'a result is read: asking again is all that a fault costs',
  'wait.ts lookAt': 'a look while waiting: one that fails is passed over',
  'stuck.ts lookAt': 'looks at one run and writes nothing: the next hour looks again',
  'stuck.ts tellStuckRuns': 'looks through the table and writes nothing: the next hour looks again',
};

/** By which places the calls came that are tried, by their scenarios' titles. */
const tried = new Map<string, readonly string[]>();
for (const scenario of scenarios) {
  const { calls, ways } = await play(scenario);
  const came = ways();
  const places = Object.values(scenario.calls).flatMap(
    (which) => came[calls.findIndex((call, at) => which(call, calls.slice(0, at)))] ?? [],
  );
  tried.set(scenario.title, [...(tried.get(scenario.title) ?? []), ...places]);
}

/** The places without a cell, were there no such scenario. */
function withoutCell(leftOut?: string): string[] {
  const reached = new Set([...tried].flatMap(([title, at]) => (title === leftOut ? [] : at)));
  return callSites().flatMap(({ at, within }) => (reached.has(at) ? [] : within));
}

test('every place in core/ that calls AWS has a cell, or a reason to have none', () => {
  expect([...new Set(withoutCell())].sort()).toEqual(Object.keys(besides).sort());
});

describe('a place that no cell reaches is named:', () => {
  test.each([
    ['A worker holds the run', 'end-message.ts endMessage'],
    ['The URL stands for a run with other arguments, in flight', 'begin.ts beginOver'],
    ['A stale result is the answer while another run is at work', 'status.ts runOfGood'],
    ['The run is replaced while it is at work', 'find.ts updateRun'],
  ])('without “%s” it is %s', (title, within) => {
    expect(withoutCell(title).filter((one) => !(one in besides))).toEqual([within]);
  });
});

test('a place is found however its call is broken into lines, and not where a function is written', () => {
  const source = [
    'export async function locateRun(store: RunStore) {',
    '  // A message that its function may have sent.',
    '  return ports.store',
    '    .read(place);',
    '}',
    'function begin() {',
    '  return writeBegin(',
    '    store,',
    '  );',
    '}',
  ].join('\n');

  expect(sitesIn('find.ts', source)).toEqual([
    { at: 'find.ts:4', within: 'find.ts locateRun' },
    { at: 'find.ts:7', within: 'find.ts begin' },
  ]);
});

test('the places that a call came by are those in core/, the innermost first', () => {
  const stack = [
    'Error',
    '    at Object.read (/app/test/fakes/routed-run-store.ts:14:5)',
    '    at locateRun (file:///app/core/find.ts:49:28)',
    '    at async cancelRun (/app/core/cancel.ts:30:31)',
  ].join('\n');

  expect(cameBy(stack)).toEqual(['find.ts:49', 'cancel.ts:30']);
});
