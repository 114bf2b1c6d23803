import { pathText } from '../../core/canonical-json.ts';
import { describeThrown } from './thrown-error.ts';

/** A result that JSON cannot hold, or would change without a word. */
export class InvalidResult extends Error {
  override readonly name = 'InvalidResult';
}

/** An object on the way down to the place at hand, and where its holder has it. */
interface Level {
  value: object;
  step: string | number;
}

/**
 * A task's result as JSON text, by the rules of `JSON.stringify`, but refused where those lose something
 * silently. Nothing (`undefined`) as the whole result is null. Throws `InvalidResult`, naming the place.
 *
 * - refused: NaN and Infinity, bigint, functions, symbols, undefined in an array, an object that holds itself,
 *   an invalid date, and objects whose content is not in their properties (Map, Set, typed arrays, Error, Promise …)
 * - as JSON has it: `toJSON` is honoured (dates), a property that is undefined is left out, an instance of a
 *   class is its own enumerable properties, -0 is 0, symbol keys are left out
 */
export function resultJson(result: unknown): string {
  if (result === undefined) return 'null';
  // JSON.stringify goes depth first and tells only the holder and the key.
  const levels: Level[] = [];
  try {
    return JSON.stringify(result, function (this: Record<string, unknown>, key, value: unknown) {
      while (levels.length > 0 && levels.at(-1)?.value !== this) levels.pop();
      const step = Array.isArray(this) ? Number(key) : key;
      const refused = refusal(this, key, value, levels);
      if (refused !== undefined) {
        // The first step leads from JSON.stringify's own holder to the root.
        const path = pathText('$', [...levels.map((level) => level.step), step].slice(1));
        throw new InvalidResult(`The task returned ${refused} at ${path}, which JSON cannot hold`);
      }
      if (typeof value === 'object' && value !== null) levels.push({ value, step });
      return value;
    });
  } catch (cause) {
    if (cause instanceof InvalidResult) throw cause;
    const { error } = describeThrown(cause);
    throw new InvalidResult(`The result cannot be written as JSON: ${error.message}`, { cause });
  }
}

function refusal(
  holder: Record<string, unknown>,
  key: string,
  value: unknown,
  levels: Level[],
): string | undefined {
  switch (typeof value) {
    case 'number':
      return Number.isFinite(value) ? undefined : String(value);
    case 'bigint':
      return 'a bigint';
    case 'function':
      return 'a function';
    case 'symbol':
      return 'a symbol';
    case 'undefined':
      return Array.isArray(holder) || levels.length === 0 ? 'undefined' : undefined;
    case 'object':
      if (value !== null) return objectRefusal(value, levels);
      // The value is what toJSON made of it.
      return holder[key] instanceof Date ? 'an invalid date' : undefined;
    case 'string':
    case 'boolean':
      return undefined;
  }
}

function objectRefusal(value: object, levels: Level[]): string | undefined {
  if (levels.some((level) => level.value === value)) return 'an object that holds itself';
  const kind = Object.prototype.toString.call(value).slice(8, -1);
  return kind === 'Object' || kind === 'Array' ? undefined : `an object of type ${kind}`;
}
