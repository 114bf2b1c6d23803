import { Architecture } from 'aws-cdk-lib/aws-lambda';
import { frontKinds, type FrontKind } from './front.ts';

/** What differs by place, by the CDK's context: `cdk deploy -c architecture=x86_64`. */
export interface AppContext {
  /** Two stacks of different names can stand side by side. */
  stackName: string;
  front: FrontKind;
  architecture: Architecture;
}

const fronts = Object.fromEntries(frontKinds.map((kind) => [kind, kind]));
const architectures = { arm64: Architecture.ARM_64, x86_64: Architecture.X86_64 };

/** Throws a `TypeError` that names the value which is wrong and what it may be. */
export function readAppContext(valueOf: (name: string) => unknown): AppContext {
  return {
    stackName: stackName(valueOf('stackName') ?? 'MadronaAsync'),
    front: oneOf('front', fronts, valueOf('front') ?? 'rest'),
    architecture: oneOf('architecture', architectures, valueOf('architecture') ?? 'arm64'),
  };
}

function stackName(given: unknown): string {
  // CloudFormation's own rule: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html
  if (typeof given === 'string' && /^[A-Za-z][A-Za-z0-9-]{0,127}$/.test(given)) return given;
  const allowed = 'letters, digits and hyphens, at most 128 of them, a letter first';
  throw refusal('stackName', given, allowed);
}

function oneOf<T>(name: string, choices: Record<string, T>, given: unknown): T {
  const chosen = new Map<unknown, T>(Object.entries(choices)).get(given);
  if (chosen !== undefined) return chosen;
  throw refusal(name, given, `one of ${Object.keys(choices).join(', ')}`);
}

function refusal(name: string, given: unknown, allowed: string): TypeError {
  return new TypeError(
    `The context value ${name} is ${JSON.stringify(given)}; it must be ${allowed}`,
  );
}
