import { startEmbedded } from '../../../local/embedded.ts';
import { createRecorder } from './recorder.ts';
import type { StackOptions, StackLine } from './stack-process.ts';

// A stack as `npm start` has one, with a recorder before its stores. It says what comes to pass, a line each.
const { state, outdir, ledger, point } = JSON.parse(process.argv[2] ?? '') as StackOptions; // from stack-process.ts

const embedded = await startEmbedded({
  state,
  outdir,
  front: createRecorder({ ledger, point, onPoint: () => say({ kind: 'point' }) }),
});
process.on('SIGTERM', () => void embedded.close().then(() => process.exit()));
say({ kind: 'ready', url: embedded.url, sqs: embedded.endpoints.sqs, queueUrl: embedded.queueUrl });

function say(line: StackLine): void {
  console.log(JSON.stringify(line));
}
