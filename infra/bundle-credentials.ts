import type { Metafile } from 'esbuild';

/**
 * Ways to credentials that the AWS SDK imports when the environment has none, where Lambda puts them. Bundled,
 * they would keep more of the SDK's own code alive: 34 KB of what the API loads at start.
 */
export const otherCredentials = [
  ...['http', 'ini', 'login', 'process', 'sso', 'web-identity'].map(
    (way) => `@aws-sdk/credential-provider-${way}`,
  ),
  '@smithy/credential-provider-imds',
];

/** Throws an `Error` where one of them is needed at start: the function would not load. */
export function checkLeftOut(
  { outputs }: Metafile,
  shipped: ReadonlySet<string>,
  name: string,
): void {
  for (const output of shipped) {
    for (const { kind, path } of outputs[output]?.imports ?? []) {
      if (kind === 'dynamic-import' || !otherCredentials.includes(path)) continue;
      throw new Error(
        `The ${name} function has no ${path}, and something imports it statically: import it inside the run of its task`,
      );
    }
  }
}
