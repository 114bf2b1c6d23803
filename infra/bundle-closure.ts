import type { Metafile } from 'esbuild';

/** What esbuild says of a bundle. All paths are relative to where it ran. */
export interface BundleGraph {
  metafile: Metafile;
  /** The sources that were asked for. */
  entries: string[];
  /** The module that `#tasks` stands for. */
  tasks: string;
}

/** All outputs but those which are there only because a task imports them lazily. */
export function shippedOutputs({ metafile, entries, tasks }: BundleGraph): Set<string> {
  const lazyImporters = taskModules({ metafile, entries, tasks });
  const inputs = reach(entries, (path) =>
    importsOf(metafile.inputs, path)
      .filter(({ kind }) => kind !== 'dynamic-import' || !lazyImporters.has(path))
      .map((imported) => imported.path),
  );
  const isShipped = (path: string) => inputs.has(metafile.outputs[path]?.entryPoint ?? '');
  return reach(entryOutputs(metafile, entries), (path) =>
    importsOf(metafile.outputs, path)
      .filter((imported) => imported.kind !== 'dynamic-import' || isShipped(imported.path))
      .map((imported) => imported.path),
  );
}

/** The outputs that are loaded at start. */
export function staticOutputs({ metafile, entries }: BundleGraph): Set<string> {
  return reach(entryOutputs(metafile, entries), (path) => staticImports(metafile.outputs, path));
}

/** The tasks' own modules: what the registry imports, and the function does not without it. */
export function taskModules({ metafile, entries, tasks }: BundleGraph): Set<string> {
  const own = ownModules({ metafile, entries, tasks });
  const modules = reach([tasks], (path) =>
    staticImports(metafile.inputs, path).filter((imported) => !isPackage(imported)),
  );
  return new Set([...modules].filter((path) => !own.has(path)));
}

/** The modules that the function loads at start even without a task. */
export function ownModules({ metafile, entries, tasks }: BundleGraph): Set<string> {
  return reach(entries, (path) =>
    staticImports(metafile.inputs, path).filter((imported) => imported !== tasks),
  );
}

type Nodes = Metafile['inputs'] | Metafile['outputs'];

/** What a module or an output imports as it is loaded, packages of Node left out. */
export function staticImports(nodes: Nodes, path: string): string[] {
  return importsOf(nodes, path)
    .filter(({ kind }) => kind !== 'dynamic-import')
    .map((imported) => imported.path);
}

/** All that can be reached from somewhere, with where one began. */
export function reach(from: Iterable<string>, next: (path: string) => string[]): Set<string> {
  const reached = new Set(from);
  for (const path of reached) for (const found of next(path)) reached.add(found);
  return reached;
}

/** Whether a source is of an installed package. */
export function isPackage(path: string): boolean {
  return path.split('/').includes('node_modules');
}

function importsOf(nodes: Nodes, path: string) {
  return (nodes[path]?.imports ?? []).filter(({ external }) => external !== true);
}

function entryOutputs(metafile: Metafile, entries: string[]): string[] {
  return Object.entries(metafile.outputs)
    .filter(([, { entryPoint }]) => entryPoint !== undefined && entries.includes(entryPoint))
    .map(([path]) => path);
}
