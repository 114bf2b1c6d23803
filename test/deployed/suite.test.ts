import { it } from 'vitest';
import { endToEndSuite } from '../e2e/suite.ts';
import { readDeployedStack } from './env.ts';
import { targetOf } from './target.ts';

const deployed = readDeployedStack();

if (deployed === undefined) {
  it('a deployed stack passes the end-to-end suite', ({ skip }) => {
    skip('`npm run test:deployed -- --url <base URL>` tries one');
  });
} else {
  const target = targetOf(deployed);
  endToEndSuite(`on ${deployed.place}`, () => target);
}
