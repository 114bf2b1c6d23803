import { readOptions } from '../../bench/read-options.ts';
import { countOf } from '../simulator/options.ts';
import type { Bug } from './bug.ts';
import type { Search } from './look-for.ts';

/** What `npm run planted` was asked for. */
export interface Options {
  chosen: readonly Bug[];
  search: Search;
  /** Whether the page is written. */
  write: boolean;
}

const known = {
  schedules: { type: 'string', default: '100000' },
  seed: { type: 'string', default: '1' },
  jobs: { type: 'string', default: '2' },
  write: { type: 'boolean', default: false },
} as const;

/** Names of bugs choose these; without any, all are looked for. */
export function optionsOf(args: readonly string[], bugs: readonly Bug[]): Options {
  const { values, positionals } = readOptions({
    args: [...args],
    options: known,
    allowPositionals: true,
  });
  const { schedules, seed, jobs, write } = values;
  return {
    chosen: positionals.length === 0 ? bugs : positionals.map((name) => named(name, bugs)),
    search: {
      schedules: countOf('schedules', schedules, 1),
      seed: countOf('seed', seed, 0),
      jobs: countOf('jobs', jobs, 1),
    },
    write,
  };
}

function named(name: string, bugs: readonly Bug[]): Bug {
  const bug = bugs.find((each) => each.name === name);
  if (bug !== undefined) return bug;
  throw new RangeError(
    `No planted bug is named ${JSON.stringify(name)}; they are ${bugs.map((each) => each.name).join(', ')}`,
  );
}
