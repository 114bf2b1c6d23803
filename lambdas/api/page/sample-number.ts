import type { Schema } from './document.ts';

/** A number that the schema takes: 1, or else by the bound that is nearest to 1. */
export function numberFor(schema: Schema): number {
  const { type, multipleOf, minimum, exclusiveMinimum, maximum, exclusiveMaximum } = schema;
  const [least, above] = [numberOr(minimum, -Infinity), numberOr(exclusiveMinimum, -Infinity)];
  const [most, below] = [numberOr(maximum, Infinity), numberOr(exclusiveMaximum, Infinity)];
  const lower = Math.max(least, above);
  const upper = Math.min(most, below);
  const step = numberOr(multipleOf, 1);
  const near = [1, lower, lower + step, upper, upper - step, (lower + upper) / 2]
    .filter(Number.isFinite)
    .toSorted((one, other) => Math.abs(one - 1) - Math.abs(other - 1));
  const isOfSteps = multipleOf !== undefined || [type].flat().includes('integer');
  const values = isOfSteps ? near.flatMap((value) => multiplesBeside(value, step)) : near;
  const isTaken = (value: number) =>
    value >= least && value > above && value <= most && value < below;
  return values.find(isTaken) ?? 1;
}

/** In 15 digits, so that three times 0.1 is 0.3. */
function multiplesBeside(value: number, step: number): number[] {
  return [Math.ceil(value / step), Math.floor(value / step)].map((times) =>
    Number((times * step).toPrecision(15)),
  );
}

function numberOr(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}
