import { isRecord } from '../is-record.ts';

/** What the names in a template stand for; undefined where the embedded stack has no such thing. */
export interface Scope {
  ref(name: string): string | undefined;
  attribute(resource: string, name: string): string | undefined;
}

/**
 * A property with its intrinsic functions worked out; undefined for `AWS::NoValue`.
 * Throws an `Error` that begins with `where` and names what it cannot read.
 */
export function resolveValue(value: unknown, scope: Scope, where: string): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => resolveValue(item, scope, where)).filter(isGiven);
  }
  if (!isRecord(value)) return value;
  const name = intrinsicOf(value);
  if (name !== undefined) return call(name, value[name], scope, where);
  const entries = Object.entries(value).map(([key, each]) => [
    key,
    resolveValue(each, scope, where),
  ]);
  return Object.fromEntries(entries.filter(([, each]) => isGiven(each)));
}

/** The name of the intrinsic function that a value calls, where it calls one. */
export function intrinsicOf(value: Record<string, unknown>): string | undefined {
  const [name, ...more] = Object.keys(value);
  const isCall = name === 'Ref' || name === 'Condition' || name?.startsWith('Fn::');
  return isCall && more.length === 0 ? name : undefined;
}

function call(name: string, argument: unknown, scope: Scope, where: string): unknown {
  switch (name) {
    case 'Ref':
      return refer(text(argument, where, name), scope, where);
    case 'Fn::GetAtt':
      return attribute(argument, scope, where);
    case 'Fn::Join':
      return join(argument, scope, where);
    case 'Fn::Sub':
      return substitute(argument, scope, where);
    default:
      throw new Error(
        `${where} uses ${name}: the embedded stack reads Ref, Fn::GetAtt, Fn::Join and Fn::Sub only`,
      );
  }
}

function refer(name: string, scope: Scope, where: string): string | undefined {
  if (name === 'AWS::NoValue') return undefined;
  const found = scope.ref(name);
  if (found === undefined) {
    throw new Error(`${where} refers to ${name}, which the embedded stack does not have`);
  }
  return found;
}

function attribute(argument: unknown, scope: Scope, where: string): string {
  const [resource, ...path] = Array.isArray(argument)
    ? argument.map((part) => text(part, where, 'Fn::GetAtt'))
    : text(argument, where, 'Fn::GetAtt').split('.');
  const name = path.join('.');
  const found = resource === undefined ? undefined : scope.attribute(resource, name);
  if (found === undefined) {
    throw new Error(
      `${where} asks for ${name} of ${resource}, which the embedded stack does not have`,
    );
  }
  return found;
}

function join(argument: unknown, scope: Scope, where: string): string {
  const [delimiter, parts] = listOf(argument);
  const resolved = resolveValue(parts, scope, where);
  if (!Array.isArray(resolved)) throw new Error(`${where} gives Fn::Join no list`);
  return resolved
    .map((part) => text(part, where, 'Fn::Join'))
    .join(text(delimiter, where, 'Fn::Join'));
}

function substitute(argument: unknown, scope: Scope, where: string): string {
  const [template, given] = Array.isArray(argument) ? listOf(argument) : [argument, {}];
  const own = resolveValue(given, scope, where);
  return text(template, where, 'Fn::Sub').replace(/\$\{([^}]*)\}/g, (_, inner: string) => {
    if (inner.startsWith('!')) return `\${${inner.slice(1)}}`;
    const name = inner.trim();
    if (isRecord(own) && name in own) return text(own[name], where, 'Fn::Sub');
    const isAttribute = name.includes('.') && !name.startsWith('AWS::');
    return isAttribute ? attribute(name, scope, where) : (refer(name, scope, where) ?? '');
  });
}

function text(value: unknown, where: string, name: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new Error(`${where} gives ${name} ${JSON.stringify(value)} where a text is expected`);
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function isGiven(value: unknown): boolean {
  return value !== undefined;
}
