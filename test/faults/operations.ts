import type { Operation } from './scenario.ts';
import { begin } from './scenarios/begin.ts';
import { cancel } from './scenarios/cancel.ts';
import { deadLetter } from './scenarios/dead-letter.ts';
import { claim, heartbeat, settle } from './scenarios/work.ts';

export const operations: readonly Operation[] = [
  begin,
  claim,
  heartbeat,
  settle,
  cancel,
  deadLetter,
];
