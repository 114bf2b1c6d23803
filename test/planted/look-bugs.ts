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
];
