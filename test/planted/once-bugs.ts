import type { Bug } from './bug.ts';

const file = 'core/begin.ts';
const once = 'core/begin-once.ts';

/** Of requests that are sent again with their Idempotency-Key. */
export const onceBugs: readonly Bug[] = [
  {
    name: 'same-request-begun-over-a-later-head',
    why: 'a request that is sent again resets its own run, which began between its look and its begin',
    file,
    find: `? names.head`,
    replace: `? await ports.store.read(headOf(key), 'strong')`,
  },
  {
    name: 'same-request-of-another-day-not-looked-for',
    why: 'a request that is sent before and after midnight begins two runs',
    file,
    find: `if (names !== undefined) return names.begun();`,
    replace: ``,
  },
  {
    name: 'same-request-named-before-its-look',
    why: 'a request whose first look goes over midnight does not know what was begun meanwhile for its own',
    file: once,
    find: `const nowMs = clock.now();
  const run`,
    replace: `const run`,
    and: [
      {
        file: once,
        find: `const nameAt = (ms`,
        replace: `const nowMs = clock.now();
  const nameAt = (ms`,
      },
    ],
    test: {
      file: 'test/core/begin-once.test.ts',
      title:
        'begins one run where a day ends while it looks, and another has replaced that by then',
    },
  },
  {
    name: 'same-request-by-clocks-a-second-apart',
    why: "a request that is sent around midnight begins two runs, where one's clock is behind",
    file: once,
    find: `clockSkewMs = 5_000`,
    replace: `clockSkewMs = 1_000`,
    test: {
      file: 'test/core/begin-once.test.ts',
      title: 'begins one run by clocks that are four seconds apart, though another has replaced it',
    },
  },
  {
    name: 'same-request-named-anew',
    why: 'a request whose clock is set back over midnight does not find what it has begun itself',
    file: once,
    find: `look(names.run)`,
    replace: `look()`,
    test: {
      file: 'test/core/begin-once.test.ts',
      title: 'begins one run where its clock is set back over midnight meanwhile',
    },
  },
  {
    name: 'same-request-forgotten-in-flight',
    why: 'a request that is sent again days later begins another run, though the first is in flight',
    file: once,
    find: `[...runs, nameAt(millis(head.createdAt))].some`,
    replace: `runs.some`,
    test: {
      file: 'test/core/begin-once.test.ts',
      title: 'leads to its run for as long as that is in flight at its URL, be it for days',
    },
  },
  {
    name: 'same-request-over-what-was-deleted',
    why: 'a request without a polling URL fails where the table deletes the expired head that it saw',
    file,
    find: `names?.head && outcome.record === undefined`,
    replace: `names?.head === null`,
  },
];
