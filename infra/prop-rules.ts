import { inspect } from 'node:util';
import { Duration, Size, SizeRoundingBehavior } from 'aws-cdk-lib';

/** What a property may be. */
export interface PropRule {
  /** In words, as the end of a sentence: `it must be …`. */
  allowed: string;
  isMet(value: unknown): boolean;
}

/** Any text that is not blank, in the words that say what it is. */
export function text(allowed: string): PropRule {
  return { allowed, isMet: isText };
}

/** A whole number, both ends included. */
export function wholeNumber(least: number, most: number): PropRule {
  return { allowed: `a whole number from ${least} to ${most}`, isMet: isWithin(least, most) };
}

/** A duration, or a token that stands for one. */
export function wholeSeconds(least: number, most: number): PropRule {
  return {
    allowed: `a Duration of whole seconds from ${least} to ${most}`,
    isMet: (value) =>
      value instanceof Duration &&
      (value.isUnresolved() || isWithin(least, most)(inSeconds(value))),
  };
}

/** A duration; what is worked out at deployment would not be a rate. */
export function wholeMinutes(least: number, most: number): PropRule {
  return {
    allowed: `a Duration of whole minutes from ${least} to ${most}`,
    isMet: (value) =>
      value instanceof Duration &&
      !value.isUnresolved() &&
      isWithin(least, most)(value.toMinutes({ integral: false })),
  };
}

/** A size, or a token that stands for one. */
export function wholeMebibytes(least: number, most: number): PropRule {
  return {
    allowed: `a Size of whole mebibytes from ${least} to ${most}`,
    isMet: (value) =>
      value instanceof Size && (value.isUnresolved() || isWithin(least, most)(inMebibytes(value))),
  };
}

/** A value as an error shows it. */
export function shown(value: unknown): string {
  if (value instanceof Duration) return `${inSeconds(value)} s`;
  if (value instanceof Size) return `${inMebibytes(value)} MiB`;
  if (isObject(value) && !isPlain(value)) return `an object of ${value.constructor.name}`;
  // A part of a stack refers to its whole: hence no JSON, and no more than this.
  const text = inspect(value, { depth: 2, compact: true, breakLength: Infinity });
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}

/** Some text, and not spaces alone. */
export function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

/** Whether it has properties to look at. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isWithin(least: number, most: number): (value: unknown) => boolean {
  return (value) => Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
}

function inSeconds(duration: Duration): number {
  return duration.toSeconds({ integral: false });
}

function inMebibytes(size: Size): number {
  return size.toMebibytes({ rounding: SizeRoundingBehavior.NONE });
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === Array.prototype || prototype === null;
}
