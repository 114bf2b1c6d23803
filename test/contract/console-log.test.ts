import { beforeEach, describe, expect, test, vi } from 'vitest';
import { TaskError } from '../../core/errors.ts';
import { createLog } from '../../lambdas/adapters/console-log.ts';

describe('the log', () => {
  let written: string;

  beforeEach(() => {
    written = '';
    const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      written += String(text);
      return true;
    });
    return () => spy.mockRestore();
  });

  test('writes one JSON line with level, event, its own fields and the given ones', () => {
    const log = createLog({ function: 'worker', taskId: 'none' });

    log.info('claimed', { taskId: 't', text: 'two\nlines' });
    log.error('gave up');

    expect(written).toBe(
      '{"level":"info","event":"claimed","function":"worker","taskId":"t","text":"two\\nlines"}\n' +
        '{"level":"error","event":"gave up","function":"worker","taskId":"none"}\n',
    );
  });

  test('shows errors with what caused them', () => {
    const cause = new RangeError('too far');

    createLog().error('failed', { error: new TaskError('internal', 'broken', { cause }) });

    expect(JSON.parse(written)).toMatchObject({
      error: {
        name: 'TaskError',
        message: 'broken',
        stack: expect.stringContaining('console-log.test'),
        cause: { name: 'RangeError', message: 'too far' },
      },
    });
  });

  test('does not let a field pass itself off as level or event', () => {
    createLog({ level: 'x' }).info('begun', { event: 'y', other: 1 });

    expect(JSON.parse(written)).toEqual({ level: 'info', event: 'begun', other: 1 });
  });

  const circle: Record<string, unknown> = {};
  circle['self'] = circle;
  const snake = new Error('bites its tail');
  snake.cause = snake;
  const throwing = () => {
    throw new Error('no');
  };

  test.each([
    ['a circle', circle, '[object Object]'],
    ['an error that caused itself', snake, 'Error: bites its tail'],
    ['a bigint', 10n, '10'],
    ['bigints inside', { n: [1n] }, { n: ['1'] }],
    ['undefined', undefined, 'undefined'],
    ['a symbol', Symbol('s'), 'Symbol(s)'],
    ['a function', Math.max, expect.stringContaining('max')],
    ['what throws at every touch', { toJSON: throwing, toString: throwing }, expect.any(String)],
    ['a lone surrogate', '\ud800', '\ud800'],
  ])('writes %s', (_, value, shown) => {
    createLog().info('odd', { value, next: 1 });

    expect(written.indexOf('\n')).toBe(written.length - 1);
    expect(JSON.parse(written)).toEqual({ level: 'info', event: 'odd', value: shown, next: 1 });
  });
});
