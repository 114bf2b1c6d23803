import { expect, test } from 'vitest';
import * as z from 'zod';
import { createRegistry } from '../../core/registry.ts';
import { defineTask } from '../../core/task.ts';

const taskOf = (name: string) => defineTask({ name, params: { x: z.number() }, run: () => null });

test('a registry holds the tasks of a module by their own names, in order', () => {
  const zone = taskOf('coastal-zone');
  const add = taskOf('add');

  const registry = createRegistry({ zone, add });

  expect(registry.tasks).toEqual([add, zone]);
  expect(registry.get('coastal-zone')).toBe(zone);
  expect(registry.find('coastal-zone')).toBe(zone);
  expect(registry.find('zone')).toBeUndefined();
});

test('two tasks of one name are refused', () => {
  expect(() => createRegistry({ a: taskOf('add'), b: taskOf('add') })).toThrow(
    new TypeError('Two tasks are named add'),
  );
});

test.each([[() => null], [{ name: 'add' }], [null], ['add'], [undefined]])(
  'an export that is no task is refused by its name: %s',
  (value) => {
    expect(() => createRegistry({ helper: value })).toThrow(
      new TypeError('The registry exports helper, which defineTask did not make'),
    );
  },
);

const registry = createRegistry({ add: taskOf('add'), countdown: taskOf('countdown') });

test.each([
  ['ad', 'There is no task "ad"; did you mean add?'],
  ['ADD', 'There is no task "ADD"; did you mean add?'],
  ['spin', 'There is no task "spin"; known are add, countdown'],
  ['', 'There is no task ""; known are add, countdown'],
  ['__proto__', 'There is no task "__proto__"; known are add, countdown'],
  ['constructor', 'There is no task "constructor"; known are add, countdown'],
  ['a"b\n', 'There is no task "a\\"b\\n"; known are add, countdown'],
  ['x'.repeat(5000), `There is no task "${'x'.repeat(64)}…"; known are add, countdown`],
])('the task %j is unknown, and the message says what is there', (name, message) => {
  expect(registry.find(name)).toBeUndefined();
  expect(() => registry.get(name)).toThrow(
    expect.objectContaining({ code: 'unknown-task', message }),
  );
});

test('a message names at most 20 of many tasks, and an empty registry as such', () => {
  const many = Array.from({ length: 25 }, (_, i) => taskOf(`task-${String(i).padStart(2, '0')}`));

  const entries = many.map((task) => [task.name, task]);
  expect(() => createRegistry(Object.fromEntries(entries)).get('q')).toThrow(
    /known are task-00, .*, task-19 and 5 more$/,
  );
  expect(() => createRegistry({}).get('q')).toThrow('There is no task "q"; none is defined');
});
