import type { BundleGraph } from './bundle-closure.ts';
import {
  isPackage,
  ownModules,
  reach,
  staticImports,
  staticOutputs,
  taskModules,
} from './bundle-closure.ts';

/**
 * Throws an `Error` where a cold start would load more than `maxBytes` of code. It names the largest of what
 * tasks import statically, with their files.
 */
export function checkSize(graph: BundleGraph, limit: { name: string; maxBytes?: number }): void {
  if (limit.maxBytes === undefined) return;
  const loaded = [...staticOutputs(graph)];
  const size = sum(loaded.map((path) => graph.metafile.outputs[path]?.bytes ?? 0));
  if (size <= limit.maxBytes) return;
  const blamed = taskWeights(graph, loaded).slice(0, 5);
  throw new Error(
    [
      `The ${limit.name} function loads ${inKilobytes(size)} of code when it starts, and at most ${inKilobytes(limit.maxBytes)} are allowed.`,
      blamed.length === 0 ? 'No task is at fault.' : 'Import heavy packages inside run:',
      ...blamed.map(({ task, what, bytes }) => `- ${task}: ${what}, ${inKilobytes(bytes)}`),
    ].join('\n'),
  );
}

/** What each task adds to the code that is loaded at start, largest first. */
function taskWeights(graph: BundleGraph, loaded: string[]) {
  const { inputs } = graph.metafile;
  const own = ownModules(graph);
  const bytesOf = loadedBytes(graph, loaded);
  return [...taskModules(graph)]
    .flatMap((task) => {
      const added = staticImports(inputs, task).filter((path) => isPackage(path) && !own.has(path));
      return [
        { task, what: 'its own code', bytes: bytesOf(task) },
        ...[...Map.groupBy(added, packageName)].map(([name, paths]) => {
          const brought = reach(paths, (path) => staticImports(inputs, path));
          const bytes = sum([...brought].filter((path) => !own.has(path)).map(bytesOf));
          return { task, what: `import '${name}'`, bytes };
        }),
      ];
    })
    .sort((a, b) => b.bytes - a.bytes);
}

function loadedBytes({ metafile }: BundleGraph, loaded: string[]): (input: string) => number {
  return (input) =>
    sum(loaded.map((path) => metafile.outputs[path]?.inputs[input]?.bytesInOutput ?? 0));
}

/** `node_modules/@turf/buffer/dist/index.js` → `@turf/buffer`. */
function packageName(path: string): string {
  const [scope = '', name] = path.slice(path.lastIndexOf('node_modules/') + 13).split('/');
  return scope.startsWith('@') && name !== undefined ? `${scope}/${name}` : scope;
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function inKilobytes(bytes: number): string {
  return `${Math.round(bytes / 1000)} KB`;
}
