import { readOptions } from '../../bench/read-options.ts';
import type { Through } from './play.ts';

/** What `npm run simulate` was asked for. */
export interface Options {
  schedules: number;
  seed: number;
  from: number;
  jobs: number;
  json: boolean;
  through: Through;
}

const known = {
  schedules: { type: 'string', default: '20000' },
  seed: { type: 'string', default: '1' },
  from: { type: 'string', default: '0' },
  jobs: { type: 'string', default: '2' },
  json: { type: 'boolean', default: false },
  through: { type: 'string', default: 'ports' },
} as const;

export function optionsOf(args: readonly string[]): Options {
  const { values } = readOptions({ args: [...args], options: known });
  return {
    schedules: countOf('schedules', values.schedules, 1),
    seed: countOf('seed', values.seed, 0),
    from: countOf('from', values.from, 0),
    jobs: countOf('jobs', values.jobs, 1),
    json: values.json,
    through: throughOf(values.through),
  };
}

/** A whole number as it was written on the command line. Throws a `RangeError` that says what is allowed. */
export function countOf(name: string, text: string, least: number): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw new RangeError(
    `--${name} is ${JSON.stringify(text)}; a whole number from ${least} is allowed`,
  );
}

function throughOf(text: string): Through {
  if (text === 'ports' || text === 'sdk') return text;
  throw new RangeError(`--through is ${JSON.stringify(text)}; ports and sdk are allowed`);
}
