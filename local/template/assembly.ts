import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isRecord } from '../is-record.ts';
import type { Resource } from './resource.ts';

/** What `cdk synth` wrote of one stack. */
export interface Assembly {
  directory: string;
  stackName: string;
  resources: Resource[];
  /** Defaults by name. */
  parameters: Record<string, string>;
  /** The folder of each asset, relative to `directory`, by the key under which it is deployed. */
  assets: Map<string, string>;
}

/** Throws an `Error` where the folder holds no assembly, or one without exactly one stack. */
export function readAssembly(directory: string): Assembly {
  const artifacts = entriesOf(readJson(directory, 'manifest.json')['artifacts']);
  const stacks = artifacts.filter(
    ([, artifact]) => artifact['type'] === 'aws:cloudformation:stack',
  );
  const [stack] = stacks;
  if (stack === undefined || stacks.length > 1) {
    const names = stacks.map(([id]) => id).join(', ') || 'none';
    throw new Error(`The embedded stack needs an app with one stack; this one has: ${names}`);
  }
  const [id, artifact] = stack;
  const template = readJson(directory, textIn(artifact, 'templateFile') ?? `${id}.template.json`);
  const files = artifacts
    .filter(([, each]) => each['type'] === 'cdk:asset-manifest')
    .flatMap(([, each]) => textIn(each, 'file') ?? []);
  return {
    directory: resolve(directory),
    stackName: textIn(artifact, 'stackName') ?? id,
    resources: entriesOf(template['Resources']).map(([logicalId, { Type, Properties }]) => ({
      id: logicalId,
      type: String(Type),
      properties: isRecord(Properties) ? Properties : {},
    })),
    parameters: Object.fromEntries(
      entriesOf(template['Parameters']).flatMap(([name, { Default }]) =>
        typeof Default === 'string' ? [[name, Default]] : [],
      ),
    ),
    assets: new Map(files.flatMap((file) => assetsIn(readJson(directory, file)))),
  };
}

function assetsIn(manifest: Record<string, unknown>): [string, string][] {
  return entriesOf(manifest['files']).flatMap(([, { source, destinations }]) => {
    const path = isRecord(source) ? source['path'] : undefined;
    if (typeof path !== 'string') return [];
    return entriesOf(destinations).flatMap(([, { objectKey }]): [string, string][] =>
      typeof objectKey === 'string' ? [[objectKey, path]] : [],
    );
  });
}

function textIn(artifact: Record<string, unknown>, property: string): string | undefined {
  const properties = artifact['properties'];
  const value = isRecord(properties) ? properties[property] : undefined;
  return typeof value === 'string' ? value : undefined;
}

function entriesOf(value: unknown): [string, Record<string, unknown>][] {
  if (!isRecord(value)) return [];
  return Object.entries(value).filter(isNamedRecord);
}

function isNamedRecord(entry: [string, unknown]): entry is [string, Record<string, unknown>] {
  return isRecord(entry[1]);
}

function readJson(directory: string, file: string): Record<string, unknown> {
  const path = join(directory, file);
  const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
  if (!isRecord(value)) throw new Error(`${path} holds no JSON object`);
  return value;
}
