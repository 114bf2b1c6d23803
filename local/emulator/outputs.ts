import { readFileSync } from 'node:fs';
import { isRecord } from '../is-record.ts';

/** What a deployed stack says of itself, by the names of its outputs. */
export type StackOutputs = Record<string, string>;

/** Reads the CDK's `--outputs-file` of one stack. Throws an `Error` where there is none in it. */
export function readOutputs(path: string): StackOutputs {
  const stacks: unknown = JSON.parse(readFileSync(path, 'utf8'));
  const [outputs] = isRecord(stacks) ? Object.values(stacks) : [];
  if (!isRecord(outputs)) throw new Error(`${path} holds the outputs of no stack`);
  return Object.fromEntries(Object.entries(outputs).map(([name, value]) => [name, String(value)]));
}

/** An output that has to be there. */
export function output(outputs: StackOutputs, name: string): string {
  const value = outputs[name];
  if (value !== undefined) return value;
  throw new Error(`The stack has no output ${name}; there are ${Object.keys(outputs).join(', ')}`);
}
