import { circumstances, commitNow } from '../../bench/circumstances.ts';
import { orExit } from '../../bench/read-options.ts';
import { randomChoices } from './choices.ts';
import { playInJobs } from './jobs.ts';
import { optionsOf, type Options } from './options.ts';
import { play } from './play.ts';
import { promises } from './promises.ts';
import { shrink } from './shrink.ts';

const options = orExit(() => optionsOf(process.argv.slice(2)));
// At the start: what is changed meanwhile is not what was played, and the load is not one's own.
const commit = commitNow();
if (!options.json) console.log(circumstances(commit));
const startedAt = performance.now();
const tally = await playInJobs({ ...options, stopAtFirst: true }, options.jobs, ({ schedules }) => {
  if (process.stderr.isTTY)
    process.stderr.write(`\r${schedules} of ${options.schedules} schedules`);
});
const seconds = Math.round((performance.now() - startedAt) / 1000);

if (options.json) console.log(JSON.stringify({ commit, ...options, ...tally, seconds }));
else {
  console.log(
    `${tally.schedules} schedules of seed ${options.seed} from ${options.from}, in ${seconds} s`,
  );
  console.table(tally.counts);
}
const [first] = tally.failures;
if (first === undefined) console.error('0 violations');
else {
  if (!options.json) await explain(options, first.number);
  process.exitCode = 1;
}

/** Tells the story of a schedule that broke a promise, as short as it gets. */
async function explain({ seed, through }: Options, number: number): Promise<void> {
  const failing = await play(randomChoices(seed, number), false, through);
  const { violation, story, choices } = await shrink(failing, through);
  console.log(
    `Schedule ${number} of seed ${seed}, made as short as it gets ` +
      `(${choices.length} of ${failing.choices.length} choices):`,
  );
  console.log(story.join('\n'));
  if (violation !== undefined) {
    console.log(`\nBroken: ${violation.promise}. ${promises[violation.promise]}\n${violation.how}`);
  }
  console.log(
    `Again: npm run simulate -- --seed ${seed} --from ${number} --schedules 1${through === 'ports' ? '' : ` --through ${through}`}`,
  );
}
