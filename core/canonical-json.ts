/** How deep a value may nest: far above real data, far below where a parser's stack ends. */
const deepest = 500;

type Path = readonly (string | number)[];

interface Walk {
  root: string;
  /** How many levels the value may have. */
  deepest: number;
  path: (string | number)[];
  /** The objects that hold the value at hand: to meet one again is a cycle. */
  holders: Set<object>;
}

/**
 * The one JSON text of a value (RFC 8785): keys in the order of their UTF-16 code units, numbers as ECMAScript
 * writes them, no white space.
 *
 * Throws a `TypeError` that names the place (`$.a[3]`; `root` instead of `$` where it is given) for what JSON
 * would drop, change or not hold: undefined, functions, symbols, bigints, NaN and the infinities, cycles,
 * lone surrogates (RFC 7493), objects that are neither plain nor arrays, and more than 500 levels, with those
 * that it is to stand `within`.
 */
export function canonicalJson(value: unknown, root = '$', within = 0): string {
  return write(value, { root, deepest: deepest - within, path: [], holders: new Set() });
}

/** The same JSON with everything outside ASCII as `\uXXXX`: SQS replaces some characters. */
export function asciiJson(json: string): string {
  return json.replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** A place in a value, as one would write it in code: `$.a[3]["b c"]`. */
export function pathText(root: string, path: Path): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    return /^[A-Za-z_$][\w$]*$/.test(step) ? `${text}.${step}` : `${text}[${JSON.stringify(step)}]`;
  }, root);
}

function write(value: unknown, walk: Walk): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') {
    return Number.isFinite(value) ? JSON.stringify(value) : refuse(String(value), walk);
  }
  if (typeof value === 'string') return writeString(value, walk);
  if (typeof value !== 'object') {
    return refuse(value === undefined ? 'undefined' : `a ${typeof value}`, walk);
  }
  if (walk.holders.has(value)) return refuse('a cycle', walk);
  if (walk.path.length >= walk.deepest) return refuse(`more than ${walk.deepest} levels`, walk);
  walk.holders.add(value);
  const text = Array.isArray(value) ? writeArray(value, walk) : writeObject(value, walk);
  walk.holders.delete(value);
  return text;
}

function writeString(text: string, walk: Walk): string {
  return text.isWellFormed() ? JSON.stringify(text) : refuse('a lone surrogate', walk);
}

function writeArray(items: readonly unknown[], walk: Walk): string {
  // Not map(), which would pass over holes.
  const parts: string[] = [];
  for (let i = 0; i < items.length; i += 1) parts.push(writeAt(i, items[i], walk));
  return `[${parts.join(',')}]`;
}

function writeObject(value: object, walk: Walk): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    return refuse(`an object of class ${className(value)}`, walk);
  }
  // Not Object.entries(), which takes twice as long where there are many small objects.
  const parts: string[] = [];
  for (const key of Object.keys(value).sort()) {
    parts.push(`${writeString(key, walk)}:${writeAt(key, Reflect.get(value, key), walk)}`);
  }
  return `{${parts.join(',')}}`;
}

function writeAt(step: string | number, value: unknown, walk: Walk): string {
  walk.path.push(step);
  const text = write(value, walk);
  walk.path.pop();
  return text;
}

function className(value: object): string {
  const { constructor } = value;
  return typeof constructor === 'function' && constructor.name !== '' ? constructor.name : '?';
}

function refuse(what: string, { root, path }: Walk): never {
  const place = pathText(root, path);
  const shown = place.length > 200 ? `${place.slice(0, 200).toWellFormed()}…` : place;
  throw new TypeError(`${shown}: JSON cannot hold ${what}`);
}
