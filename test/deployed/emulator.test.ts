import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deployArguments } from '../../local/emulator/deploy.ts';
import { runCdk } from '../../local/emulator/cdk.ts';
import { endToEndSuite } from '../e2e/suite.ts';
import { deployLocal, emulatorTarget, npmRun, type Deployment } from './emulator.ts';
import { readEmulator } from './env.ts';
import { leftBehind } from './left-behind.ts';

const emulator = readEmulator();

if (emulator === undefined) {
  it('an emulator passes the end-to-end suite', ({ skip }) => {
    skip('`npm run test:emulator` tries one');
  });
} else {
  describe.each(emulator.fronts)('behind %s', (front) => {
    const { endpoint } = emulator;
    const stack = ['--context', `stackName=Suite-${front}`, '--context', `front=${front}`];
    let deployment: Deployment;
    let target: ReturnType<typeof emulatorTarget>;

    beforeAll(async () => {
      const began = Date.now();
      deployment = await deployLocal(endpoint, stack);
      console.log(`Deployed in ${((Date.now() - began) / 1000).toFixed(1)} s`);
      target = emulatorTarget(endpoint, deployment.outputs);
    }, 180_000);

    afterAll(() => target?.close());

    describe('npm run deploy:local', () => {
      it('prints three calls that can be pasted', async () => {
        const calls = deployment.printed.match(/^ {2}curl .+$/gm) ?? [];

        expect(calls).toHaveLength(3);
        for (const call of calls) {
          const { stdout } = await promisify(execFile)('bash', ['-c', call]);
          expect(stdout).toMatch(/^HTTP\/1.1 20[02] /);
        }
      });

      it('leaves nothing for a second one to change', async () => {
        await expect(
          runCdk(endpoint, ['diff', '--fail', ...deployArguments, ...stack]),
        ).resolves.toBeUndefined();
      }, 120_000);
    });

    endToEndSuite(`on ${endpoint}`, () => target);

    describe('what the suite leaves behind', () => {
      it('is nothing that does not expire', async () => {
        const left = await leftBehind(endpoint, deployment.outputs, 90);

        expect(left).toEqual({ items: [], messages: 0 });
      });
    });

    describe('npm run destroy:local', () => {
      it('ends well, and again', async () => {
        await npmRun(endpoint, 'destroy:local', stack);
        await npmRun(endpoint, 'destroy:local', stack);

        const answer = await target.fetch(`${target.url}/healthz`);
        expect(answer.ok).toBe(false);
      }, 120_000);
    });
  });
}
