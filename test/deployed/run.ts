import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { withDeployedStack } from './env.ts';
import { deployedHelp, readDeployed, type Deployed } from './options.ts';

try {
  const deployed = readDeployed(process.argv.slice(2));
  if (deployed === undefined) console.log(deployedHelp);
  else process.exitCode = await runSuite(deployed);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function runSuite(deployed: Deployed): Promise<number> {
  const vitest = join(
    dirname(createRequire(import.meta.url).resolve('vitest/package.json')),
    'vitest.mjs',
  );
  const suite = [
    'run',
    '--project',
    'deployed',
    'test/deployed/suite.test.ts',
    '--maxConcurrency',
    '4',
  ];
  const child = spawn(process.execPath, [vitest, ...suite], {
    cwd: join(import.meta.dirname, '../..'),
    env: withDeployedStack(deployed),
    stdio: 'inherit',
  });
  const [code] = (await once(child, 'exit')) as [number | null]; // what that event carries
  return code ?? 1;
}
