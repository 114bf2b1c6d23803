import { parseDeviations, type Deviation } from './deviations.ts';
import type { Deployed } from './options.ts';

/** How a program of tests tells them of the stack that is deployed. */
const name = 'MADRONA_TEST_DEPLOYED';

/** Undefined where there is none. */
export function readDeployedStack(): Deployed | undefined {
  const text = process.env[name];
  return text === undefined ? undefined : (JSON.parse(text) as Deployed); // by withDeployedStack
}

/** This process's environment, with word of a stack. */
export function withDeployedStack(deployed: Deployed): NodeJS.ProcessEnv {
  return { ...process.env, [name]: JSON.stringify(deployed) };
}

/** This process's environment, with an emulator that a program is to deploy to. */
export function withEmulator(endpoint: string): NodeJS.ProcessEnv {
  return { ...process.env, AWS_ENDPOINT_URL: endpoint };
}

/** The region that the AWS SDK would use. */
export function readRegion(): string | undefined {
  return process.env['AWS_REGION'] ?? process.env['AWS_DEFAULT_REGION'];
}

/** The endpoint of an emulator to deploy to, where there is one: `http://localhost:4566`. */
export function readEmulator(): string | undefined {
  return process.env['MADRONA_TEST_EMULATOR'];
}

/** What that emulator does otherwise than AWS. */
export function readDeviations(): Deviation[] {
  return parseDeviations(process.env['MADRONA_TEST_DEVIATIONS'] ?? '');
}
