import { circumstances } from './circumstances.ts';
import { inLanes, perSecond } from './lanes.ts';
import { markdownTable } from './markdown-table.ts';
import { startMeasuredStack, type MeasuredStack } from './measured-stack.ts';
import { numberOptions } from './number-options.ts';
import { createOwnCode } from './own-code.ts';
import { percentile } from './percentile.ts';
import { orExit } from './read-options.ts';
import { createSmallestLoop } from './smallest-loop.ts';
import { createStackRuns } from './stack-runs.ts';
import { createTally, type Tally } from './tally.ts';

// Runs of `add` through the embedded stack, from submit to result, beside the least that a run needs of the same
// emulators, and beside what the handlers take by themselves:
//   npm run bench -- [--runs 10000] [--concurrency 16]

/** All kinds take turns in so many rounds, so that what else the machine does meets them alike. */
const rounds = 10;

const defaults = { runs: 10_000, concurrency: 16 };
const options = orExit(() => numberOptions(defaults, process.argv.slice(2)));
console.log(`${circumstances()}\n`);
const stack = await startMeasuredStack();
try {
  await measure(stack);
} finally {
  await stack.close();
}

async function measure(stack: MeasuredStack): Promise<void> {
  const { runs, concurrency } = options;
  const perRound = Math.ceil(runs / rounds);
  const loop = await createSmallestLoop(stack.place);
  const through = createStackRuns(stack.place.url);
  const own = createOwnCode();
  const loopRound = () => inLanes(perRound, concurrency, loop.once);
  const ownRound = () => inLanes(perRound, 1, own.once);
  const stackRound = async () => {
    const timing = await inLanes(perRound, concurrency, through.once);
    through.disconnect(); // what is idle the gateway ends after 5 s: perhaps just when the next round begins
    return timing;
  };
  await loopRound();
  await ownRound();
  await stackRound();

  const ofLoop = createTally(stack);
  const ofOwn = createTally(stack);
  const ofStack = createTally(stack);
  const pollsBefore = through.polls();
  for (let round = 0; round < rounds; round += 1) {
    await ofLoop.add(loopRound);
    await ofOwn.add(ownRound);
    await ofStack.add(stackRound);
  }
  const polls = (through.polls() - pollsBefore) / (rounds * perRound);
  const shares = await stack.sharesDuring(stackRound);
  loop.close();

  print(ofStack, ofLoop);
  console.log(`\n${polls.toFixed(2)} requests for a result per run`);
  const ownMs = ofOwn.cpuPerRun().toFixed(2);
  console.log(
    `\nHandlers and rules alone, on a table in memory: ${ownMs} ms of processor time per run\n`,
  );
  printShares(ofStack, shares);
}

function print(ofStack: Tally, ofLoop: Tally): void {
  const line = (name: string, tally: Tally) => {
    const timing = tally.timing();
    return [
      name,
      perSecond(timing).toFixed(0),
      `${percentile(timing.jobMs, 0.5).toFixed(0)} ms`,
      `${percentile(timing.jobMs, 0.99).toFixed(0)} ms`,
      `${tally.cpuPerRun().toFixed(1)} ms`,
      tally.cores().toFixed(1),
    ];
  };
  const ratio = perSecond(ofStack.timing()) / perSecond(ofLoop.timing());
  const ratios = ofStack.rates().map((rate, round) => rate / (ofLoop.rates()[round] ?? NaN));
  console.log(
    markdownTable([
      ['', 'runs/s', 'p50', 'p99', 'processor time per run', 'cores busy'],
      line('the stack', ofStack),
      line('the smallest loop', ofLoop),
      [
        'ratio',
        ratio.toFixed(2),
        '',
        '',
        (ofStack.cpuPerRun() / ofLoop.cpuPerRun()).toFixed(1),
        '',
      ],
    ]),
  );
  const spread = `${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`;
  console.log(`\n${rounds} rounds of each in turn; the ratio was ${spread} by round`);
}

/** Processor time of each process; of the stack's own, by its sampled shares. */
function printShares(ofStack: Tally, shares: Record<string, number>): void {
  const cpu = ofStack.cpu();
  const parts: [string, number][] = [
    ['API', cpu.API],
    ['worker', cpu.worker],
    ...Object.entries(shares).map(([part, share]): [string, number] => [part, share * cpu.stack]),
    ['caller', cpu.caller],
  ];
  const total = parts.reduce((sum, [, ms]) => sum + ms, 0);
  const lines = parts
    .sort(([, a], [, b]) => b - a)
    .map(([part, ms]) => [part, `${((ms / total) * 100).toFixed(0)} %`]);
  console.log(markdownTable([['processor time', 'share'], ...lines]));
  const busy = cpu.stack / ofStack.timing().elapsedMs;
  console.log(
    `\nThe one process of stores, gateway and pollers was busy ${(busy * 100).toFixed(0)} % of the time`,
  );
}
