import { TaskError } from './errors.ts';

/**
 * What is asked to begin, as JSON text. As in JavaScript, `undefined` is an argument that is not given: JSON
 * leaves out members, and the last positional ones are left out here, which JSON would make null.
 *
 * Throws `invalid-arguments` for what JSON cannot hold: bigints and cycles.
 */
export function beginText(asked: { task: string; [member: string]: unknown }): string {
  const { args } = asked;
  const given = Array.isArray(args) ? { args: args.slice(0, countGiven(args)) } : {};
  try {
    return JSON.stringify({ ...asked, ...given });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TaskError('invalid-arguments', `${asked.task}(): ${reason}`, { cause });
  }
}

function countGiven(args: readonly unknown[]): number {
  return args.findLastIndex((arg) => arg !== undefined) + 1;
}
