import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bugs } from '../planted/bugs.ts';
import { root, withPlanted } from '../planted/plant.ts';
import { loadRules } from './rules.ts';
import { search, type Found } from './search.ts';
import { story } from './story.ts';
import { createWorld } from './world.ts';
import { slice, two } from './worlds.ts';

async function look(core: string, world = slice): Promise<Found & { lines: string[] }> {
  const { settings } = world;
  const small = createWorld(await loadRules(core, settings.retries), settings);
  const found = await search(small);
  return { ...found, lines: story(found.broken?.way ?? [], small) };
}

describe('a small world, on the production rules', () => {
  it('has no state in which a promise is broken, and none that is stuck', async () => {
    const { lines, isWhole, states, broken } = await look(join(root, 'core'), two);

    expect(lines).toEqual([]);
    expect(broken).toBeNull();
    expect(isWhole).toBe(true);
    expect(states).toBeGreaterThan(10_000);
  });

  it('shows a planted bug by its shortest way, one line for each step', async () => {
    const name = 'head-over-any-other';
    const bug = bugs.find((planted) => planted.name === name);
    if (bug === undefined) throw new Error(`There is no planted bug ${name}`);

    const { lines } = await withPlanted(bug, (folder) => look(join(folder, 'core')));

    expect(lines.at(-1)).toContain('BROKEN');
  });
});
