import { destroyIn } from './emulator/deploy.ts';
import { checkItAnswers, localEndpoint } from './emulator/endpoint.ts';
import { readEndpoint } from './env.ts';

// Removes what `npm run deploy:local` has deployed, but for its table:
//   npm run destroy:local [-- <further arguments of cdk destroy>]

try {
  const endpoint = localEndpoint(readEndpoint());
  await checkItAnswers(endpoint);
  await destroyIn(endpoint, process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
