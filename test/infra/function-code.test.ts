import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { expect, onTestFinished, test } from 'vitest';
import { functionCode } from '../../infra/function-code.ts';

test('a function is bundled once for all stacks of an app, from the sources as they were then', () => {
  const folder = mkdtempSync(join(tmpdir(), 'function-code-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const tasks = join(folder, 'tasks.ts');
  writeFileSync(tasks, 'export {};');
  const one = new App({ outdir: join(folder, 'one') });
  const other = new App({ outdir: join(folder, 'other') });
  const keyIn = (app: App, id: string) => {
    const stack = new Stack(app, id);
    return functionCode(stack, 'stuck-runs', tasks).bind(stack).s3Location?.objectKey;
  };

  const first = keyIn(one, 'Staging');
  rmSync(tasks);
  const second = keyIn(one, 'Production');

  expect(first).toMatch(/^[0-9a-f]{64}\.zip$/);
  expect(second).toBe(first);
  expect(() => keyIn(other, 'Staging')).toThrow('tasks.ts');
});
