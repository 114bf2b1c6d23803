import { join } from 'node:path';
import { arn } from '../region.ts';
import type { Assembly } from './assembly.ts';
import type { Properties } from './resource.ts';
import type { FunctionShape } from './shape.ts';

export function readFunction(
  properties: Properties,
  name: string,
  assembly: Pick<Assembly, 'directory' | 'assets'>,
): FunctionShape {
  const runtime = properties.text('Runtime');
  if (!runtime.startsWith('nodejs')) {
    throw properties.fault('Runtime', `is ${runtime}; the embedded stack runs Node.js only`);
  }
  properties.refuse('Layers');
  const key = properties.text('Code.S3Key');
  const asset = assembly.assets.get(key);
  if (asset === undefined) {
    throw properties.fault('Code.S3Key', `is ${key}, which is no asset of the assembly`);
  }
  return {
    name,
    arn: functionArn(name),
    directory: join(assembly.directory, asset),
    handler: properties.text('Handler'),
    timeoutSeconds: properties.integer('Timeout', 3),
    memoryMegabytes: properties.integer('MemorySize', 128),
    environment: properties.textMap('Environment.Variables'),
  };
}

/** A function is referred to by its name or by its ARN. */
export function functionArn(nameOrArn: string): string {
  return nameOrArn.startsWith('arn:') ? nameOrArn : arn('lambda', `function:${nameOrArn}`);
}

/** The function that an integration of API Gateway's calls. */
export function functionArnIn(properties: Properties, path: string): string {
  const uri = properties.text(path);
  const invoked = /\/functions\/(arn:[^/]+)\/invocations$/.exec(uri)?.[1] ?? uri;
  if (/^arn:[\w-]+:lambda:/.test(invoked)) return invoked;
  throw properties.fault(path, `is ${uri}, which names no function`);
}
