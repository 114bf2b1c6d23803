import { defineConfig } from 'vitest/config';
import { LeftOut } from './test/left-out.ts';

const needStack = ['test/e2e/**/*.test.ts', 'test/local/**/*.test.ts'];
const needOthers = ['test/others/**/*.test.ts'];
const needDeployment = ['test/deployed/**/*.test.ts'];

export default defineConfig({
  test: {
    sequence: { shuffle: true },
    allowOnly: false,
    reporters: ['default', new LeftOut()],
    maxWorkers: '100%',
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
          sequence: { groupOrder: 1 },
          testTimeout: 400_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'others', // programs of others, where they are installed
          include: needOthers,
          sequence: { groupOrder: 1 },
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'deployed',
          include: needDeployment,
          // A stack's story is told in order; that of one goes on while another's waits.
          sequence: { groupOrder: 2, shuffle: false },
          testTimeout: 400_000,
        },
      },
    ],
  },
});
