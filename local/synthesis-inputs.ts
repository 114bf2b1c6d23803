import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, matchesGlob, relative } from 'node:path';
import { readAppPackages } from './app-packages.ts';

/** This project, or its package: what templates and bundles are made by, and functions made of. */
const self = join(import.meta.dirname, '..');

/**
 * The same for the same inputs, wherever they lie: all in the app's folder but packages, assemblies, what begins
 * with a dot and what `exclude` names; the lock file, and the packages that it only links, such as a workspace's
 * others; and what makes an assembly of them.
 */
export function hashInputs(app: string, exclude: readonly string[]): string {
  const hash = createHash('sha256').update(process.version);
  const isTaken = (path: string) =>
    isSource(path) && !exclude.some((glob) => matchesGlob(relative(app, path), glob));

  function take(path: string, from: string): void {
    const contents = readFileSync(path);
    hash.update(`\n${relative(from, path)}\n${contents.length}\n`).update(contents);
  }

  const { lockFiles, linked } = readAppPackages(app);
  for (const path of lockFiles) take(path, dirname(path));
  for (const folder of linked) for (const path of filesUnder(folder, isSource)) take(path, folder);
  for (const path of filesUnder(app, isTaken)) take(path, app);
  for (const folder of ['core', 'infra', 'lambdas']) {
    for (const path of filesUnder(join(self, folder), isSource)) take(path, self);
  }
  return hash.digest('hex').slice(0, 32);
}

function isSource(path: string): boolean {
  return !/^(\..*|node_modules|cdk\.out)$/.test(basename(path));
}

/** In an order that does not depend on the machine. Links are followed, each folder once. */
function* filesUnder(
  folder: string,
  isTaken: (path: string) => boolean,
  seen = new Set<string>(),
): Generator<string> {
  const place = realpathSync(folder);
  if (seen.has(place)) return;
  seen.add(place);
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name);
    if (!isTaken(path)) continue;
    const found = statSync(path, { throwIfNoEntry: false });
    if (found?.isDirectory()) yield* filesUnder(path, isTaken, seen);
    if (found?.isFile()) yield path;
  }
}
