import { parseArgs } from 'node:util';
import { frontKinds } from '../../infra/front.ts';
import { bootstrap } from '../../local/emulator/cdk.ts';
import { account, region } from '../../local/region.ts';
import { checkItAnswers, localEndpoint } from '../../local/emulator/endpoint.ts';
import { deviations } from './deviations.ts';
import { readEndpoint, withEmulator } from './env.ts';
import { runVitest } from './vitest.ts';

const help = `npm run test:emulator [-- <options>]

Deploys to the emulator at AWS_ENDPOINT_URL (http://localhost:4566 by default), runs the end-to-end suite there,
deploys over running stacks, and removes all of it.

  --fronts <names>       those of our fronts that it has: ${frontKinds.join(', ')}; by default rest alone
  --deviations <names>   what that emulator does otherwise than AWS: ${deviations.join(', ')}
  --report <file>        writes the results as JSON, too
  --help                 this`;

const files = ['emulator', 'update'].map((name) => `test/deployed/${name}.test.ts`);

try {
  const { values } = parseArgs({
    options: {
      fronts: { type: 'string' },
      deviations: { type: 'string' },
      report: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) console.log(help);
  else {
    const endpoint = localEndpoint(readEndpoint());
    await checkItAnswers(endpoint);
    const fronts = namesAmong('front', frontKinds, values.fronts ?? 'rest');
    const told = namesAmong('deviation', deviations, values.deviations ?? '');
    // Once: the stories that are told at the same time would race for it.
    await bootstrap(endpoint, `aws://${account}/${region}`);
    process.exitCode = await runVitest(
      files,
      withEmulator({ endpoint, fronts, deviations: told }),
      {
        report: values.report,
      },
    );
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** Names between commas. Throws an `Error` with a sentence for people. */
function namesAmong<T extends string>(what: string, known: readonly T[], text: string): T[] {
  const given = text.split(',').map((name) => name.trim());
  return given
    .filter((name) => name !== '')
    .map((name) => {
      const found = known.find((each) => each === name);
      if (found !== undefined) return found;
      throw new Error(`There is no ${what} ${name}; known are ${known.join(', ')}`);
    });
}
