import { parseArgs } from 'node:util';
import { checkItAnswers, localEndpoint } from '../../local/emulator/endpoint.ts';
import { deviations, parseDeviations } from './deviations.ts';
import { readEndpoint, withEmulator } from './env.ts';
import { runVitest } from './vitest.ts';

const help = `npm run test:emulator [-- --deviations <names>] [-- --report <file>]

Deploys to the emulator at AWS_ENDPOINT_URL (http://localhost:4566 by default), runs the end-to-end suite there,
deploys over running stacks, and removes all of it.

  --deviations <names>   what that emulator does otherwise than AWS: ${deviations.join(', ')}
  --report <file>        writes the results as JSON, too
  --help                 this`;

try {
  const { values } = parseArgs({
    options: {
      deviations: { type: 'string' },
      report: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) console.log(help);
  else process.exitCode = await testEmulator(values.deviations ?? '', values.report);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function testEmulator(names: string, report: string | undefined): Promise<number> {
  const endpoint = localEndpoint(readEndpoint());
  await checkItAnswers(endpoint);
  const env = withEmulator({ endpoint, deviations: parseDeviations(names) });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const files = ['emulator', 'update'].map((name) => `test/deployed/${name}.test.ts`);
  return runVitest(files, env, report === undefined ? [] : reporters);
}
