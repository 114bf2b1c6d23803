import type { Choices } from '../../simulator/choices.ts';
import { drawArgument, nearArgument, type Argument } from './arguments.ts';
import { encodedWays, oneOf } from './pieces.ts';
import { signatures, type Signature } from './tasks.ts';

/** A call as it is bound: of each parameter its argument, defaults filled in, or none. */
export interface CallForm {
  task: Signature;
  bound: readonly (Argument | undefined)[];
}

export function drawCall(choices: Choices): CallForm {
  const task = oneOf(choices, signatures);
  const bound = task.parameters.map(({ kind, without }) => {
    if (without === 'refused' || choices.once(2)) return drawArgument(choices, kind);
    return without === 'left out' ? undefined : without;
  });
  return { task, bound };
}

/** A call that differs in one argument, or in its task alone, or not at all: its own URL tells. */
export function nearCall(choices: Choices, { task, bound }: CallForm): CallForm {
  const at = choices.pick(bound.length + 1);
  const parameter = task.parameters[at];
  if (parameter === undefined) {
    const twins = signatures.filter(({ parameters }) => parameters === task.parameters);
    return { task: twins.find((twin) => twin !== task) ?? task, bound };
  }
  const { kind, without } = parameter;
  const given = bound[at];
  const near =
    given === undefined ? drawArgument(choices, kind) : nearArgument(choices, kind, given);
  const gone = without === 'left out' && choices.once(4);
  return { task, bound: bound.with(at, gone ? undefined : near) };
}

/** The one call URL, by the contract: segments while each is given and can be one, then names in order. */
export function canonicalCallUrl({ task, bound }: CallForm): string {
  const first = bound.findIndex(
    (argument) => argument === undefined || !canBeSegment(argument.text),
  );
  const inPath = first < 0 ? bound : bound.slice(0, first);
  const path = inPath.map((argument) => `/${encoded(argument?.text ?? '')}`).join('');
  const query = task.parameters.flatMap(({ name }, i) => {
    const argument = first >= 0 && i >= first ? bound[i] : undefined;
    return argument === undefined ? [] : [`${encoded(name)}=${encoded(argument.text)}`];
  });
  return `/v1/run/${task.name}${path}${query.length === 0 ? '' : `?${query.join('&')}`}`;
}

/** What a canonical call URL says, read back: that it can be is why no two calls have one URL. */
export function saidBy(url: string, { parameters }: Signature): (string | undefined)[] {
  const [path = '', query = ''] = url.split('?');
  const inPath = path.split('/').slice(4).map(decodeURIComponent);
  const named = new Map(query.split('&').map((pair) => [pair.split('=')[0], pair.split('=')[1]]));
  return parameters.map(({ name }, i) => {
    const text = named.get(name);
    return inPath[i] ?? (text === undefined ? undefined : decodeURIComponent(text));
  });
}

/** An HTTP API decodes paths twice, and cuts them at a `?`. */
function canBeSegment(text: string): boolean {
  return !['', '.', '..'].includes(text) && !/[/?%]/.test(text);
}

/** RFC 3986's unreserved characters as themselves, the octets of all others by hex digits in capitals. */
function encoded(text: string): string {
  return text.replace(/[^A-Za-z0-9._~-]/gu, (character) => encodedWays(character)[0] ?? '');
}
