import { join } from 'node:path';
import { circumstances } from '../../bench/circumstances.ts';
import { orExit } from '../../bench/read-options.ts';
import { optionsOf } from './options.ts';
import { loadRules } from './rules.ts';
import { search } from './search.ts';
import { story } from './story.ts';
import { createWorld } from './world.ts';
import { worlds } from './worlds.ts';

// Every state that a small world can come to, on the production rules:
//   npm run small-world -- [--world wide] [--states 1000000]

const core = join(import.meta.dirname, '../../core');
const asked = orExit(() => optionsOf(process.argv.slice(2)));

console.log(`${circumstances()}\n`);
for (const { name, settings } of worlds) {
  if (asked.world !== undefined && asked.world !== name) continue;
  const startedAt = performance.now();
  const world = createWorld(await loadRules(core, settings.retries), settings);
  const found = await search(world, {
    ...(asked.states !== undefined && { mostStates: asked.states }),
    onProgress: tell(),
  });
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  const extent = `${found.isWhole ? 'all' : 'NOT all'}, to depth ${found.depth}`;
  console.log(`${name}: ${JSON.stringify(settings, asText)}`);
  console.log(
    `  ${found.states} states (${extent}), ${found.steps} steps, ` +
      `${found.histories} standings of processes, ${seconds} s`,
  );
  for (const line of story(found.broken?.way ?? [], world)) console.log(`    ${line}`);
  const none = found.isWhole ? 'none stuck, none broken' : 'none broken';
  console.log(`  ${found.broken === null ? none : `BROKEN: ${found.broken.how}`}`);
  if (found.broken !== null || !found.isWhole) process.exitCode = 1;
}

/** JSON knows no Infinity. */
function asText(_name: string, value: unknown): unknown {
  return value === Infinity ? 'any' : value;
}

/** Says each minute how many states there are by now. */
function tell(): (states: number, depth: number) => void {
  let toldAt = performance.now();
  return (count, depth) => {
    if (performance.now() - toldAt < 60_000) return;
    toldAt = performance.now();
    console.log(`  ${count} states by now, to depth ${depth}`);
  };
}
