import { quoted } from './argument-text.ts';
import { TaskError } from './errors.ts';
import type { AnyTask } from './registry.ts';

/** What is wrong with a call's arguments, gathered so that one message can say all of it. */
export interface Faults {
  /** How many came by position; undefined where the task takes as many. */
  tooMany: number | undefined;
  twice: Set<string>;
  unexpected: Set<string>;
  missing: string[];
  /** Arguments that are not what their parameter takes, each with its name. */
  values: string[];
}

/** So many of a kind are named; a call can hold thousands. */
const mostNamed = 8;

/** Nothing found so far. */
export function noFaults(): Faults {
  return {
    tooMany: undefined,
    twice: new Set(),
    unexpected: new Set(),
    missing: [],
    values: [],
  };
}

/** Undefined where nothing is wrong. */
export function invalidArguments(task: AnyTask, faults: Faults): TaskError | undefined {
  const { tooMany, twice, unexpected, missing } = faults;
  const misfits = [
    ...(tooMany === undefined ? [] : [`got ${tooMany} positional arguments`]),
    ...naming('got the argument', twice, ' twice'),
    ...naming('got an unexpected argument', unexpected),
  ];
  const binding = [...misfits, ...naming('is missing the argument', missing)];
  const sentences = [
    ...(binding.length > 0 ? [` ${list(binding)}`] : []),
    ...(misfits.length > 0 ? [` it takes ${signature(task)}`] : []),
    ...shortened(faults.values).map((fault) => ` ${fault}`),
  ];
  if (sentences.length === 0) return undefined;
  const colon = binding.length > 0 ? '' : ':';
  return new TaskError('invalid-arguments', `${task.name}()${colon}${sentences.join(';')}`);
}

function naming(what: string, names: Iterable<string>, after = ''): string[] {
  const shown = shortened([...names].map(nameText));
  if (shown.length === 0) return [];
  const plural = what.replace('an unexpected', 'the unexpected').concat('s');
  return [`${shown.length === 1 ? what : plural} ${list(shown)}${after}`];
}

function signature(task: AnyTask): string {
  const takes = task.parameters.map(({ name, required }) =>
    required ? name : `${name} (optional)`,
  );
  return takes.length > 0 ? takes.join(', ') : 'no arguments';
}

function shortened(texts: readonly string[]): string[] {
  const more = texts.length - mostNamed;
  return more > 0 ? [...texts.slice(0, mostNamed), `${more} more`] : [...texts];
}

function list(texts: readonly string[]): string {
  return texts.length > 1 ? `${texts.slice(0, -1).join(', ')} and ${texts.at(-1)}` : texts.join('');
}

function nameText(name: string): string {
  return /^[A-Za-z_$][\w$]{0,63}$/.test(name) ? name : quoted(name);
}
