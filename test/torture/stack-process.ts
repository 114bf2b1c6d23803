import { once } from 'node:events';
import { startEmbedded, type Endpoints } from '../../local/embedded.ts';
import type { StackOptions, StackReport } from './stack.ts';

// The embedded stack of the torture's own app, with a relay before each store. It ends with who started it.

const options = JSON.parse(process.argv[2] ?? '') as StackOptions; // from stack.ts

const embedded = await startEmbedded({
  ...options,
  report: (line) => say({ kind: 'fault', line }),
  async front(stores) {
    say({ kind: 'stores', stores });
    const [relays] = (await once(process, 'message')) as [Endpoints]; // stack.ts sends nothing else
    return relays;
  },
});
const stop = () => void embedded.close().then(() => process.exit());
process.on('SIGTERM', stop);
process.on('disconnect', stop);
const { url, tableName, queueUrl } = embedded;
say({ kind: 'ready', place: { url, tableName, queueUrl } });

function say(report: StackReport): void {
  process.send?.(report);
}
