/**
 * Signs the client's requests, for an API with IAM authorisation.
 * @module madrona-async/client/sigv4
 * @disableGroups
 */
import { SignatureV4 } from '@smithy/signature-v4';
import { Sha256 } from '@smithy/core/checksum';

/** Of an AWS identity: keys, and the token of those that are temporary. */
export interface Credentials {
  /** Which key signs. */
  accessKeyId: string;
  /** The key itself; it is not sent. */
  secretAccessKey: string;
  /** Of temporary keys; it is sent along. */
  sessionToken?: string;
}

/** Whose signature it is, and for what. */
export interface SigningOptions {
  /** Keys, or who fetches them: asked before every request, so that temporary ones may be renewed. */
  credentials: Credentials | (() => Promise<Credentials>);
  /** Where the API is. @default - as its host name tells it; with a domain of one's own it has to be given */
  region?: string;
  /**
   * What the signature is for: `execute-api`, or `lambda` for a function URL.
   *
   * @default - as the API's own host name tells it, else `execute-api`
   */
  service?: string;
  /** What sends the signed request. @default - the global `fetch` */
  fetch?: (url: string, init: RequestInit) => Promise<Response>;
  /** The time of the signature. @default - the clock's */
  now?: () => Date;
}

/** A `fetch` that signs what it sends. */
export type SigningFetch = (url: string | URL, init?: RequestInit) => Promise<Response>;

/**
 * A `fetch` that signs requests for an API with IAM authorisation, by AWS Signature Version 4.
 *
 * ```ts
 * import { fromNodeProviderChain } from '@aws-sdk/credential-providers';
 * import { createClient } from 'madrona-async/client';
 * import { createSigningFetch } from 'madrona-async/client/sigv4';
 * import type * as tasks from './tasks.ts';
 *
 * const url = 'https://a1b2c3d4e5.execute-api.eu-north-1.amazonaws.com/prod';
 * const fetch = createSigningFetch({ credentials: fromNodeProviderChain() });
 * const client = createClient<typeof tasks>({ url, fetch });
 * ```
 *
 * It rejects with a `TypeError` where no region is known, and where the body is neither text nor bytes.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html
 */
export function createSigningFetch(options: SigningOptions): SigningFetch {
  const { credentials, fetch = globalThis.fetch, now = () => new Date() } = options;
  return async (url, init = {}) => {
    const target = new URL(url);
    const { region, service } = scopeOf(target.hostname, options);
    const signer = new SignatureV4({
      credentials,
      region,
      service,
      sha256: Sha256,
      applyChecksum: false,
    });
    const headers = new Headers(init.headers);
    const { headers: signed } = await signer.sign(
      {
        method: init.method ?? 'GET',
        protocol: target.protocol,
        hostname: target.hostname,
        path: target.pathname,
        query: queryOf(target.searchParams),
        headers: { host: target.host },
        body: bodyOf(init.body),
      },
      { signingDate: now() },
    );
    // fetch sets Host by itself, to the same.
    for (const [name, value] of Object.entries(signed))
      if (name !== 'host') headers.set(name, value);
    return fetch(target.href, { ...init, headers });
  };
}

/** Host names as AWS gives them: `id.execute-api.region.amazonaws.com`, `id.lambda-url.region.on.aws`. */
function scopeOf(host: string, options: SigningOptions): { region: string; service: string } {
  const [, kind, named] = /\.(execute-api|lambda-url)\.([a-z0-9-]+)\./.exec(host) ?? [];
  const region = options.region ?? named;
  if (region === undefined) {
    throw new TypeError(`${host} does not tell its region; give it as region, such as eu-north-1`);
  }
  return { region, service: options.service ?? (kind === 'lambda-url' ? 'lambda' : 'execute-api') };
}

function queryOf(parameters: URLSearchParams): Record<string, string[]> {
  return Object.fromEntries(
    [...new Set(parameters.keys())].map((name) => [name, parameters.getAll(name)]),
  );
}

function bodyOf(body: RequestInit['body']): string | ArrayBuffer | ArrayBufferView | undefined {
  if (body === undefined || body === null) return undefined;
  if (typeof body === 'string' || body instanceof ArrayBuffer || ArrayBuffer.isView(body))
    return body;
  throw new TypeError('A signed body is text or bytes, which can be hashed before they are sent');
}
