import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';

const root = join(import.meta.dirname, '../..');

export interface Packed {
  tarball: string;
  /** Paths of the files in it. */
  files: string[];
  textOf(path: string): string;
  /** A new project with the package and, of all other packages, only these. */
  projectWith(packages: readonly string[]): string;
  remove(): void;
}

/** What `npm pack` makes, outside of the project. */
export function pack(): Packed {
  const scratch = mkdtempSync(join(tmpdir(), 'madrona-packed-'));
  execFileSync('npm', ['pack', '--pack-destination', scratch], { cwd: root, stdio: 'pipe' });
  const [name = ''] = readdirSync(scratch);
  const tarball = join(scratch, name);
  execFileSync('tar', ['-xzf', tarball, '-C', scratch]);
  const unpacked = join(scratch, 'package'); // so npm names it in a tarball

  return {
    tarball,
    files: readdirSync(unpacked, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(unpacked, join(entry.parentPath, entry.name))),
    textOf: (path) => readFileSync(join(unpacked, path), 'utf8'),
    projectWith(packages) {
      const modules = join(mkdtempSync(join(scratch, 'project-')), 'node_modules');
      cpSync(unpacked, join(modules, 'madrona-async'), { recursive: true });
      for (const each of packages) {
        mkdirSync(dirname(join(modules, each)), { recursive: true });
        symlinkSync(join(root, 'node_modules', each), join(modules, each));
      }
      return dirname(modules);
    },
    remove: () => rmSync(scratch, { recursive: true }),
  };
}
