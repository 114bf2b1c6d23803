import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a user of the package imports, and the file that it is made from. */
export interface Entry {
  specifier: string;
  /** From the project's root. */
  source: string;
}

/** The project's root. */
export const root = join(import.meta.dirname, '../..');

/** The entries that the package exports, in its manifest's order. */
export function readEntries(): Entry[] {
  const { name, exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    name: string;
    exports: Record<string, string>;
  };
  return Object.entries(exports)
    .filter(([, built]) => built.endsWith('.js'))
    .map(([path, built]) => ({
      specifier: name + path.slice(1),
      source: built.replace('./dist/', '').replace(/js$/, 'ts'),
    }));
}
