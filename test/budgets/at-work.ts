import type { Progress } from '../../core/run.ts';
import type { FakeRun } from '../fakes/fake-executor.ts';
import { until } from '../local/until.ts';
import type { CountedStack } from './counted-stack.ts';

/** A run whose task is at work until it is told how to end. */
export interface AtWork {
  say(progress: Progress): void;
  /** Ends the task as that does: by what it returns or throws. */
  end(how: () => unknown): Promise<'done' | 'kept'>;
}

/** Hands the next message to the worker, and returns once its task is at work. */
export async function startWork(stack: CountedStack): Promise<AtWork> {
  const started = Promise.withResolvers<(progress: Progress) => void>();
  const told = Promise.withResolvers<() => unknown>();
  const task: FakeRun = async (_, { onProgress }) => {
    started.resolve(onProgress);
    return (await told.promise)();
  };
  const work = stack.work(task);
  work.catch(started.reject);
  return {
    say: await started.promise,
    end(how) {
      told.resolve(how);
      return work;
    },
  };
}

/** Lets so much time pass, and then whoever was woken do what there is to do. */
export async function pass({ clock }: CountedStack, ms: number): Promise<void> {
  const asleep = clock.sleepers();
  await clock.advance(ms);
  await until(() => clock.sleepers() === asleep || undefined);
}
