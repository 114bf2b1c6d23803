import type { Guard } from '../../core/guard.ts';
import { shapeVersion } from '../../core/record-item.ts';

/** An expression of DynamoDB with the names (`#run`) and values (`:run`) that it uses, and no others. */
export interface Expression {
  text: string;
  names: Record<string, string>;
  values: Record<string, string | number>;
}

/** The guard as the condition of a put. */
export function putCondition(guard: Guard): Expression {
  const values = valuesOf(guard);
  if (guard.absent === 'required') return expression(absent, values);
  const there = thereIf(guard).join(' AND ');
  return expression(guard.absent === 'allowed' ? `${absent} OR (${there})` : there, values);
}

/** The guard as the condition of an update, which a missing item refuses. */
export function updateCondition(guard: Guard): Expression {
  const parts = guard.absent === 'required' ? [...thereIf(guard), absent] : thereIf(guard);
  return expression(parts.join(' AND '), valuesOf(guard));
}

/** Text with its names and, of the values at hand, those that it uses: DynamoDB refuses unused ones. */
export function expression(text: string, values: Record<string, string | number>): Expression {
  const used = new Set(text.match(/:\w+/g));
  return {
    text,
    names: Object.fromEntries((text.match(/#\w+/g) ?? []).map((name) => [name, name.slice(1)])),
    values: Object.fromEntries(Object.entries(values).filter(([name]) => used.has(name))),
  };
}

const absent = 'attribute_not_exists(#key)';

/** What must hold of an item that is there. One of another shape version refuses every write. */
function thereIf(guard: Guard): string[] {
  return [
    '#v = :v',
    ...(guard.run === undefined ? [] : ['#run = :run']),
    ...(guard.version === undefined ? [] : ['#version = :version']),
    ...(guard.versionBelow === undefined ? [] : ['#version < :versionBelow']),
    ...(guard.fence === undefined ? [] : ['#fence = :fence']),
    ...(guard.statuses === undefined ? [] : [statusIn(guard.statuses)]),
    ...(guard.claimableBy === undefined ? [] : ['#claimableAt <= :claimableBy']),
    ...(guard.attemptBelow === undefined ? [] : ['#attempt < :attemptBelow']),
    ...(guard.createdAfter === undefined ? [] : ['#createdAt > :createdAfter']),
  ];
}

function statusIn(statuses: readonly string[]): string {
  // IN takes no empty list: a record without a status is one that there is not.
  if (statuses.length === 0) return 'attribute_not_exists(#status)';
  return `#status IN (${statuses.map((status) => `:${status}`).join(', ')})`;
}

function valuesOf(guard: Guard): Record<string, string | number> {
  const { absent: _, statuses = [], ...fields } = guard;
  return Object.fromEntries([
    [':v', shapeVersion],
    ...Object.entries(fields).map(([name, value]): [string, string | number] => [
      `:${name}`,
      value,
    ]),
    ...statuses.map((status): [string, string] => [`:${status}`, status]),
  ]);
}
