import { output, type StackOutputs } from './outputs.ts';

/** Where an emulator answers for a stack's API. */
export interface Address {
  url: string;
  /** Where to connect to for it, where nobody resolves its host. */
  via?: string;
}

/**
 * The URL that a stack tells is AWS's own, which leads nowhere here. REST and HTTP APIs have a path at the emulator's
 * endpoint instead, in a form of LocalStack's that others have taken over; function URLs have nothing but their host.
 */
export function addressOf(endpoint: string, outputs: StackOutputs): Address {
  const told = output(outputs, 'Url');
  // No parser takes LocalStack's own host names, which end in an IP address.
  const [, urlId, region] = /^https?:\/\/([a-z0-9]+)\.lambda-url\.([a-z0-9-]+)\./.exec(told) ?? [];
  if (urlId !== undefined) {
    return { url: `http://${urlId}.lambda-url.${region}.on.aws`, via: endpoint };
  }
  const [, stage] = /^https?:\/\/[^/]+\/([^/]+)/.exec(told) ?? [];
  const apiId = output(outputs, 'ApiId');
  const path = stage === undefined ? apiId : `${apiId}/${stage}`;
  return { url: `${endpoint}/_aws/execute-api/${path}` };
}
