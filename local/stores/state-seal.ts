import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** What LevelDB writes for people, and its lock. */
const idle = ['LOCK', 'LOG', 'LOG.old'];

/** A hash of each file in the folders, by its path from the directory. */
export function sealOf(directory: string, folders: readonly string[]): Record<string, string> {
  const files = folders.flatMap((folder) => filesIn(join(directory, folder)));
  return Object.fromEntries(
    files.map((file) => [
      relative(directory, file).split(sep).join('/'),
      createHash('sha256').update(readFileSync(file)).digest('base64url'),
    ]),
  );
}

/** What is wrong with the files, as the end of a sentence; undefined where they are as they were sealed. */
export function brokenSeal(
  seal: Record<string, string>,
  found: Record<string, string>,
): string | undefined {
  for (const [file, hash] of Object.entries(seal)) {
    if (found[file] === undefined) return `its ${file} is missing`;
    if (found[file] !== hash) return `its ${file} is not as it was left`;
  }
  return undefined;
}

function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => !idle.includes(name))
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .sort();
}
