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

/** All of them, in the order of a run's life. */
export const bugs: readonly Bug[] = [
  ...beginBugs,
  ...onceBugs,
  ...claimBugs,
  ...leaseBugs,
  ...runBugs,
  ...settleBugs,
  ...endBugs,
  ...lookBugs,
  ...formBugs,
  ...adapterBugs,
];
