import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PermanentError } from '../../core/errors.ts';
import { describeThrown } from '../../lambdas/worker/thrown-error.ts';

test('an error is told by name and message', () => {
  const { error, permanent, stack } = describeThrown(new RangeError('out of range'));

  expect(error).toEqual({ name: 'RangeError', message: 'out of range' });
  expect(permanent).toBe(false);
  expect(stack).toContain('thread-thrown.test');
});

test('a PermanentError is known by its class, and by its name where it is of another copy', () => {
  class Subclass extends PermanentError {
    override readonly name = 'NoSuchCountry';
  }
  const copy = Object.assign(new Error('none'), { name: 'PermanentError' });

  expect(describeThrown(new Subclass('none')).permanent).toBe(true);
  expect(describeThrown(copy).permanent).toBe(true);
});

test('an error of another realm is an error', () => {
  const foreign: unknown = runInNewContext('new TypeError("foreign")');

  expect(describeThrown(foreign).error).toEqual({ name: 'TypeError', message: 'foreign' });
});

test.for<[string, unknown, string]>([
  ['text', 'just text', 'The task threw just text'],
  ['null', null, 'The task threw null'],
  ['undefined', undefined, 'The task threw undefined'],
  ['a symbol', Symbol('s'), 'The task threw Symbol(s)'],
  ['an object', { code: 7 }, 'The task threw { code: 7 }'],
  ['an object whose getters throw', opaque(), 'The task threw { message: [Getter] }'],
  ['a proxy whose traps throw', trapped(), 'The task threw {}'],
])('%s, which is no error, is shown', ([, thrown, message]) => {
  expect(describeThrown(thrown)).toEqual({
    error: { name: 'NonError', message },
    permanent: false,
    stack: null,
  });
});

test('an error whose message throws is told all the same', () => {
  const error = Object.defineProperty(new Error('x'), 'message', { get: boom });

  expect(describeThrown(error).error.name).toBe('NonError');
});

test('a message without end is cut, never inside a character', () => {
  const { message } = describeThrown(new Error('🌊'.repeat(5000))).error;

  expect(message.length).toBeLessThanOrEqual(2000);
  expect(message.isWellFormed()).toBe(true);
  expect(message.endsWith('…')).toBe(true);
});

test('anything at all can be thrown', () => {
  const anything = fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withNullPrototype: true,
    withObjectString: true,
    withTypedArray: true,
  });
  fc.assert(
    fc.property(anything, fc.anything(), (thrown, name) => {
      for (const value of [thrown, Object.assign(new Error('x'), { name, message: thrown })]) {
        const { error } = describeThrown(value);
        expect(typeof error.name).toBe('string');
        expect(typeof error.message).toBe('string');
      }
    }),
  );
});

function boom(): never {
  throw new Error('not to be read');
}

function opaque(): object {
  return Object.defineProperty({}, 'message', { get: boom, enumerable: true });
}

function trapped(): object {
  return new Proxy({}, { get: boom, getPrototypeOf: boom, ownKeys: boom, has: boom });
}
