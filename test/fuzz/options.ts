import { readOptions } from '../../bench/read-options.ts';
import { countOf } from '../simulator/options.ts';

/** What `npm run fuzz` was asked for. */
export interface Options {
  what: 'keys' | 'events';
  /** How many URLs and calls, or events, to try at least. */
  count: number;
  seed: number;
  /** The number of the first case. */
  from: number;
}

const known = {
  count: { type: 'string', default: '100000' },
  seed: { type: 'string', default: '1' },
  from: { type: 'string', default: '0' },
} as const;

export function optionsOf(args: readonly string[]): Options {
  const { values, positionals } = readOptions({
    args: [...args],
    options: known,
    allowPositionals: true,
  });
  return {
    what: whatOf(positionals),
    count: countOf('count', values.count, 1),
    seed: countOf('seed', values.seed, 0),
    from: countOf('from', values.from, 0),
  };
}

function whatOf(positionals: readonly string[]): Options['what'] {
  const [what, ...more] = positionals;
  if ((what === 'keys' || what === 'events') && more.length === 0) return what;
  throw new RangeError(
    `What to fuzz is ${JSON.stringify(positionals.join(' '))}; keys and events are allowed`,
  );
}
