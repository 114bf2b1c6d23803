import { readPort } from './env.ts';

export interface DevOptions {
  port: number;
  help: boolean;
  memory: boolean;
  verbose: boolean;
}

export const devHelp = `madrona-async dev [--memory] [--verbose]

Runs the app of this folder, by the command in its cdk.json, on this machine: the same bundles, wired by the
same template that cdk deploy ships. Ctrl-C or SIGTERM stop all of it and end with code 0.

  PORT=8787   where to listen; 0 stands for any port that is free
  --memory    keep the table and the queues in memory; else they are in .madrona/state
  --verbose   show what the functions write; else it is in .madrona/logs
  --help      this`;

const flags = ['--help', '--memory', '--verbose'];

/** Throws an `Error` with a sentence for people. */
export function readDevOptions(given: readonly string[], port = readPort): DevOptions {
  const unknown = given.find((argument) => !flags.includes(argument));
  if (unknown !== undefined) {
    throw new Error(`There is no option ${unknown}; known are ${flags.join(', ')}`);
  }
  return {
    port: port(),
    help: given.includes('--help'),
    memory: given.includes('--memory'),
    verbose: given.includes('--verbose'),
  };
}
