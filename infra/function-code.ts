import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Stage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import type { Construct, IConstruct } from 'constructs';
import type { FunctionName } from '../lambdas/env.ts';
import { bundle, type BundledFile } from './bundle.ts';
import { functionEntries } from './function-entries.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What each app's stacks have in common: a bundle takes most of the time of synthesis. */
const bundles = new WeakMap<IConstruct, Map<string, BundledFile[]>>();

/**
 * One of the functions, bundled with the tasks that the module `tasks` exports. Its folder is in the assembly:
 * CDK may read it until synthesis ends, and nothing has to be cleaned up.
 */
export function functionCode(scope: Construct, name: FunctionName, tasks: string): Code {
  const assembly = Stage.of(scope)?.assetOutdir;
  if (assembly === undefined) throw new Error(`${scope.node.path} is not part of an App`);
  const folder = join(assembly, 'bundles', scope.node.addr, name);
  rmSync(folder, { recursive: true, force: true });
  for (const { path, contents } of bundleOnce(scope.node.root, name, tasks)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), contents);
  }
  return Code.fromAsset(folder);
}

function bundleOnce(app: IConstruct, name: FunctionName, tasks: string): BundledFile[] {
  const made = bundles.get(app) ?? new Map<string, BundledFile[]>();
  bundles.set(app, made);
  const key = `${name} ${tasks}`;
  const files = made.get(key) ?? bundle({ name, root, tasks, ...functionEntries[name] });
  made.set(key, files);
  return files;
}
