import { calledBy } from './called-by.ts';
import { restEvent } from '../../api/rest-event.ts';
import type { Choices } from '../../simulator/choices.ts';
import { hold } from '../fault.ts';
import { drawCall } from './call-form.ts';
import { refusalOf } from './refusal-of.ts';

/** Texts that are near to a parameter's, and not of its type. */
const misfits = {
  number: [
    '',
    '01',
    '+1',
    '1.',
    '.5',
    '0x1',
    ' 1',
    '1 ',
    '1e',
    'NaN',
    'Infinity',
    '1e999',
    'true',
    '１',
  ],
  integer: ['', '1.5', '01', '1e-1', '1e400', 'one', 'null'],
  boolean: ['', 'True', '1', 'yes', 'null', ' true'],
  json: [
    '',
    '{',
    "'a'",
    '[1,]',
    '{"a":1',
    'undefined',
    'a',
    '1e999',
    '"\\ud800"',
    '\u00a01',
    '[{"a":{"b":0,"__proto__":1}}]',
    '['.repeat(600) + ']'.repeat(600),
  ],
} as const;

/** A call with one thing wrong. Returns that it was one. */
export function playMisfit(choices: Choices): number {
  const { task, bound } = drawCall(choices);
  const pairs = task.parameters.flatMap(({ name }, i) => {
    const text = bound[i]?.text;
    return text === undefined ? [] : [[name, text] as const];
  });
  const at = choices.pick(task.parameters.length);
  const { name, kind, without } = task.parameters[at] ?? nobody;
  const others = pairs.filter(([other]) => other !== name);
  const texts = kind === 'string' ? [] : misfits[kind];
  const wrong = texts[choices.pick(texts.length)];
  const ways: [query: (readonly [string, string])[], says: string][] = [
    [[...pairs, ['nothing', '1']], 'nothing'],
    [[...pairs, [`${name}2`, '1']], name],
    ...(pairs.length > 0 ? [[[...pairs, ...pairs.slice(0, 1)], 'twice'] as never] : []),
    ...(without === 'refused' ? [[others, name] as never] : []),
    ...(wrong === undefined ? [] : [[[...others, [name, wrong]], `${name}`] as never]),
  ];
  const [query, says] = ways[choices.pick(ways.length)] ?? [[['nothing', '']], 'nothing'];
  const asked = query.map(([key, text]) => `${key}=${encodeURIComponent(text)}`).join('&');
  const event = restEvent('GET', `/v1/run/${task.name}?${asked}`);
  const { code, message } = refusalOf(() => calledBy(event));
  const isSo =
    code === 'invalid-arguments' && message.startsWith(`${task.name}()`) && message.includes(says);
  hold(isSo, () => `${task.name}?${asked}: ${message}`);
  return 1;
}

const nobody = { name: 'nobody', kind: 'string', without: 'left out' } as const;
