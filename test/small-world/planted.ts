import { join } from 'node:path';
import { circumstances } from '../../bench/circumstances.ts';
import { bugs } from '../planted/bugs.ts';
import { withPlanted } from '../planted/plant.ts';
import { loadRules } from './rules.ts';
import { search } from './search.ts';
import { createWorld } from './world.ts';
import { planted } from './worlds.ts';

// Which of the planted bugs the small worlds show, and by how few steps:
//   npx node test/small-world/planted.ts [name …]

const names = process.argv.slice(2);
const unknown = names.filter((name) => !bugs.some((bug) => bug.name === name));
if (unknown.length > 0) throw new RangeError(`There is no planted bug ${unknown.join(', ')}`);

/** A bug may make a world endless. */
const mostStates = 200_000;

const counts = { found: 0, 'not seen': 0, outside: 0 };
console.log(`${circumstances()}\n`);
console.log('| planted bug | world | states | steps | broken |\n| --- | --- | --- | --- | --- |');
for (const bug of bugs.filter(({ name }) => names.length === 0 || names.includes(name))) {
  // Adapters and handlers: a small world runs the rules alone.
  if (!bug.file.startsWith('core/')) {
    counts.outside += 1;
    continue;
  }
  const row = await withPlanted(bug, (folder) => lookFor(join(folder, 'core')));
  counts[row === null ? 'not seen' : 'found'] += 1;
  console.log(`| ${bug.name} | ${row ?? '– | – | – | not seen'} |`);
}
console.log(
  Object.entries(counts)
    .map(([what, count]) => `${count} ${what}`)
    .join(', '),
);

async function lookFor(core: string): Promise<string | null> {
  for (const { name, settings } of planted) {
    const world = createWorld(await loadRules(core, settings.retries), settings);
    const { states, broken } = await search(world, { mostStates });
    if (broken !== null) return `${name} | ${states} | ${broken.way.length} | ${broken.how}`;
  }
  return null;
}
