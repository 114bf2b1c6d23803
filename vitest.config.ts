import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { homeOf } from './local/home.ts';
import { LeftOut } from './test/left-out.ts';
import { WaitingFirst } from './test/waiting-first.ts';

const needStack = ['test/e2e/**/*.test.ts', 'test/local/**/*.test.ts'];
const needOthers = ['test/others/**/*.test.ts'];
const needDeployment = ['test/deployed/**/*.test.ts'];

export default defineConfig({
  test: {
    sequence: { shuffle: true, sequencer: WaitingFirst },
    allowOnly: false,
    reporters: ['default', new LeftOut()],
    maxWorkers: availableParallelism() + 1, // one of them waits, as a rule
    // What Node has compiled, for the workers and for the stacks that they start.
    env: { NODE_COMPILE_CACHE: join(homeOf(import.meta.dirname), 'cache') },
    maxConcurrency: 16,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [...needStack, ...needOthers, ...needDeployment],
          isolate: false, // two fifths of their time went into loading the same modules for each file
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'stack',
          include: needStack,
          testTimeout: 400_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'others', // programs of others, where they are installed
          include: needOthers,
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'deployed',
          include: needDeployment,
          // A stack's story is told in order; that of one goes on while another's waits.
          sequence: { groupOrder: 1, shuffle: false },
          testTimeout: 400_000,
        },
      },
    ],
  },
});
