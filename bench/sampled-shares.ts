import { Session, type Profiler } from 'node:inspector/promises';

export interface Sampling {
  /** The share of each part in the time that was sampled, idle time apart. */
  stop(): Promise<Record<string, number>>;
}

/** Whose code it is, by its file: the first that matches, from the innermost frame outwards. */
const parts: readonly (readonly [part: string, file: RegExp])[] = [
  ['store', /\/node_modules\/(dynalite|lock|abstract-level|memory-level|level-transcoder)\//],
  ['queue', /\/node_modules\/(fauxqs|fastify|find-my-way|avvio|light-my-request)\//],
  ['gateway', /\/local\/gateway\//],
  ['poller', /\/local\/(polling|stores)\//],
  ['calls of functions', /\/local\/functions\/|node:internal\/child_process/],
];

/** Samples what this process does, and so slows it down a little. */
export async function sampleShares(): Promise<Sampling> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.start');
  return {
    async stop() {
      const { profile } = await session.post('Profiler.stop');
      session.disconnect();
      return sharesOf(profile);
    },
  };
}

function sharesOf({ nodes, samples = [] }: Profiler.Profile): Record<string, number> {
  const partOf = partsByNode(nodes);
  const counts: Record<string, number> = {};
  for (const sample of samples) {
    const part = partOf.get(sample);
    if (part !== undefined) counts[part] = (counts[part] ?? 0) + 1;
  }
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return Object.fromEntries(Object.entries(counts).map(([part, count]) => [part, count / total]));
}

/** Not of idle time, nor of what Node does without anybody's frame below it, which then counts for nobody. */
function partsByNode(nodes: readonly Profiler.ProfileNode[]): Map<number, string> {
  const found = new Map<number, string>();
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const visit = (id: number, outer: string | undefined) => {
    const node = byId.get(id);
    if (node === undefined) return;
    const own = parts.find(([, file]) => file.test(node.callFrame.url))?.[0] ?? outer;
    if (own !== undefined) found.set(id, own);
    for (const child of node.children ?? []) visit(child, own);
  };
  const [root] = nodes;
  if (root !== undefined) visit(root.id, undefined);
  return found;
}
