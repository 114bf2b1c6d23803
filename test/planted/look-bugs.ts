import type { Bug } from './bug.ts';

/** What who only looks is told: of a run that he follows, of what is stuck. */
export const lookBugs: readonly Bug[] = [
  {
    name: 'lost-run-is-no-news',
    why: 'who follows the events of a run that becomes lost is never told its end',
    file: 'core/seen.ts',
    find: `version: record.version + 1,`,
    replace: `version: record.version,`,
    test: {
      file: 'test/api/run-events.test.ts',
      title: 'who follows a run that becomes lost is told its end, once',
    },
  },
  {
    name: 'events-by-an-older-look',
    why: 'a lagging read has who follows a run told again what he has been told',
    file: 'core/status.ts',
    find: `quick.version >= seenVersion`,
    replace: `quick.version >= Math.min(0, seenVersion)`,
    test: {
      file: 'test/api/run-events.test.ts',
      title: 'what has ended is not told again where a read lags',
    },
  },
  {
    name: 'look-for-stuck-runs-ends-at-a-foreign-head',
    why: 'while one head of a newer version is there, no run is told to be stuck, nor is any number',
    file: 'core/stuck.ts',
    find: `if (!(error instanceof UnknownShape)) throw error;`,
    replace: `if (error instanceof Error) throw error;`,
    test: {
      file: 'test/core/stuck.test.ts',
      title: 'is told, and is not counted, and others are told all the same',
    },
  },
];
