import { once } from 'node:events';
import { join } from 'node:path';
import { home, startEmbedded } from './embedded.ts';
import { readStartOptions, startHelp, type StartOptions } from './start-options.ts';
import { untilStopped } from './until-stopped.ts';

const stopped = untilStopped();

try {
  const options = readStartOptions(process.argv.slice(2));
  if (options.help) console.log(startHelp);
  else await run(options);
} catch (error) {
  // To be stopped is no failure, and starting is given up by throwing.
  if (!stopped.aborted) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}

async function run({ port, memory, verbose }: StartOptions): Promise<void> {
  const embedded = await startEmbedded({
    port,
    memory,
    functionOutput: verbose ? console.error : join(home, 'logs'),
    report: console.error,
    signal: stopped,
  });
  console.log(readyText(embedded.url, memory));
  if (!stopped.aborted) await once(stopped, 'abort');
  await embedded.close();
}

function readyText(url: string, memory: boolean): string {
  const kept = memory ? 'Nothing is kept' : 'Table and queues are kept in .madrona/state';
  return `The stack is ready at ${url}

  curl -i ${url}/v1/run/add/2/3
  curl -i ${url}/v1/tasks -H 'content-type: application/json' -d '{"task":"countdown","kwargs":{"seconds":10},"pollingUrl":"/my/countdown"}'
  curl -i '${url}/v1/status?pollingUrl=/my/countdown'

AWS would ask for a signature (IAM); here whoever reaches this port may call. Ctrl-C stops everything.
${kept}; what the functions write stands in .madrona/logs, or here with --verbose.`;
}
