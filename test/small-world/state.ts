/** One moment of a small world, as numbers: of the table, the queue, the callers, the workers, and what is left. */
export interface State {
  table: number;
  queue: number;
  callers: number;
  workers: number;
  budget: number;
}

/** A process and for how many ticks nothing has happened to it. */
export interface Process {
  history: number;
  age: number;
  /** Which of the living workers it is; -1 where it is none. */
  name: number;
  /** What it has read and was not shown: see guises.ts. */
  seen: number;
}

/** One thing that can happen. */
export interface Step {
  who: string;
  does: string;
  /** The call that was made, where it was one. */
  call: number | null;
  to: State;
  /** Whether it will happen, once nothing goes wrong any more and nobody but the workers does anything. */
  fair: boolean;
  /** What must never be, and has come to be. */
  broken: string | null;
}
