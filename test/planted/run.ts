import { circumstances } from '../../bench/circumstances.ts';
import { orExit } from '../../bench/read-options.ts';
import { bugs } from './bugs.ts';
import { lookFor } from './look-for.ts';
import { optionsOf } from './options.ts';
import { writeSection, type Row } from './page.ts';

const { chosen, search, write } = orExit(() => optionsOf(process.argv.slice(2), bugs));
const when = circumstances();
console.log(`${when}\nup to ${search.schedules} schedules of seed ${search.seed}`);
const rows: Row[] = [];
for (const bug of chosen) {
  const sighting = await lookFor(bug, search);
  rows.push({ bug, sighting });
  const { by, seconds, ...how } = sighting;
  console.log(`${bug.name}: ${by}, ${seconds} s ${Object.values(how).join(' · ')}`);
}

const missed = rows.filter(({ sighting }) => sighting.by === 'nothing').length;
console.log(`${rows.length - missed} of ${rows.length} planted bugs were found`);
if (write) writeSection(rows, search, when);
process.exitCode = missed === 0 ? 0 : 1;
