import type { Reading } from './argument-text.ts';
import { invalidArguments, noFaults, type Faults } from './invalid-arguments.ts';
import { parseArgument } from './parse-argument.ts';
import type { AnyTask } from './registry.ts';
import type { Parameter } from './task.ts';

/** A call's arguments, bound to their parameters and parsed, with defaults filled in. */
export interface BoundArgs {
  /** By name; an optional argument that was not given and has no default is left out. */
  values: Record<string, unknown>;
  /** The values as canonical JSON. */
  json: string;
}

/**
 * Binds positional and named arguments to a task's parameters as Python does, and parses each by its schema.
 * As in JavaScript, `undefined` is an argument that is not given.
 *
 * Throws `invalid-arguments` with all that is wrong: arguments that are missing, unexpected, given twice or
 * too many, and those that are not what their parameter takes.
 */
export function bindArgs(
  task: AnyTask,
  args: readonly unknown[],
  kwargs: Readonly<Record<string, unknown>>,
): BoundArgs {
  const named = Object.entries(kwargs).filter(([, value]) => value !== undefined);
  return bindGiven(task, args, named, (_, value) => ({ value }));
}

/** As `bindArgs`, for arguments of any form that `read` understands. */
export function bindGiven<Given>(
  task: AnyTask,
  positional: readonly Given[],
  named: readonly (readonly [string, Given])[],
  read: (parameter: Parameter, given: Given) => Reading,
): BoundArgs {
  const faults = noFaults();
  const given = assign(task, positional, named, faults);
  // Without a prototype, so that a parameter may be called `constructor`.
  const values: Record<string, unknown> = { __proto__: null };
  const members: string[] = [];
  for (const parameter of task.parameters) {
    const { name } = parameter;
    if (!given.has(name) && parameter.required) {
      faults.missing.push(name);
      continue;
    }
    const held = given.get(name);
    const reading = held === undefined ? undefined : read(parameter, held);
    const parsed = parseArgument(task.name, parameter, reading);
    faults.values.push(...parsed.faults);
    if (parsed.value === undefined) continue;
    values[name] = parsed.value;
    members.push(`"${name}":${parsed.json}`);
  }
  const refusal = invalidArguments(task, faults);
  if (refusal !== undefined) throw refusal;
  // In the order of their names: the quote after one comes before all that another may go on with.
  return { values, json: `{${members.sort().join(',')}}` };
}

/** Which parameter gets what; a name that is given twice keeps what came first. */
function assign<Given>(
  task: AnyTask,
  positional: readonly Given[],
  named: readonly (readonly [string, Given])[],
  faults: Faults,
): Map<string, Given> {
  const { parameters } = task;
  if (positional.length > parameters.length) faults.tooMany = positional.length;
  const given = new Map<string, Given>();
  for (const [i, { name }] of parameters.entries()) {
    const held = positional[i];
    if (held !== undefined) given.set(name, held);
  }
  const known = new Set(parameters.map(({ name }) => name));
  for (const [name, held] of named) {
    if (!known.has(name)) faults.unexpected.add(name);
    else if (given.has(name)) faults.twice.add(name);
    else given.set(name, held);
  }
  return given;
}
