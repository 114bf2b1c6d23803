// Prints how many tests have passed and failed, from vitest's reports: those that are there.
import { existsSync, readFileSync } from 'node:fs';

const reports = process.argv
  .slice(2)
  .filter((path) => existsSync(path))
  .map((path) => JSON.parse(readFileSync(path, 'utf8')));
const sum = (name) => reports.reduce((total, report) => total + report[name], 0);

console.log(
  reports.length === 0
    ? 'The tests did not run to their end.'
    : `${sum('numPassedTests')} passed, ${sum('numFailedTests')} failed`,
);
