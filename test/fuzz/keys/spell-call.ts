import type { Choices } from '../../simulator/choices.ts';
import type { Argument } from './arguments.ts';
import type { CallForm } from './call-form.ts';
import { encodedWays, oneOf } from './pieces.ts';

/** Who reads a call URL: a gateway, to which `+` in a query is a space, or a polling URL's own rules. */
export type Reader = 'gateway' | 'polling URL';

/** A call as its caller writes it: which arguments by position, which by name, which not at all. */
export interface Spelling {
  positional: readonly Argument[];
  named: readonly (readonly [name: string, argument: Argument])[];
}

/** `canBePositional` says of which text: an empty segment is none, and dots would be resolved. */
export function spellCall(
  choices: Choices,
  { task, bound }: CallForm,
  canBePositional: (text: string) => boolean,
): Spelling {
  const given = task.parameters.map(({ name, without }, i) => {
    const argument = bound[i];
    const isDefault = typeof without === 'object' && without.text === argument?.text;
    return { name, argument, mayLack: isDefault };
  });
  const fits = given.findIndex(
    ({ argument }) => argument === undefined || !canBePositional(argument.text),
  );
  const inPath = choices.pick((fits < 0 ? given.length : fits) + 1);
  const positional = given.slice(0, inPath).flatMap(({ argument }) => argument ?? []);
  const named = given.slice(inPath).flatMap(({ name, argument, mayLack }) => {
    const left = argument === undefined || (mayLack && choices.once(2));
    return left ? [] : [[name, argument] as const];
  });
  return { positional, named: choices.once(2) ? named.toReversed() : named };
}

/** A call URL of that spelling. */
export function spellCallUrl(
  choices: Choices,
  task: string,
  { positional, named }: Spelling,
  reader: Reader,
): string {
  const segments = positional.map((argument) => textIn(choices, argument, 'path', reader));
  const pairs = named.map(
    ([name, argument]) => `${nameIn(choices, name)}=${textIn(choices, argument, 'query', reader)}`,
  );
  if (choices.once(8)) pairs.splice(choices.pick(pairs.length + 1), 0, oneOf(choices, signing));
  const query = pairs.length === 0 ? oneOf(choices, ['', '', '?']) : `?${pairs.join('&')}`;
  const prefix = reader === 'gateway' ? '/v1/run' : oneOf(choices, ['/v1/run', ...otherPrefixes]);
  const fragment = reader === 'gateway' ? '' : oneOf(choices, ['', '', '#top']);
  return `${[prefix, nameIn(choices, task), ...segments].join('/')}${query}${fragment}`;
}

const signing = ['X-Amz-Date=1', 'x-amz-signature=%2F', ''] as const;
const otherPrefixes = ['/v1/./run', '/x/../v1/run', '/%76%31/r%75n'] as const;

function nameIn(choices: Choices, name: string): string {
  return choices.once(8) ? `${encodedWays(name.slice(0, 1)).at(-1)}${name.slice(1)}` : name;
}

function textIn(
  choices: Choices,
  argument: Argument,
  place: 'path' | 'query',
  reader: Reader,
): string {
  const { text, others } = argument;
  const chosen = others[choices.pick(others.length + 1) - 1] ?? text;
  const way = choices.pick(3);
  return chosen.replace(/./gsu, (character) => {
    if (way === 0 && /[\w.~-]/.test(character)) return character;
    if (place === 'query' && reader === 'gateway' && character === ' ' && way === 1) return '+';
    if (way === 1 && mayStand(character, place, reader)) return character;
    const ways = encodedWays(character);
    return ways[way] ?? ways[0] ?? '';
  });
}

/** Whether a character can be written as it is. */
function mayStand(character: string, place: 'path' | 'query', reader: Reader): boolean {
  if (/[\p{Cc}\\%#&]/u.test(character)) return false;
  if (place === 'path') return !/[/?]/.test(character);
  return !(reader === 'gateway' && character === '+');
}
