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

/** Where a planted bug is shown, in a second. */
export const slice = named('slice', { ...calm, ...pair, workers: 1 });
/** Seconds: what `npm test` looks at. */
export const two = named('two', { ...calm, ...pair });

const ending = named('ending', { ...calm, ...alone, ...everybody, overlaps: 0, repeats: 1 });

/** Where planted bugs are looked for, the quickest first. */
export const planted: readonly NamedWorld[] = [
  slice,
  named('retrying', { ...alone, repeats: 1 }),
  ending,
  two,
];

/** What `npm run small-world` looks at, world by world. */
export const worlds: readonly NamedWorld[] = [
  slice,
  ending,
  two,
  named('twice', { ...calm, ...pair, duplicates: 1 }),
  named('cancel', { ...calm, ...pair, overlaps: 0, cancels: 1 }),
  named('heartbeats', {
    ...calm,
    ...alone,
    overlaps: 1,
    heartbeats: 1,
    tickSeconds: 16,
  }),
  named('attempts', pair),
  named('wide', { ...calm, sends: 1 }),
];
