import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { circumstances } from '../../bench/circumstances.ts';
import { numberOptions } from '../../bench/number-options.ts';
import { orExit } from '../../bench/read-options.ts';
import { check } from './check.ts';
import { createDrive } from './drive.ts';
import { createFaults } from './faults.ts';
import { findAll } from './find.ts';
import { readEffects, readLines, type Answer } from './ledger.ts';
import { planOf } from './plan.ts';
import { createRandom } from './random.ts';
import { visibilityOf } from './queue.ts';
import { startSubmitter } from './submitter.ts';
import { storyOf, summary } from './summary.ts';
import { readTable } from './table.ts';
import { startWorld } from './world.ts';

// Runs begun over HTTPS and over table and queue, on the embedded stack, while its processes are killed and stopped,
// and what came of it:
//   npm run torture -- [--tasks 2000] [--kills 60] [--stops 20] [--workers 24] [--seed 1]

const defaults = { tasks: 2000, kills: 60, stops: 20, workers: 24, seed: 1 };
const options = orExit(() => numberOptions(defaults, process.argv.slice(2)));
const began = Date.now();
console.log(`${circumstances()}\n${JSON.stringify(options)}`);

const scratch = mkdtempSync(join(tmpdir(), 'madrona-torture-'));
const [ledger, answersFolder] = [join(scratch, 'effects'), join(scratch, 'answers')];
for (const folder of [ledger, answersFolder]) mkdirSync(folder);

const random = createRandom(options.seed);
const plan = planOf(options, random, ledger);
const drive = createDrive(plan);
const world = await startWorld({
  scratch,
  ledger,
  processes: options.workers,
  onWrite: drive.onWrite,
});
const answerFiles = { https: join(answersFolder, 'https'), direct: join(answersFolder, 'direct') };
const { place, relays: endpoints } = world;
const submitterOf = (via: 'https' | 'direct') =>
  startSubmitter({ via, place, endpoints, answers: answerFiles[via] }, drive.onAnswer);
const submitters = { https: submitterOf('https'), direct: submitterOf('direct') };
const faults = createFaults({
  random,
  pid: world.pid,
  restart: () => world.restart(random.fraction() < 0.5 ? 'SIGKILL' : 'SIGTERM'),
  killDirect: submitters.direct.kill,
  trap: world.trap,
  ledger,
  stoppedAtOnce: Math.ceil(options.workers * 0.7),
});
process.on('exit', faults.endStopped);
const telling = setInterval(() => {
  const seconds = Math.round((Date.now() - began) / 1000);
  console.log(`${seconds} s: ${drive.progress()}; ${JSON.stringify(faults.done)}`);
}, 10_000);

const firstBegin = Date.now();
for (let n = 0; n < options.tasks; n += 1) {
  for (const fault of plan.faults.get(n) ?? []) await faults.cause(fault);
  await drive.begin(n, submitters);
}
const beginsMs = Date.now() - firstBegin;
await faults.allOver();
await drive.allOver(120_000);
clearInterval(telling);

const answers = Object.values(answerFiles).flatMap((file) => readLines<Answer>(file));
const evidence = {
  answers,
  effects: readEffects(ledger),
  runs: [...world.history.runs.values()],
  rows: await readTable(endpoints.dynamodb, place.tableName),
  mostAttempts: 6,
  visibilityMs: await visibilityOf(endpoints.sqs, place.queueUrl),
};
const verdict = check(evidence);
const missed = await findAll(answers, world);
const bites = evidence.runs.some(({ zombies }) => zombies.length > 0);
const proof = {
  rule: 'proof',
  taskId: 'none',
  what: 'no zombie has tried to write: nothing is shown',
};
const violations = [
  ...verdict.violations,
  ...missed,
  ...(options.stops > 0 && !bites ? [proof] : []),
];
for (const submitter of Object.values(submitters)) submitter.close();
await world.close();

const asked = options.tasks;
const tookMs = Date.now() - began;
console.log(
  summary({ ...verdict, violations, evidence, faults: faults.done, asked, beginsMs, tookMs }),
);
for (const violation of violations.slice(0, 5)) console.log(storyOf(violation, evidence));
if (violations.length > 0) console.log(`What there is of it is in ${scratch}`);
else rmSync(scratch, { recursive: true });
process.exitCode = violations.length > 0 ? 1 : 0;
