import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';

const lockNames = [
  ...['package-lock.json', 'npm-shrinkwrap.json', 'pnpm-lock.yaml'],
  ...['yarn.lock', 'bun.lock', 'bun.lockb'],
];

/** What says which packages an app has. */
export interface AppPackages {
  /** Of the app, or of the workspace that it belongs to. */
  lockFiles: string[];
  /** The folders of packages that are no more than links, such as the others of a workspace. */
  linked: string[];
}

export function readAppPackages(app: string): AppPackages {
  const folders = foldersUpToLock(app);
  const self = realpathSync(app);
  return {
    lockFiles: folders.flatMap(lockFilesIn),
    linked: folders.flatMap(linkedIn).filter((folder) => folder !== self),
  };
}

function foldersUpToLock(folder: string): string[] {
  const above = dirname(folder);
  if (lockFilesIn(folder).length > 0 || above === folder) return [folder];
  return [folder, ...foldersUpToLock(above)];
}

function lockFilesIn(folder: string): string[] {
  return lockNames.map((name) => join(folder, name)).filter((path) => existsSync(path));
}

function linkedIn(folder: string): string[] {
  const modules = join(folder, 'node_modules');
  const names = namesIn(modules).flatMap((name) =>
    name.startsWith('@') ? namesIn(join(modules, name)).map((inner) => join(name, inner)) : [name],
  );
  return names
    .map((name) => join(modules, name))
    .filter((path) => existsSync(path))
    .map((path) => realpathSync(path))
    .filter((path) => !path.split(sep).includes('node_modules'));
}

function namesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}
