import type { Choices } from '../../simulator/choices.ts';
import { oneOf } from './pieces.ts';
import type { Kind } from './tasks.ts';

/** One argument: the one text that a canonical call URL has for it, others for the same value, and the value. */
export interface Argument {
  text: string;
  others: readonly string[];
  value: unknown;
}

export function plain(text: string, value: unknown): Argument {
  return { text, others: [], value };
}

export function drawArgument(choices: Choices, kind: Kind): Argument {
  switch (kind) {
    case 'string':
      return stringOf(drawString(choices));
    case 'number':
      return numberOf(drawNumber(choices));
    case 'integer':
      return numberOf(choices.pick(4) - 1);
    case 'boolean':
      return choices.once(2) ? plain('true', true) : plain('false', false);
    case 'json':
      return jsonOf(drawJson(choices, 3));
  }
}

/** An argument nearly the same; mostly of another value. */
export function nearArgument(choices: Choices, kind: Kind, { value, text }: Argument): Argument {
  if (kind === 'string') {
    const ways = [`${text} `, ` ${text}`, text.toUpperCase(), text.normalize('NFD'), text.slice(1)];
    return stringOf(oneOf(choices, [`${text}a`, encodeURIComponent(text), ...ways]).toWellFormed());
  }
  if (typeof value === 'number' && kind !== 'json') {
    const step = kind === 'integer' ? 1 : oneOf(choices, [1, Math.abs(value) * Number.EPSILON]);
    const near = choices.once(2) ? -value : value + step;
    return numberOf(Number.isFinite(near) ? near : 0);
  }
  if (kind === 'json') return jsonOf(oneOf(choices, [[value], String(value), false]));
  return drawArgument(choices, kind);
}

const strings = [
  ...'aB1-._~ /?%#&=+:;,!\'()*"<>\\^`{|}éü€😀ﬁ\u0000\n\u007F\u0085\uFEFF',
  'e\u0301',
];
const words = ['a', '', '.', '..', '%41', '%2F', 'a/b', '__proto__', 'null', '1', '"1"', 'true'];

/** A text of a few characters; at times one too long for a URL. */
function drawString(choices: Choices): string {
  if (choices.once(3)) return words[choices.pick(words.length)] ?? 'a';
  const text = Array.from({ length: choices.pick(6) }, () => strings[choices.pick(strings.length)]);
  return choices.once(500) ? text.join('').padEnd(2040, '-') : text.join('');
}

const numbers = [0, 1, 2, 10, 0.1, 1e21, 1e-7, 5e-324, 2 ** 53, 1.7976931348623157e308, 123456.789];

function drawNumber(choices: Choices): number {
  const number = choices.once(3)
    ? (numbers[choices.pick(numbers.length)] ?? 0)
    : choices.pick(2 ** 16) / (choices.once(2) ? 1 : 7);
  return choices.once(4) ? -number : number;
}

function stringOf(text: string): Argument {
  return plain(text, text);
}

/** ECMAScript's shortest text that reads as the number, which RFC 8785 takes for canonical. */
function numberOf(value: number): Argument {
  const text = String(value);
  const exponential = value.toExponential();
  const others = [exponential, exponential.toUpperCase().replace('E+', 'E+00')];
  if (/^-?\d+$/.test(text)) others.push(`${text}.0`, `${text}e0`, `${text}.000E-0`);
  if (value === 0) others.push('-0', '0e9', '-0.0');
  return { text, others, value };
}

const leaves = [null, true, false, 0, -1.5, 1e21, '', 'a', 'é"\\', '\u2028', '1'];
const names = ['a', 'b', 'B', '', 'é', '😀', '\uFB33', 'a b', 'proto', '10', '9'];

function drawJson(choices: Choices, depth: number): unknown {
  const kind = depth === 0 ? 0 : choices.pick(4);
  if (kind < 2) return leaves[choices.pick(leaves.length)];
  const length = choices.pick(4);
  const items = Array.from({ length }, () => drawJson(choices, depth - 1));
  if (kind === 2) return items;
  const from = choices.pick(names.length);
  // By definition, and not by assignment, which would set an object's prototype.
  return Object.fromEntries(items.map((item, i) => [names[(from + i * 3) % names.length], item]));
}

export function jsonOf(value: unknown): Argument {
  const text = sortedJson(value);
  const loose = looseJson(value);
  const others = text === '' ? [] : [` ${text}\n`, loose, escaped(loose), ...zeros(text)];
  return { text, others, value };
}

/** RFC 8785: no space, names by their UTF-16 code units. */
function sortedJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sortedJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const names = Object.keys(value).sort();
  const held = new Map<string, unknown>(Object.entries(value));
  return `{${names.map((name) => `${JSON.stringify(name)}:${sortedJson(held.get(name))}`).join(',')}}`;
}

/** With space, and names the other way round. */
function looseJson(value: unknown): string {
  if (Array.isArray(value)) return `[ ${value.map(looseJson).join(' ,\t')} ]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(
    ([name, item]) => `${JSON.stringify(name)} : ${looseJson(item)}`,
  );
  return `{\n${members.reverse().join(' , ')}}`;
}

function escaped(json: string): string {
  return json.replace(
    /[é\u2028\uFB33]|[\ud800-\udfff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
  );
}

function zeros(text: string): string[] {
  return text === '0' ? ['-0', '0.00'] : [];
}
