import { realpathSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { buildSync } from 'esbuild';
import { checkLeftOut, otherCredentials } from './bundle-credentials.ts';
import { checkSize } from './bundle-size.ts';
import { shippedOutputs } from './bundle-closure.ts';
import type { FunctionEntries } from './function-entries.ts';

/** What a bundle is made of. */
export interface BundleProps extends FunctionEntries {
  /** Named in the refusal of a bundle that is too large. */
  name: string;
  /** The folder that `entries` are relative to. */
  root: string;
  /** The module that `#tasks` stands for: absolute, or relative to `root`. */
  tasks: string;
}

/** A file of a function's folder. */
export interface BundledFile {
  /** Relative to the function's folder. */
  path: string;
  contents: Uint8Array;
}

// CommonJS packages call `require`, which an ES module does not have.
const banner =
  "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);";

/**
 * A function's files: ES modules with everything bundled in, split so that what is imported lazily is loaded
 * lazily, and their source maps. The same sources give the same bytes, wherever they lie together.
 *
 * Throws an `Error` where something cannot be bundled, where a function that runs no tasks would need at start
 * what is left out of it, and where a cold start would load more than `maxBytes`, naming packages and tasks.
 */
export function bundle(props: BundleProps): BundledFile[] {
  const root = realpathSync(props.root);
  const tasks = realpathSync(resolve(root, props.tasks));
  const base = commonFolder(root, tasks);
  const fromBase = (path: string) => relative(base, path).replaceAll(sep, '/');
  const entryPoints = Object.entries(props.entries).map(([out, entry]) => {
    return { in: resolve(root, entry), out };
  });
  const standIns = Object.fromEntries(
    Object.entries(props.standIns ?? {}).map(([name, path]) => [name, resolve(root, path)]),
  );
  const { outputFiles, metafile } = buildSync({
    // From here metafile and source maps name their sources, and `node_modules` in a name says what is a package.
    absWorkingDir: base,
    entryPoints,
    alias: { '#tasks': tasks, ...standIns },
    bundle: true,
    format: 'esm',
    splitting: true,
    external: props.runsTasks ? [] : otherCredentials,
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'], // halves the AWS SDK: its `main` is CommonJS, which is not tree-shaken
    minify: true,
    legalComments: 'none',
    sourcemap: 'linked',
    sourcesContent: false, // Node parses a module's map when it loads it: without the sources in a third of the time
    banner: { js: banner },
    outdir: base, // where nothing is written: source maps name sources relative to it
    outExtension: { '.js': '.mjs' },
    write: false,
    metafile: true,
    logLevel: 'silent',
  });
  const graph = {
    metafile,
    entries: entryPoints.map((entry) => fromBase(entry.in)),
    tasks: fromBase(tasks),
  };
  checkSize(graph, props);
  const shipped = props.runsTasks ? undefined : shippedOutputs(graph);
  if (shipped !== undefined) checkLeftOut(metafile, shipped, props.name);
  return outputFiles
    .map(({ path, contents }) => ({ path: fromBase(path), contents }))
    .filter(({ path }) => shipped === undefined || shipped.has(path.replace(/\.map$/, '')))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The deepest folder that holds both a folder and a file: a team's own, where this is one of its packages. */
function commonFolder(folder: string, file: string): string {
  const parts = file.split(sep);
  const shared = folder.split(sep).findIndex((part, index) => part !== parts[index]);
  return shared === -1 ? folder : parts.slice(0, shared).join(sep) || sep;
}
