import { withDeployedStack } from './env.ts';
import { deployedHelp, readDeployed } from './options.ts';
import { runVitest } from './vitest.ts';

// npm run test:deployed -- --url <base URL>

try {
  const deployed = readDeployed(process.argv.slice(2));
  if (deployed === undefined) console.log(deployedHelp);
  else {
    const env = withDeployedStack(deployed);
    process.exitCode = await runVitest(['test/deployed/suite.test.ts'], env);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
