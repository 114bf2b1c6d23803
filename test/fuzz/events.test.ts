import { expect, test } from 'vitest';
import { listedChoices, randomChoices } from '../simulator/choices.ts';
import { campaign } from './campaign.ts';
import { createEventPlay } from './events/play.ts';

test('whatever event comes, the answer is one that the contract allows', async () => {
  // How long an event takes is no concern here: it would be the machine's.
  const { play, stats } = await createEventPlay(Infinity);

  const { failure } = await campaign({ play, seed: 1, from: 0, count: 5_000 });

  expect(failure).toBeUndefined();
  for (const status of [200, 202, 204, 304, 400, 404, 405, 406, 409, 415, 422, 504]) {
    expect([status, stats.byStatus[status]]).toEqual([status, expect.any(Number)]);
  }
}, 60_000);

test('a case of events is decided by its seed and number alone, and by its list of choices', async () => {
  const one = await createEventPlay(Infinity);
  const choices = randomChoices(3, 7);
  await one.play(choices);
  const again = await createEventPlay(Infinity);

  await again.play(listedChoices(choices.taken()));

  expect(again.stats.byStatus).toEqual(one.stats.byStatus);
});
