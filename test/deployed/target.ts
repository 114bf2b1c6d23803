import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { fromNodeProviderChain } from '@aws-sdk/credential-providers';
import { createSigningFetch } from '../../client/sigv4.ts';
import type { Target } from '../e2e/target.ts';
import { readRegion } from './env.ts';
import { fetchVia } from './fetch-via.ts';
import type { Deployed } from './options.ts';

export function targetOf(deployed: Deployed): Target {
  const { url, begins, deadLetters } = deployed;
  return {
    url,
    fetch: fetchFor(deployed),
    begins,
    ...(deadLetters !== undefined && { sendDeadLetter: sendTo(deadLetters) }),
  };
}

function fetchFor(deployed: Deployed): Target['fetch'] {
  const { url, via, token, unsigned, service } = deployed;
  // What the host tells counts before the environment.
  const told = /\.(execute-api|lambda-url)\./.test(new URL(url).host);
  const region = deployed.region ?? (told ? undefined : readRegion());
  const fetch: Target['fetch'] = via === undefined ? globalThis.fetch : fetchVia(via);
  if (unsigned) return fetch;
  if (token !== undefined) return withToken(token, fetch);
  return createSigningFetch({
    credentials: fromNodeProviderChain(),
    fetch,
    ...(region !== undefined && { region }),
    ...(service !== undefined && { service }),
  });
}

function withToken(token: string, fetch: Target['fetch']): Target['fetch'] {
  return (url, init = {}) => {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${token}`);
    return fetch(url, { ...init, headers });
  };
}

function sendTo(queueUrl: string): (body: string) => Promise<void> {
  const sqs = new SQSClient({ credentials: fromNodeProviderChain() });
  return async (body) => {
    await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: body }));
  };
}
