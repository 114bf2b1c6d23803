import type { Random } from './random.ts';
import type { Submission } from './submitter.ts';

/** What is done to the system, and how long a stopped process stays so. */
export type Fault =
  | { kind: 'worker' | 'API' | 'direct begins' | 'stores' }
  | { kind: 'stop'; forMs: number; at: 'any moment' | 'its settle' };

export interface Plan {
  submissions: { submission: Submission; via: ('https' | 'direct')[] }[];
  /** Before the run of that number is begun. */
  faults: Map<number, Fault[]>;
}

export interface PlanOptions {
  tasks: number;
  kills: number;
  stops: number;
}

/** A lease is 30 s: a little more, so that another worker has taken the run up before the stopped one goes on. */
const [leastStopMs, stopSpreadMs] = [32_000, 3_000];

export function planOf({ tasks, kills, stops }: PlanOptions, random: Random, ledger: string): Plan {
  const faults = new Map<number, Fault[]>();
  const place = (fault: Fault) => {
    const n = random.below(tasks);
    faults.set(n, [...(faults.get(n) ?? []), fault]);
  };
  const storeKills = Math.min(kills, Math.max(2, Math.round(kills / 50)));
  for (let kill = 0; kill < kills; kill += 1) {
    place({ kind: kill < storeKills ? 'stores' : processKind(random.fraction()) });
  }
  for (let stop = 0; stop < stops; stop += 1) {
    const forMs = leastStopMs + random.below(stopSpreadMs);
    place({ kind: 'stop', forMs, at: random.fraction() < 0.2 ? 'its settle' : 'any moment' });
  }
  const submissions = Array.from({ length: tasks }, (_, n) => ({
    submission: submissionOf(n, random, ledger),
    via: viaOf(random.fraction()),
  }));
  return { submissions, faults };
}

function processKind(fraction: number): 'worker' | 'API' | 'direct begins' {
  if (fraction < 0.7) return 'worker';
  return fraction < 0.85 ? 'API' : 'direct begins';
}

/** Some are begun over both at once: one run all the same. */
function viaOf(fraction: number): ('https' | 'direct')[] {
  if (fraction < 0.05) return ['https', 'direct'];
  return fraction < 0.5 ? ['https'] : ['direct'];
}

function submissionOf(n: number, random: Random, ledger: string): Submission {
  const long = random.fraction() < 0.04;
  return {
    n,
    pollingUrl: `/torture/${n}`,
    kwargs: {
      ledger,
      n,
      ms: long ? 1000 + random.below(4000) : random.below(20),
      failures: random.fraction() < 0.02 ? 1 + random.below(2) : 0,
      // Some have no room in the head.
      bytes: random.fraction() < 0.05 ? 2000 : 0,
    },
  };
}
