import type { Change } from '../../core/guard.ts';
import { encodeChange } from '../../core/record-item.ts';
import { expression, type Expression } from './guard-expression.ts';

/** The change as an update; its values are named apart from those of a guard. */
export function updateExpression(change: Change): Expression {
  const { set, remove } = encodeChange(change);
  const grown = ['version', ...(change.increment ?? [])];
  const sets = [
    ...Object.keys(set).map((name) => `#${name} = :new_${name}`),
    ...grown.map((name) => `#${name} = #${name} + :one`),
  ];
  const removes = remove.map((name) => `#${name}`);
  const text = `SET ${sets.join(', ')}${removes.length > 0 ? ` REMOVE ${removes.join(', ')}` : ''}`;
  const values: [string, string | number][] = [
    ...Object.entries(set).map(([name, value]): [string, string | number] => [
      `:new_${name}`,
      value,
    ]),
    [':one', 1],
  ];
  return expression(text, Object.fromEntries(values));
}
