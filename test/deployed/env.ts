import type { FrontKind } from '../../infra/front.ts';
import type { Deviation } from './deviations.ts';
import type { Deployed } from './options.ts';

/** An emulator that tests deploy to. */
export interface Emulator {
  endpoint: string;
  /** Those of our fronts that it has. */
  fronts: readonly FrontKind[];
  /** What it does otherwise than AWS. */
  deviations: Deviation[];
}

/** How the programs here tell tests of a stack that is deployed, and of an emulator. */
const names = { deployed: 'MADRONA_TEST_DEPLOYED', emulator: 'MADRONA_TEST_EMULATOR' };

/** Undefined where there is none. */
export function readDeployedStack(): Deployed | undefined {
  const text = process.env[names.deployed];
  return text === undefined ? undefined : (JSON.parse(text) as Deployed); // by withDeployedStack
}

export function withDeployedStack(deployed: Deployed): NodeJS.ProcessEnv {
  return { ...process.env, [names.deployed]: JSON.stringify(deployed) };
}

/** Undefined where there is none. */
export function readEmulator(): Emulator | undefined {
  const text = process.env[names.emulator];
  return text === undefined ? undefined : (JSON.parse(text) as Emulator); // by withEmulator
}

export function withEmulator(emulator: Emulator): NodeJS.ProcessEnv {
  return { ...process.env, [names.emulator]: JSON.stringify(emulator) };
}

/** For a program that deploys to an emulator. */
export function withEndpoint(endpoint: string): NodeJS.ProcessEnv {
  return { ...process.env, AWS_ENDPOINT_URL: endpoint };
}

/** The emulator's, as the programs that deploy read it. */
export function readEndpoint(): string | undefined {
  return process.env['AWS_ENDPOINT_URL'];
}

/** The region that the AWS SDK would use. */
export function readRegion(): string | undefined {
  return process.env['AWS_REGION'] ?? process.env['AWS_DEFAULT_REGION'];
}
