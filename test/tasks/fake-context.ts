import type { TaskContext } from '../../core/task.ts';

export type Said = Parameters<TaskContext['progress']>[0];

export interface FakeContext {
  context: TaskContext;
  /** All progress so far. */
  said: Said[];
}

/** What a task is given when a test runs its code by itself. */
export function fakeContext(overrides: Partial<TaskContext> = {}): FakeContext {
  const said: Said[] = [];
  const context: TaskContext = {
    taskId: 'key.run',
    attempt: 1,
    signal: new AbortController().signal,
    progress: (progress) => said.push(progress),
    log: () => undefined,
    ...overrides,
  };
  return { context, said };
}
