import { orExit } from '../../bench/read-options.ts';
import { campaign, type Play } from './campaign.ts';
import { createEventPlay } from './events/play.ts';
import { playKeys } from './keys/play.ts';
import { optionsOf } from './options.ts';
import { shrink } from './shrink.ts';

// Half the time of a refusal goes into its stack, which nobody reads here.
const usualLimit = Error.stackTraceLimit;
Error.stackTraceLimit = 0;

/** Of processor time, for one event; one with a large body may take more. */
const slowestAllowedMs = 50;

const { what, ...options } = orExit(() => optionsOf(process.argv.slice(2)));
const ofEvents = await createEventPlay(slowestAllowedMs);
const play: Play = what === 'keys' ? playKeys : ofEvents.play;
const startedAt = performance.now();
const seconds = () => Math.round((performance.now() - startedAt) / 1000);

const { tried, next, failure } = await campaign({
  ...options,
  play,
  onProgress(tried, next) {
    if (next % 20_000 === 0) console.error(`${tried} ${what} in ${seconds()} s, to case ${next}`);
  },
});
console.log(
  `${tried} ${what} of seed ${options.seed}, cases ${options.from} to ${next - 1}, in ${seconds()} s`,
);
if (what === 'events') console.log(JSON.stringify(ofEvents.stats));
if (failure === undefined) console.log('0 failures');
else {
  process.exitCode = 1;
  await explain(failure.number, failure.choices, failure.error);
}

async function explain(number: number, choices: readonly number[], found: unknown): Promise<void> {
  Error.stackTraceLimit = usualLimit;
  console.log(`Case ${number} failed: ${textOf(found)}`);
  const kind = nameOf(found);
  const shortest = await shrink(play, choices, (error) => nameOf(error) === kind);
  console.log(`As short as it gets (${shortest.choices.join(' ')}): ${textOf(shortest.error)}`);
  console.log(`Again: npm run fuzz -- ${what} --seed ${options.seed} --from ${number} --count 1`);
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}

function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.name === 'Fault' ? error.message : (error.stack ?? error.message);
}
