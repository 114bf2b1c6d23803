import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { root } from './entries.ts';

/** A folder inside the project, so that what is written there finds its packages. */
export interface SnippetFolder {
  path: string;
  write(file: string, text: string): Promise<string>;
  remove(): Promise<void>;
}

/** Who makes it removes it. */
export async function createSnippetFolder(): Promise<SnippetFolder> {
  const home = join(root, '.madrona');
  await mkdir(home, { recursive: true });
  const path = await mkdtemp(join(home, 'snippets-'));
  return {
    path,
    async write(file, text) {
      const whole = join(path, file);
      await mkdir(dirname(whole), { recursive: true });
      await writeFile(whole, text);
      return whole;
    },
    remove: () => rm(path, { recursive: true }),
  };
}
