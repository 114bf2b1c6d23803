import { expect, test } from 'vitest';
import { randomChoices } from '../simulator/choices.ts';
import { campaign } from './campaign.ts';
import { Fault } from './fault.ts';
import { playKeys } from './keys/play.ts';
import { optionsOf } from './options.ts';
import { shrink } from './shrink.ts';

test('URLs and calls have one key where they are one by rule, and only there', async () => {
  const { tried, failure } = await campaign({ play: playKeys, seed: 1, from: 0, count: 40_000 });

  expect(failure).toBeUndefined();
  expect(tried).toBeGreaterThanOrEqual(40_000);
}, 60_000);

test('a case is decided by its seed and number alone', async () => {
  const playedBy = (number: number) => {
    const choices = randomChoices(5, number);
    return [playKeys(choices), choices.taken()];
  };

  expect(playedBy(3)).toEqual(playedBy(3));
  expect(playedBy(3)).not.toEqual(playedBy(4));
});

test('a case that fails is made as short as it gets', async () => {
  const play = (choices: { pick(count: number): number }) => {
    const drawn = Array.from({ length: 5 }, () => choices.pick(100));
    if (drawn.some((value) => value > 40)) throw new Fault(drawn.join(' '));
    return 1;
  };
  const { failure } = await campaign({ play, seed: 1, from: 0, count: 100 });

  const { choices, error } = await shrink(play, failure?.choices ?? [], () => true);

  expect([choices, error]).toEqual([[41], new Fault('41 0 0 0 0')]);
});

test('npm run fuzz refuses what it does not know, naming what is allowed', () => {
  expect(() => optionsOf([])).toThrow('keys and events are allowed');
  expect(() => optionsOf(['keys', '--count', '0'])).toThrow('a whole number from 1 is allowed');
  expect(optionsOf(['keys', '--seed', '7'])).toEqual({
    what: 'keys',
    count: 100_000,
    seed: 7,
    from: 0,
  });
});
