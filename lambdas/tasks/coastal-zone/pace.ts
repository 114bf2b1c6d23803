import type { TaskContext } from '../../../core/task.ts';

/** What lengthy work owes to those who wait for it. */
export interface Pace {
  /**
   * Lets timers and messages through, and throws when the work is to stop. Awaited before each stretch that
   * runs without a pause, with how many coordinates that stretch hands to turf.
   */
  turn(coordinates: number): Promise<void>;
  progress: TaskContext['progress'];
}
