import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, matchesGlob, relative } from 'node:path';

/** They stand for the packages. */
const lockFiles = [
  ...['package-lock.json', 'npm-shrinkwrap.json', 'pnpm-lock.yaml'],
  ...['yarn.lock', 'bun.lock', 'bun.lockb'],
];

/** This project, or its package: what templates and bundles are made by, and functions made of. */
const self = join(import.meta.dirname, '..');

/**
 * The same for the same inputs, wherever they lie: all in the app's folder but packages, assemblies, what begins
 * with a dot and what `exclude` names; the lock file; and what makes an assembly of them.
 */
export function hashInputs(app: string, exclude: readonly string[]): string {
  const hash = createHash('sha256').update(process.version);
  const isSource = (path: string) =>
    !/^(\..*|node_modules|cdk\.out)$/.test(basename(path)) &&
    !exclude.some((glob) => matchesGlob(relative(app, path), glob));

  function take(path: string, from: string): void {
    const contents = readFileSync(path);
    hash.update(`\n${relative(from, path)}\n${contents.length}\n`).update(contents);
  }

  for (const path of filesUnder(app, isSource)) take(path, app);
  for (const path of nearestLockFiles(app)) take(path, dirname(path));
  for (const folder of ['core', 'infra', 'lambdas']) {
    for (const path of filesUnder(join(self, folder))) take(path, self);
  }
  return hash.digest('hex').slice(0, 32);
}

/** Of the app, or of the workspace that it belongs to. */
function nearestLockFiles(folder: string): string[] {
  const found = lockFiles.map((name) => join(folder, name)).filter((path) => existsSync(path));
  const above = dirname(folder);
  return found.length > 0 || above === folder ? found : nearestLockFiles(above);
}

/** In an order that does not depend on the machine. Links are followed, each folder once. */
function* filesUnder(
  folder: string,
  isSource: (path: string) => boolean = () => true,
  seen = new Set<string>(),
): Generator<string> {
  const place = realpathSync(folder);
  if (seen.has(place)) return;
  seen.add(place);
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name);
    if (!isSource(path)) continue;
    const found = statSync(path, { throwIfNoEntry: false });
    if (found?.isDirectory()) yield* filesUnder(path, isSource, seen);
    if (found?.isFile()) yield path;
  }
}
