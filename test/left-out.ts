import type { Reporter, TestModule } from 'vitest/node';

/** Says at the end of a run what was left out of it, and why. */
export class LeftOut implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const skipped = modules.flatMap((module) => [...module.children.allTests('skipped')]);
    for (const test of skipped) {
      const result = test.result();
      const why = result.state === 'skipped' ? result.note : undefined;
      console.log(`Left out: ${test.fullName}${why === undefined ? '' : ` (${why})`}`);
    }
  }
}
