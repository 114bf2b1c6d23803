/** Where LocalStack listens, and with it what is made to take its place. */
const defaultEndpoint = 'http://localhost:4566';

/**
 * The endpoint of an emulator on this machine, without a slash at its end. Throws an `Error` with a sentence for
 * people where it leads anywhere else: what is deployed to it must not reach an account by mistake.
 */
export function localEndpoint(given: string | undefined): string {
  const url = URL.parse(given || defaultEndpoint);
  if (url !== null && isLocal(url)) return url.origin;
  throw new Error(
    `AWS_ENDPOINT_URL is ${given}; an emulator on this machine is expected, such as ${defaultEndpoint}`,
  );
}

function isLocal({ protocol, hostname }: URL): boolean {
  const isLoopback =
    /^(localhost|\[::1\]|127(\.\d{1,3}){3})$/.test(hostname) || hostname.endsWith('.localhost');
  return /^https?:$/.test(protocol) && isLoopback;
}

/** Rejects with a sentence for people where nothing answers. */
export async function checkItAnswers(endpoint: string): Promise<void> {
  try {
    await fetch(endpoint, { signal: AbortSignal.timeout(5_000) });
  } catch (cause) {
    throw new Error(
      `Nothing answers at ${endpoint}: start LocalStack by \`docker compose up -d --wait\`, or set AWS_ENDPOINT_URL to an emulator that runs on this machine`,
      { cause },
    );
  }
}
