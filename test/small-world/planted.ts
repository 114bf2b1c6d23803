import { join } from 'node:path';
import type { Bug } from '../planted/bug.ts';
import { bugs } from '../planted/bugs.ts';
import { withPlanted } from '../planted/plant.ts';
import { loadRules } from './rules.ts';
import { search } from './search.ts';
import { createWorld } from './world.ts';
import { planted, type NamedWorld } from './worlds.ts';

// Which of the planted bugs the small worlds show, and by how few steps:
//   npx node test/small-world/planted.ts [name …]

const names = process.argv.slice(2);
const unknown = names.filter((name) => !bugs.some((bug) => bug.name === name));
if (unknown.length > 0) throw new RangeError(`There is no planted bug ${unknown.join(', ')}`);

console.log('| planted bug | world | states | steps | broken |\n| --- | --- | --- | --- | --- |');
for (const bug of bugs.filter(({ name }) => names.length === 0 || names.includes(name))) {
  console.log(await withPlanted(bug, (folder) => rowOf(bug, join(folder, 'core'))));
}

async function rowOf(bug: Bug, core: string): Promise<string> {
  for (const world of planted) {
    const row = await lookIn(world, core);
    if (row !== null) return `| ${bug.name} | ${world.name} | ${row} |`;
  }
  return `| ${bug.name} | – | – | – | not seen |`;
}

async function lookIn({ settings, mostStates }: NamedWorld, core: string): Promise<string | null> {
  const world = createWorld(await loadRules(core, settings.retries), settings);
  const { states, broken } = await search(world, { mostStates });
  return broken && `${states} | ${broken.way.length} | ${broken.how}`;
}
