import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { markdownTable } from '../../bench/markdown-table.ts';
import type { Bug } from './bug.ts';
import type { Search } from './look-for.ts';
import { root } from './plant.ts';
import type { Sighting } from './sighting.ts';

const path = join(root, 'docs/proof.md');
const heading = '## It can see';

/** What looks like a bug, and breaks nothing that anybody is promised. */
const harmless = `Two look like bugs and do no harm, so that nothing finds them, and they are not planted:

- a claim that does not ask for the status, but for the lease: what has ended has no \`claimableAt\`, and is refused for that;
- a cancel, or the end that a dead letter's consumer writes, that was not answered and is taken for one that was refused: after a refusal both look again, strongly, and go by what they find.`;

/** A bug, and how it was seen. */
export interface Row {
  bug: Bug;
  sighting: Sighting;
}

/** Writes the section of the page that tells what was planted, in the place of the one before. */
export function writeSection(rows: readonly Row[], search: Search, when: string): void {
  const [before = '', ...rest] = readFileSync(path, 'utf8').split(`${heading}\n`);
  const next = rest.join('').search(/^## /m);
  const after = next < 0 ? '' : rest.join('').slice(next);
  const section = sectionOf(rows, search, when);
  writeFileSync(path, [before.trimEnd(), section, after.trimEnd()].join('\n\n').trimEnd() + '\n');
}

export function sectionOf(rows: readonly Row[], { seed, schedules }: Search, when: string): string {
  const bySimulator = rows.filter(({ sighting }) => sighting.by === 'simulator').length;
  const byTest = rows.filter(({ sighting }) => sighting.by === 'test').length;
  return [
    heading,
    `A simulator that finds nothing may be blind. So ${rows.length} bugs are planted, one after another, in a copy of the production source (\`test/planted/\`): each is a small change, with what goes wrong by it, and what it replaces has to be there exactly once. \`npm run planted\` looks for all of them, \`npm run planted -- <bug>\` for one, and fails where one is not found.`,
    `${bySimulator} were found by the simulator within ${grouped(schedules)} schedules of seed ${seed}, and ${byTest} by the test that is named: these are of a kind that schedules show seldom or never, for it is about keys, sizes, shapes, rare moments, or the language of the table. ${when}.`,
    markdownTable([
      ['bug', 'what goes wrong', 'found by', 'schedule', 'broken promise', 's'],
      ...rows.map(cellsOf),
    ]),
    harmless,
  ].join('\n\n');
}

function cellsOf({ bug, sighting }: Row): string[] {
  const { name, why, test, through } = bug;
  const seconds = String(sighting.seconds);
  const simulator = through === 'sdk' ? 'simulator, through the SDK' : 'simulator';
  const inTable = why.replaceAll('|', '\\|');
  switch (sighting.by) {
    case 'simulator':
      return [name, inTable, simulator, grouped(sighting.schedule), sighting.promise, seconds];
    case 'test':
      return [name, inTable, `${test?.file}: ${test?.title}`, '', '', seconds];
    case 'nothing':
      return [name, inTable, '**nothing**', '', '', seconds];
  }
}

function grouped(count: number): string {
  return count.toLocaleString('en');
}
