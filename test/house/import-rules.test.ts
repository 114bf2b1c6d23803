import { describe, expect, test } from 'vitest';
import { importViolations } from './import-rules.ts';
import { projectFiles, readManifest } from './project-files.ts';

const manifest = {
  name: 'madrona-async',
  exports: { '.': './dist/core/index.js', './client': './dist/client/index.js' },
  dependencies: { hono: '4', '@aws-sdk/client-sqs': '3' },
  peerDependencies: { zod: '4', 'aws-cdk-lib': '2' },
  devDependencies: {
    ...{ zod: '4', 'aws-cdk-lib': '2', vitest: '5', esbuild: '0', '@turf/area': '7' },
    ...{ '@types/aws-lambda': '8', '@types/a__b': '1' },
  },
  imports: { '#tasks': './lambdas/tasks/index.ts' },
};

function violationsOf(path: string, text: string): string[] {
  return importViolations([{ path, text }], manifest);
}

test('every import in the project is one that its folder may make', () => {
  const violations = importViolations(projectFiles(), readManifest());

  expect(violations).toEqual([]);
});

test('a violation names the file, the line, what is imported and the rule', () => {
  const text = `import * as z from 'zod';\n\nimport { readFile } from 'node:fs';\n`;

  const violations = violationsOf('core/key.ts', text);

  expect(violations).toEqual(['core/key.ts:3 imports node:fs: core imports zod and core']);
});

describe('every way to import is seen', () => {
  test.each([
    `import 'hono';`,
    `import x from 'hono';`,
    `import { x } from 'hono';`,
    `import * as x from 'hono';`,
    `import type { X } from 'hono';`,
    `import { type X } from 'hono';`,
    `export { x } from 'hono';`,
    `export * from 'hono';`,
    `export type { X } from 'hono';`,
    `type X = import('hono').X;`,
    `const x = await import('hono');`,
    'const x = await import(`hono`);',
    `function f() { return import('hono/tiny'); }`,
    `import x = require('hono');`,
    `const x = require('hono');`,
    `const name = 'hono'; await import(name);`,
  ])('%s', (text) => {
    expect(violationsOf('core/key.ts', text)).toHaveLength(1);
  });

  test('a comment or a text that looks like an import is none', () => {
    const text = `// import 'hono';\nexport const s = "import 'hono'";`;

    expect(violationsOf('core/key.ts', text)).toEqual([]);
  });
});

describe('a folder imports', () => {
  test.each([
    ['.ci/a.mjs', `import { readFileSync } from 'node:fs';`],
    ['core/a.ts', `import * as z from 'zod';`],
    ['core/a.ts', `import { b } from './b.ts';`],
    ['lambdas/api/a.ts', `import { b } from '../../core/b.ts';`],
    ['lambdas/api/a.ts', `import * as tasks from '#tasks';`],
    ['lambdas/api/a.ts', `import { Hono } from 'hono/tiny';`],
    ['lambdas/api/a.ts', `import { SQSClient } from '@aws-sdk/client-sqs';`],
    ['lambdas/api/a.ts', `import type { SQSEvent } from 'aws-lambda';`],
    ['lambdas/api/a.ts', `import { Worker } from 'node:worker_threads';`],
    ['lambdas/api/a.ts', `import * as z from 'zod';`],
    ['lambdas/tasks/a.ts', `import { area } from '@turf/area';`],
    ['lambdas/tasks/zone/a.ts', `import { defineTask } from '../../../core/task.ts';`],
    ['infra/a.ts', `import type { FunctionEnv } from '../lambdas/env.ts';`],
    ['infra/parts/a.ts', `import { Stack } from 'aws-cdk-lib';`],
    ['infra/a.ts', `await import(entry);`],
    ['client/https.ts', `import type { Status } from '../core/run.ts';`],
    ['client/https.ts', `import { poll } from './poll.ts';`],
    ['client/direct.ts', `import { beginRun } from '../core/begin.ts';`],
    ['client/direct.ts', `import { sha256 } from '../lambdas/adapters/sha256.ts';`],
    ['client/direct.ts', `import { poll } from './poll.ts';`],
    ['client/direct.ts', `import { transport } from './direct-transport.ts';`],
    ['client/direct-transport.ts', `import type { SQSClient } from '@aws-sdk/client-sqs';`],
    ['local/a.ts', `import { AsyncTasks } from '../infra/async-tasks.ts';`],
    ['local/a.mjs', `import { build } from 'esbuild';`],
    ['examples/a/tasks.ts', `import { defineTask } from 'madrona-async';`],
    ['examples/a/client.ts', `import { createClient } from 'madrona-async/client';`],
    ['examples/a/client.ts', `import type * as tasks from './tasks.ts';`],
    ['test/core/a.test.ts', `import { a } from '../../local/a.ts';`],
    ['test/a.ts', `import type { B } from '@a/b';`],
    ['vitest.config.ts', `import { defineConfig } from 'vitest/config';`],
  ])('%s: %s', (path, text) => {
    expect(violationsOf(path, text)).toEqual([]);
  });
});

describe('a folder does not import', () => {
  test.each([
    ['.ci/a.mjs', `import { build } from 'esbuild';`],
    ['.ci/a.mjs', `import { b } from '../core/b.ts';`],
    ['core/a.ts', `import { b } from '../lambdas/env.ts';`],
    ['core/a.ts', `import type { B } from '../client/https.ts';`],
    ['core/a.ts', `import * as tasks from '#tasks';`],
    ['core/a.ts', `import { Hono } from 'hono';`],
    ['core/a.ts', `import { createHash } from 'crypto';`],
    ['core/a.ts', `import { x } from '/core/b.ts';`],
    ['lambdas/api/a.ts', `import { b } from '../../infra/b.ts';`],
    ['lambdas/api/a.ts', `import { b } from '../../client/https.ts';`],
    ['lambdas/api/a.ts', `import { b } from '../../local/b.ts';`],
    ['lambdas/api/a.ts', `import { Stack } from 'aws-cdk-lib';`],
    ['lambdas/api/a.ts', `import type { Construct } from 'constructs';`],
    ['lambdas/api/a.ts', `import { build } from 'esbuild';`],
    ['lambdas/api/a.ts', `import { area } from '@turf/area';`],
    ['lambdas/api/a.ts', `await import(name);`],
    ['lambdas/tasks/a.ts', `import { sha256 } from '../adapters/sha256.ts';`],
    ['lambdas/tasks/a.ts', `import { Stack } from 'aws-cdk-lib';`],
    ['lambdas/tasks/a.ts', `import leftPad from 'left-pad';`],
    ['infra/a.ts', `import { handler } from '../lambdas/api/handler.ts';`],
    ['infra/a.ts', `import * as tasks from '#tasks';`],
    ['infra/a.ts', `import { SQSClient } from '@aws-sdk/client-sqs';`],
    ['infra/a.ts', `import { b } from '../local/b.ts';`],
    ['client/https.ts', `import { TaskError } from '../core/errors.ts';`],
    ['client/https.ts', `import { type TaskError } from '../core/errors.ts';`],
    ['client/https.ts', `import type * as z from 'zod';`],
    ['client/https.ts', `import { setTimeout } from 'node:timers/promises';`],
    ['client/https.ts', `import { Buffer } from 'buffer';`],
    ['client/index.ts', `export { createDirectClient } from './direct.ts';`],
    ['client/https.ts', `import type { DirectPorts } from './direct-transport.ts';`],
    ['client/direct.ts', `import { handler } from '../lambdas/api/handler.ts';`],
    ['client/direct.ts', `import * as tasks from '#tasks';`],
    ['client/direct.ts', `import { Hono } from 'hono';`],
    ['client/direct-errors.ts', `import { hash } from 'node:crypto';`],
    ['client/https.ts', `import type { B } from '../lambdas/env.ts';`],
    ['local/a.ts', `import { b } from '../test/b.ts';`],
    ['local/a.ts', `import { b } from '../bench/b.ts';`],
    ['local/a.ts', `import leftPad from 'left-pad';`],
    ['examples/a/tasks.ts', `import { defineTask } from '../../core/task.ts';`],
    ['examples/a/tasks.ts', `import { defineTask } from 'madrona-async/dist/core/task.js';`],
    ['examples/a/tasks.ts', `import { Hono } from 'hono';`],
    ['local/a.ts', `import { createClient } from 'madrona-async/client';`],
    ['test/a.test.ts', `import { b } from '../../elsewhere/b.ts';`],
    ['tools/a.ts', `export const a = 1;`],
  ])('%s: %s', (path, text) => {
    expect(violationsOf(path, text)).toHaveLength(1);
  });
});
