import { settingsOf, type Settings } from './settings.ts';

/** A small world by name, and how many of its states are looked at in full. */
export interface NamedWorld {
  name: string;
  settings: Settings;
  mostStates: number;
}

const named = (name: string, mostStates: number, given: Partial<Settings>): NamedWorld => ({
  name,
  mostStates,
  settings: settingsOf(given),
});

const calm = { retries: 0, throws: false };

/** Seconds: what `npm test` looks at. */
export const slice: NamedWorld = named('slice', Infinity, {
  ...calm,
  begins: 2,
  mayForce: 1,
  sends: 1,
  workers: 1,
});

/** Where planted bugs are looked for, the quickest first. */
export const planted: readonly NamedWorld[] = [
  slice,
  named('cancelling', 60_000, {
    ...calm,
    begins: 1,
    mayForce: 0,
    sends: 1,
    repeats: 1,
    cancels: 1,
    readers: 1,
    deadLetters: 1,
  }),
  named('retrying', 60_000, { begins: 1, mayForce: 0, sends: 1, repeats: 1 }),
  named('pair', 60_000, { ...calm, begins: 2, mayForce: 1 }),
];

const pair = { begins: 2, mayForce: 1, sends: 1 };

/** What `npm run small-world` looks at, world by world. */
export const worlds: readonly NamedWorld[] = [
  slice,
  named('two', Infinity, { ...calm, ...pair }),
  named('wide', Infinity, { ...calm, sends: 1 }),
  named('attempts', Infinity, pair),
  named('cancel', Infinity, {
    ...calm,
    ...pair,
    overlaps: 0,
    cancels: 1,
    readers: 1,
    deadLetters: 1,
  }),
  named('heartbeats', Infinity, {
    ...calm,
    ...pair,
    overlaps: 0,
    heartbeats: 1,
    tickSeconds: 16,
    ticksRemembered: 2,
  }),
];
