import { leaseMs } from '../../core/times.ts';

/** What can become of one call of AWS. */
export type Fault = (typeof faults)[number];

export const faults = [
  'killed before',
  'killed after',
  'answer lost',
  'throttled',
  'late',
  'a lease late',
  'twice',
] as const;

/** What each means, for who reads the page. */
export const meanings: Record<Fault, string> = {
  'killed before': 'the process ends for good just before the call',
  'killed after': 'the call is done, and the process ends for good before it hears of it',
  'answer lost': 'the call is done, and its answer never arrives',
  throttled: 'the call is refused for its rate, at each try of the SDK',
  late: 'the caller gives up after three tries of 3 s, and the call is done 1 s after that',
  'a lease late': 'the same, and the call is done when any lease of that time has lapsed',
  twice: 'an answer is lost and the SDK asks again by itself: the call is done twice',
};

/** The SDK's patience: lambdas/adapters/aws-clients.ts. */
export const patienceMs = 9_000;

/** When a call is done that is slower than its caller's patience, counted from when it was made. */
export const doneMs = { late: patienceMs + 1_000, 'a lease late': patienceMs + leaseMs + 5_000 };
