import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { changed, changesOf } from './bug.ts';
import { bugs } from './bugs.ts';
import { lookFor } from './look-for.ts';
import { optionsOf } from './options.ts';
import { root } from './plant.ts';

describe('planted bugs', () => {
  it('are forty or more, each with a name of its own', () => {
    const names = new Set(bugs.map(({ name }) => name));

    expect(names.size).toBe(bugs.length);
    expect(names.size).toBeGreaterThanOrEqual(40);
  });

  it.each(bugs)('change what is there exactly once: $name', (bug) => {
    for (const change of changesOf(bug)) {
      const text = readFileSync(join(root, change.file), 'utf8');

      expect(changed(text, change)).not.toBe(text);
    }
  });

  it.each(bugs.filter(({ test }) => test !== undefined))(
    'name a test that there is: $name',
    ({ test }) => {
      const folder = dirname(join(root, test?.file ?? ''));
      const names = readdirSync(folder).filter((name) => name.endsWith('.ts'));
      const texts = names.map((name) => readFileSync(join(folder, name), 'utf8'));

      expect(texts.some((text) => text.includes(test?.title ?? ''))).toBe(true);
    },
  );

  it('are refused where what they replace is not there, or stays as it is', () => {
    const change = { file: 'core/key.ts', find: 'a', replace: 'b' };

    expect(() => changed('aa', change)).toThrow('core/key.ts has 2 times');
    expect(() => changed('b', change)).toThrow('core/key.ts has 0 times');
    expect(() => changed('a', { ...change, replace: 'a' })).toThrow('core/key.ts would stay');
  });
});

describe('a search for a planted bug', () => {
  const few = { schedules: 1000, seed: 1, jobs: 1 };

  it.each(['pending-taken-for-idle', 'message-expects-nothing'])(
    'plays schedules until a promise is broken: %s',
    async (name) => {
      const [bug] = optionsOf([name], bugs).chosen;

      expect(bug && (await lookFor(bug, few))).toMatchObject({ by: 'simulator' });
    },
    60_000,
  );

  it('runs the test that is named, which fails on the copy alone', async () => {
    const [bug] = optionsOf(['ttl-in-milliseconds'], bugs).chosen;

    expect(bug && (await lookFor(bug, few))).toMatchObject({ by: 'test' });
  }, 60_000);

  it('says that it found nothing, and why', async () => {
    const [harmless] = bugs.map((bug) => ({
      ...bug,
      file: 'core/key.ts',
      find: `'madrona-async/key/1'`,
      replace: `'madrona-async/key/2'`,
    }));

    expect(harmless && (await lookFor(harmless, { ...few, schedules: 50 }))).toMatchObject({
      by: 'nothing',
      why: '50 schedules were kept',
    });
  }, 60_000);

  it('refuses a name that no bug has, and says which there are', () => {
    expect(() => optionsOf(['no-such-bug'], bugs)).toThrow(
      'No planted bug is named "no-such-bug"; they are head-before-message, ',
    );
  });
});
