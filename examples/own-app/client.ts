import { fromNodeProviderChain } from '@aws-sdk/credential-providers';
import { createClient } from 'madrona-async/client';
import { createSigningFetch } from 'madrona-async/client/sigv4';
import type * as tasks from './tasks.ts';

const [url = 'http://127.0.0.1:8787', region] = process.argv.slice(2);
const client = createClient<typeof tasks>({
  url,
  // AWS asks for a signature; the embedded stack does not.
  ...(region && { fetch: createSigningFetch({ region, credentials: fromNodeProviderChain() }) }),
});

const speed = await client.run('knots', { metres: 100, seconds: 20 });
const { fish } = await client.run(
  'haul',
  { nets: 20 },
  { onProgress: ({ current, total }) => console.log(`${current} of ${total} nets`) },
);
console.log(`${fish} fish, at ${speed.toFixed(1)} knots`);
