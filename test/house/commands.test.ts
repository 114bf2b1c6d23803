import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { numberOptions } from '../../bench/number-options.ts';

test.each([
  ['--help', "Unknown option '--help'; known are --tasks, --kills"],
  ['--tasks', "Option '--tasks <value>' argument missing; known are --tasks, --kills"],
  ['100', /^Unexpected argument '100'.*; known are --tasks, --kills$/],
  ['--tasks=no', '--tasks is "no"; a number from 1 is expected'],
])('%s is refused in one line that says what is allowed', (given, line) => {
  expect(() => numberOptions({ tasks: 2000, kills: 60 }, [given])).toThrow(line);
});

test('a command that is asked for what there is not says so in one line, and ends with code 2', () => {
  const command = join(import.meta.dirname, '../small-world/run.ts');

  const { status, stdout, stderr } = spawnSync(process.execPath, [command, '--help']);

  expect(String(stderr)).toBe("Unknown option '--help'; known are --world, --states\n");
  expect(String(stdout)).toBe('');
  expect(status).toBe(2);
});
