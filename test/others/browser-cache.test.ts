import { expect, it } from 'vitest';
import { until } from '../local/until.ts';
import { withBrowser } from './browser.ts';

const path = '/v1/run/add/2/3';
const run = () => 5;

withBrowser((surf) => {
  it('reloads begin no run within the handover', async (context) => {
    const { origin, page } = await surf(context, { run });
    const shown = () => page.textContent('body');
    await page.goto(origin.url + path);
    const begun = await shown();
    await origin.work();

    const reloaded: (string | null)[] = [];
    for (let times = 0; times < 5; times += 1) {
      await page.reload();
      reloaded.push(await shown());
    }

    expect(begun).toContain('"status":"PENDING"');
    expect(reloaded).toEqual(Array(5).fill('5'));
    expect(origin.asked.at(-1)?.headers.get('cache-control')).toBe('max-age=0');
    expect(origin.queue.size()).toBe(0);
  });

  it('a reload after the handover begins one run, and shows it', async (context) => {
    const policy = { handoverSeconds: 10 };
    const { origin, page } = await surf(context, { run, policy });
    await origin.get(path);
    await origin.work();
    await origin.clock.advance(11_000);

    await page.goto(origin.url + path);
    const kept = await page.textContent('body');
    await page.reload();
    const anew = await page.textContent('body');

    expect(kept).toBe('5');
    expect(anew).toContain('"status":"PENDING"');
    expect(origin.queue.size()).toBe(1);
  });

  it('a browser shows the stale result while one run is at work behind it', async (context) => {
    let times = 0;
    const { origin, friend, page } = await surf(context, {
      run: () => (times += 1),
      policy: { maxAgeSeconds: 60, staleWhileRevalidateSeconds: 600 },
    });
    await origin.get(path);
    await origin.work();
    await origin.clock.advance(70_000);
    await page.goto(friend.origin);
    const ask = () => page.evaluate(async (url) => (await fetch(url)).text(), origin.url + path);

    const stale = [await ask(), await ask(), await ask()];
    const begun = origin.queue.size();
    await origin.work();
    const renewed = await until(async () => ((await ask()) === '1' ? undefined : true));

    expect([stale, begun, renewed]).toEqual([['1', '1', '1'], 1, true]);
    expect(origin.queue.size()).toBe(0);
  });

  it('a browser asks again with its validator, and goes on with what it has', async (context) => {
    const { origin, friend, page } = await surf(context, { run });
    await origin.get(path);
    await origin.work();
    await page.goto(friend.origin);
    const ask = (cache: RequestCache) =>
      page.evaluate(async ({ url, cache }) => (await fetch(url, { cache })).text(), {
        url: origin.url + path,
        cache,
      });

    const texts = [await ask('default'), await ask('no-cache')];

    const validators = origin.asked.map(({ headers }) => headers.get('if-none-match'));
    expect(texts).toEqual(['5', '5']);
    expect(validators).toEqual([null, expect.stringMatching(/^"/)]);
  });
});
