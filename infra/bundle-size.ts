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
 * Throws an `Error` where a cold start would load more than `maxBytes` of code. It names the largest packages,
 * and the tasks that import some of them statically.
 */
export function checkSize(graph: BundleGraph, limit: { name: string; maxBytes?: number }): void {
  if (limit.maxBytes === undefined) return;
  const loaded = [...staticOutputs(graph)];
  const size = sum(loaded.map((path) => graph.metafile.outputs[path]?.bytes ?? 0));
  if (size <= limit.maxBytes) return;
  const bytesOf = loadedBytes(graph, loaded);
  throw new Error(
    [
      `The ${limit.name} function loads ${inKilobytes(size)} of code when it starts, and at most ${inKilobytes(limit.maxBytes)} are allowed.`,
      'The largest packages:',
      ...listed(packageWeights(graph, bytesOf)),
      'What tasks import, which import() inside their run would load later:',
      ...listed(taskWeights(graph, bytesOf)),
    ].join('\n'),
  );
}

interface Weight {
  what: string;
  bytes: number;
}

function listed(weights: Weight[]): string[] {
  const worthNaming = weights.filter(({ bytes }) => bytes >= 1000);
  if (worthNaming.length === 0) return ['- nothing'];
  return worthNaming
    .sort((a, b) => b.bytes - a.bytes)
    .slice(0, 5)
    .map(({ what, bytes }) => `- ${what}: ${inKilobytes(bytes)}`);
}

function packageWeights({ metafile }: BundleGraph, bytesOf: (input: string) => number): Weight[] {
  const packages = Map.groupBy(Object.keys(metafile.inputs).filter(isPackage), packageName);
  return [...packages].map(([what, paths]) => ({ what, bytes: sum(paths.map(bytesOf)) }));
}

/** What each task's file adds to the code that is loaded at start: itself, and packages with all they bring. */
function taskWeights(graph: BundleGraph, bytesOf: (input: string) => number): Weight[] {
  const { inputs } = graph.metafile;
  const own = ownModules(graph);
  return [...taskModules(graph)].flatMap((task) => {
    const added = staticImports(inputs, task).filter((path) => isPackage(path) && !own.has(path));
    return [
      { what: `${task} itself`, bytes: bytesOf(task) },
      ...[...Map.groupBy(added, packageName)].map(([name, paths]) => {
        const brought = reach(paths, (path) => staticImports(inputs, path));
        const bytes = sum([...brought].filter((path) => !own.has(path)).map(bytesOf));
        return { what: `${task} imports ${name}`, bytes };
      }),
    ];
  });
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
