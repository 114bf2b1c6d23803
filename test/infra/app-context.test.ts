import { Architecture } from 'aws-cdk-lib/aws-lambda';
import { expect, test } from 'vitest';
import { readAppContext } from '../../infra/app-context.ts';

const read = (context: Record<string, unknown>) => readAppContext((name) => context[name]);

test('without context the app is as it is deployed to AWS', () => {
  expect(read({})).toEqual({
    stackName: 'MadronaAsync',
    front: 'rest',
    architecture: Architecture.ARM_64,
  });
});

test('the context says what differs by place', () => {
  expect(read({ stackName: 'Second-1', front: 'http', architecture: 'x86_64' })).toEqual({
    stackName: 'Second-1',
    front: 'http',
    architecture: Architecture.X86_64,
  });
});

test.each([
  [{ front: 'alb' }, 'front is "alb"; it must be one of rest, http, function-url'],
  [{ architecture: 'x86' }, 'architecture is "x86"; it must be one of arm64, x86_64'],
  [{ architecture: 'toString' }, 'architecture is "toString"; it must be one of arm64, x86_64'],
  [
    { stackName: 'my_stack' },
    'stackName is "my_stack"; it must be letters, digits and hyphens, at most 128 of them, a letter first',
  ],
])('%j is refused with what is allowed', (context, says) => {
  expect(() => read(context)).toThrow(new TypeError(`The context value ${says}`));
});
