import { adapterBugs } from './adapter-bugs.ts';
import type { Bug } from './bug.ts';
import { beginBugs } from './begin-bugs.ts';
import { claimBugs } from './claim-bugs.ts';
import { endBugs } from './end-bugs.ts';
import { formBugs } from './form-bugs.ts';
import { leaseBugs } from './lease-bugs.ts';
import { lookBugs } from './look-bugs.ts';
import { onceBugs } from './once-bugs.ts';
import { runBugs } from './run-bugs.ts';
import { settleBugs } from './settle-bugs.ts';
import { unansweredBugs } from './unanswered-bugs.ts';

/** All of them, in the order of a run's life. */
export const bugs: readonly Bug[] = [
  ...beginBugs,
  ...onceBugs,
  ...claimBugs,
  ...leaseBugs,
  ...runBugs,
  ...settleBugs,
  ...unansweredBugs,
  ...endBugs,
  ...lookBugs,
  ...formBugs,
  ...adapterBugs,
];
