import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

/** All that the template and the bundles are made from; the lock file stands for the packages. */
const inputs = [
  'core',
  'infra',
  'lambdas',
  'cdk.context.json',
  'cdk.json',
  'package-lock.json',
  'package.json',
  'tsconfig.json',
];

/** The same for the same inputs, wherever they lie. */
export function hashInputs(root: string): string {
  const hash = createHash('sha256').update(process.version);
  for (const path of inputs.flatMap((input) => filesUnder(join(root, input)))) {
    const contents = readFileSync(path);
    hash.update(`\n${relative(root, path)}\n${contents.length}\n`).update(contents);
  }
  return hash.digest('hex').slice(0, 32);
}

function filesUnder(path: string): string[] {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesUnder(join(path, name)));
}
