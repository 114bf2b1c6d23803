import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env } from 'node:process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const outdir = mkdtempSync(join(tmpdir(), 'app-test-'));
afterAll(() => rmSync(outdir, { recursive: true }));

const { NODE_COMPILE_CACHE } = env;
/** Without credentials, a region or an account. */
const bareEnv = { HOME: outdir, CDK_OUTDIR: outdir, NODE_COMPILE_CACHE };
let synthesis: { status: number | null; stderr: string };
beforeAll(() => {
  const options = { cwd: root, env: bareEnv, encoding: 'utf8' } as const;
  synthesis = spawnSync(process.execPath, ['infra/app.ts'], options);
}, 180_000); // 6 s of computing, which take a minute beside much else

test('the app is synthesised without an account, and no validation finds anything', () => {
  expect(synthesis).toMatchObject({ status: 0, stderr: '' });
  const { pluginReports } = readJson('validation-report.json');
  expect(pluginReports.flatMap(({ violations }: { violations: unknown[] }) => violations)).toEqual(
    [],
  );
});

describe('each function’s asset is all that Lambda needs to load it', () => {
  test.each([
    { id: 'ApiFunction', modules: ['handler'] },
    { id: 'WorkerFunction', modules: ['handler', 'task-thread'] },
    { id: 'DeadLetterFunction', modules: ['handler'] },
    { id: 'StuckRunsFunction', modules: ['handler'] },
  ])('$id: $modules', ({ id, modules }) => {
    const properties = propertiesOfFunction(id);
    const folder = assetOf(properties.Code.S3Key);

    expect(readdirSync(folder)).toEqual(
      expect.arrayContaining(modules.map((module) => `${module}.mjs`)),
    );
    expect(exportsOf(join(folder, 'handler.mjs'), properties)).toContain('handler');
  });
});

interface FunctionProperties {
  Code: { S3Key: string };
  Environment: { Variables: Record<string, unknown> };
  MemorySize: number;
}

function propertiesOfFunction(id: string): FunctionProperties {
  const { Resources } = readJson('MadronaAsync.template.json');
  const logicalId = Object.keys(Resources).find(
    (each) => each.startsWith(`Tasks${id}`) && Resources[each].Type === 'AWS::Lambda::Function',
  );
  return Resources[logicalId ?? ''].Properties;
}

function assetOf(key: string): string {
  const { files } = readJson('MadronaAsync.assets.json');
  return join(outdir, files[key.replace('.zip', '')].source.path);
}

/** What a module exports to a process that has what Lambda gives it, and no packages around it. */
function exportsOf(module: string, { Environment, MemorySize }: FunctionProperties): string[] {
  const script = `console.log(JSON.stringify(Object.keys(await import(${JSON.stringify(module)}))))`;
  const env = {
    AWS_REGION: 'eu-central-1',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: `${MemorySize}`,
    ...Object.fromEntries(
      Object.entries(Environment.Variables).map(([name, value]) => [
        name,
        typeof value === 'string' ? value : 'a name',
      ]),
    ),
  };
  const options = { env, encoding: 'utf8' } as const;
  return JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', script], options));
}

function readJson(path: string) {
  return JSON.parse(readFileSync(join(outdir, path), 'utf8'));
}
