import { readPort } from './env.ts';

export interface StartOptions {
  port: number;
  help: boolean;
  memory: boolean;
  verbose: boolean;
}

export const startHelp = `npm start [-- --memory] [-- --verbose]

Runs the stack on this machine, until Ctrl-C or SIGTERM, which stop all of it and end with code 0.

  PORT=8787   where to listen; 0 stands for any port that is free
  --memory    keep the table and the queues in memory; else they are in .madrona/state
  --verbose   show what the functions write; else it is in .madrona/logs
  --help      this`;

const flags = ['--help', '--memory', '--verbose'];

/** Throws an `Error` with a sentence for people. */
export function readStartOptions(given: readonly string[], port = readPort): StartOptions {
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
