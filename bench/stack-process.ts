import { startEmbedded } from '../local/embedded.ts';
import { sampleShares, type Sampling } from './sampled-shares.ts';
import type { StackOrder, StackReport } from './stack-place.ts';

// The embedded stack as `madrona-async dev --memory` runs it, for another process to measure. It ends with that one.

const { url, tableName, endpoints, close } = await startEmbedded({
  memory: true,
  report: console.error,
});
let sampling: Promise<Sampling> | undefined;

process.on('disconnect', () => void close());
process.on('message', (order: StackOrder) => {
  if (order === 'profile') sampling = sampleShares();
  else void sendShares();
});
send({ kind: 'ready', place: { url, tableName, endpoints } });

async function sendShares(): Promise<void> {
  const shares = await (await sampling)?.stop();
  send({ kind: 'shares', shares: shares ?? {} });
}

function send(report: StackReport): void {
  process.send?.(report);
}
