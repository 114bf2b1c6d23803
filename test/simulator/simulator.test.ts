import { describe, expect, it } from 'vitest';
import { playBatch } from './batch.ts';
import { listedChoices, randomChoices } from './choices.ts';
import { playInJobs } from './jobs.ts';
import { optionsOf } from './options.ts';
import { play } from './play.ts';

/** Enough to see most of the planted bugs; `npm run simulate` plays as many as it is asked for. */
const slice = { seed: 1, from: 0, schedules: 10_000, stopAtFirst: false };
const sliceThroughSdk = { ...slice, schedules: 200, through: 'sdk' } as const;
const few = { seed: 7, from: 0, schedules: 200, stopAtFirst: false };

describe('the system on simulated services', () => {
  it('keeps every promise, whatever befalls its calls and processes', async () => {
    const { failures, schedules, counts } = await playInJobs(slice, 2, () => {});

    expect(failures).toEqual([]);
    expect(schedules).toBe(slice.schedules);
    expect(counts.zombieWrites).toBeGreaterThan(1000);
    expect(counts.retaken).toBeGreaterThan(1000);
  }, 300_000);

  it('keeps them through the production adapters and the SDK, which asks again by itself', async () => {
    const { failures, schedules, counts } = await playInJobs(sliceThroughSdk, 1, () => {});

    expect(failures).toEqual([]);
    expect(schedules).toBe(sliceThroughSdk.schedules);
    expect(counts.retries).toBeGreaterThan(100);
    expect(counts.throttled).toBeGreaterThan(10);
  }, 300_000);
});

describe('a schedule', () => {
  it('is decided by its seed and number alone', async () => {
    const [once, again] = [await playBatch(few), await playBatch(few)];

    expect(again).toEqual(once);
  });

  it('is played again by its list of choices, with the same story', async () => {
    for (let number = 0; number < 20; number += 1) {
      const { story, choices } = await play(randomChoices(11, number), true);

      expect((await play(listedChoices(choices), true)).story).toEqual(story);
    }
  });

  it('is played again through the SDK, whatever is under way beside it', async () => {
    const tally = await playBatch({ ...few, schedules: 20, through: 'sdk' });
    const { story, choices } = await play(randomChoices(11, 3), true, 'sdk');

    expect(await playBatch({ ...few, schedules: 20, through: 'sdk' })).toEqual(tally);
    expect((await play(listedChoices(choices), true, 'sdk')).story).toEqual(story);
  });

  it('is told in lines of time, process and what it did', async () => {
    const { story } = await play(listedChoices([]), true);

    expect(story.join('\n')).toMatch(
      /^ +0\.\d{3} s {2}worker-\d +works 10 ms on attempt 1, then returns$/m,
    );
    expect(story.join('\n')).toMatch(/calls put id1_+ to head$/m);
  });
});

describe('npm run simulate', () => {
  it('refuses a count that is none, naming what is allowed', () => {
    expect(() => optionsOf(['--schedules', 'many'])).toThrow(
      '--schedules is "many"; a whole number from 1 is allowed',
    );
    expect(() => optionsOf(['--seed', '-1'])).toThrow('--seed');
    expect(() => optionsOf(['--through', 'air'])).toThrow('ports and sdk are allowed');
    expect(() => optionsOf(['--seeds', '1'])).toThrow("Unknown option '--seeds'");
  });
});
