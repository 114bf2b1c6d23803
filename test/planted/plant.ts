import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { changed, changesOf, type Bug } from './bug.ts';

export const root = join(import.meta.dirname, '../..');

/** All that the simulator and the tests of the rules need. */
const needed = [
  ...['core', 'lambdas', 'client', 'infra', 'local', 'test', 'bench'],
  ...['package.json', 'tsconfig.json', 'vitest.config.ts'],
];

/** Uses a copy of the project that has the bug, and removes it. */
export async function withPlanted<T>(bug: Bug, use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'planted-'));
  try {
    for (const name of needed) cpSync(join(root, name), join(folder, name), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    for (const change of changesOf(bug)) {
      const path = join(folder, change.file);
      writeFileSync(path, changed(readFileSync(path, 'utf8'), change));
    }
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
