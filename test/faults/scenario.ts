import type { Which } from './call.ts';
import type { Consumed } from './consume-one.ts';
import type { Line, Meanwhile } from './line.ts';
import type { Answer, System, SystemOptions } from './whole-system.ts';

/** What a process under test says at its end: an API to its caller, a function of its message. */
export type Said = { to: 'caller'; answer: Answer } | { to: 'queue'; receipt: Consumed };

/** One way through an operation, and those of its calls that are tried in it. */
export interface Scenario {
  /** A sentence that is true of what is begun, without a fault. */
  title: string;
  system?: SystemOptions;
  /** A caller forces: runs of one key may be in flight side by side. */
  forces?: true;
  /** What has happened before. It returns the task ID of the run that all is about; a begin makes its own. */
  prepare?(system: System): Promise<string>;
  /** What happens elsewhere while it acts. */
  meanwhile?(system: System): Meanwhile;
  /** The operation itself, by a process on that line. */
  act(system: System, line: Line, taskId: string): Promise<Said>;
  /** The calls that are tried, by the names that the page has for them. */
  calls: Record<string, Which>;
  /** Those that it makes too, and that another scenario tries. */
  besides?: Record<string, Which>;
}

/** All ways through one operation. */
export interface Operation {
  name: string;
  /** Who does it. */
  process: 'API' | 'worker' | 'consumer';
  scenarios: readonly Scenario[];
}
