import { readOptions } from '../../bench/read-options.ts';
import { countOf } from '../simulator/options.ts';
import { worlds } from './worlds.ts';

/** What `npm run small-world` was asked for; undefined: every world, and all of its states. */
export interface Options {
  world: string | undefined;
  states: number | undefined;
}

export function optionsOf(args: readonly string[]): Options {
  const { values } = readOptions({
    args: [...args],
    options: { world: { type: 'string' }, states: { type: 'string' } },
  });
  const { world, states } = values;
  const names = worlds.map(({ name }) => name);
  if (world !== undefined && !names.includes(world)) {
    throw new RangeError(`--world is ${world}; known are ${names.join(', ')}`);
  }
  return { world, states: states === undefined ? undefined : countOf('states', states, 1) };
}
