import { settingsOf, type Settings } from './settings.ts';

/** A small world by name. */
export interface NamedWorld {
  name: string;
  settings: Settings;
}

const named = (name: string, given: Partial<Settings>): NamedWorld => ({
  name,
  settings: settingsOf(given),
});

const calm = { retries: 0, throws: false };
const alone = { begins: 1, mayForce: 0, sends: 1 };
const pair = { begins: 2, mayForce: 1, sends: 1 };
const everybody = { cancels: 1, readers: 1, deadLetters: 1 };

/** Seconds: what `npm test` looks at. */
export const slice = named('slice', { ...calm, ...pair, workers: 1 });
const two = named('two', { ...calm, ...pair });

/** Where planted bugs are looked for, the quickest first. */
export const planted: readonly NamedWorld[] = [
  slice,
  named('retrying', { ...alone, repeats: 1 }),
  named('ending', { ...calm, ...alone, ...everybody, overlaps: 0, repeats: 1 }),
  two,
];

/** What `npm run small-world` looks at, world by world. */
export const worlds: readonly NamedWorld[] = [
  slice,
  two,
  named('wide', { ...calm, sends: 1 }),
  named('attempts', pair),
  named('cancel', { ...calm, ...pair, ...everybody, overlaps: 0 }),
  named('heartbeats', {
    ...calm,
    ...pair,
    overlaps: 0,
    heartbeats: 1,
    tickSeconds: 16,
    ticksRemembered: 2,
  }),
];
