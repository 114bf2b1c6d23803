import { describe, expect, it } from 'vitest';
import { until } from '../local/until.ts';
import { withBrowser } from './browser.ts';

const path = '/v1/run/add/2/3';
const run = () => 5;

withBrowser((surf) => {
  describe('a page that polls a call URL', () => {
    it.for(['default', 'no-store', 'reload', 'no-cache', 'force-cache'] as const)(
      'reaches the result in the cache mode %s, by one run',
      async (cache, context) => {
        const { origin, friend, page } = await surf(context, { run });
        await page.goto(friend.origin);

        const polled = page.evaluate(
          async ({ url, cache }) => {
            for (;;) {
              const answer = await fetch(url, { cache });
              if (answer.status !== 202) return answer.text();
              await new Promise((resolve) => setTimeout(resolve, 20));
            }
          },
          { url: origin.url + path, cache },
        );
        await until(() => (origin.asked.length >= 3 ? true : undefined));
        await origin.work();

        expect(await polled).toBe('5');
        expect(origin.queue.size()).toBe(0);
      },
    );

    it('asks nobody in the cache mode only-if-cached, which answers what it has fetched before', async (context) => {
      const { origin, page } = await surf(context, { run });
      await page.goto(`${origin.url}/healthz`);
      const cached = () =>
        page.evaluate(async (url) => {
          const asked = { cache: 'only-if-cached', mode: 'same-origin' } as const;
          const answer = await fetch(url, asked).catch(() => undefined);
          return answer?.text();
        }, path);
      const fetched = () => page.evaluate(async (url) => (await fetch(url)).text(), path);
      const asked = () => origin.asked.filter((each) => each.path === path).length;

      const atFirst = await cached();
      const begun = [asked(), origin.queue.size()];
      await fetched();
      const inFlight = await cached();
      await origin.work();
      await fetched();
      const known = await cached();

      expect([atFirst, inFlight, known]).toEqual([undefined, undefined, '5']);
      expect(begun).toEqual([0, 0]);
      expect(asked()).toBe(2);
    });

    it('asks once for a result that is fresh', async (context) => {
      const { origin, friend, page } = await surf(context, { run });
      await origin.get(path);
      await origin.work();
      await page.goto(friend.origin);

      const texts = await page.evaluate(async (url) => {
        const [first, second] = [await fetch(url), await fetch(url)];
        return [await first.text(), await second.text()];
      }, origin.url + path);

      expect(texts).toEqual(['5', '5']);
      expect(origin.asked).toHaveLength(1);
    });
  });

  describe('what a browser loads that nobody asked for', () => {
    it.for([
      ['an image', (url: string) => `<img src="${url}">`],
      ['a script', (url: string) => `<script src="${url}"></script>`],
      ['a style sheet', (url: string) => `<link rel="stylesheet" href="${url}">`],
      ['a frame', (url: string) => `<iframe src="${url}"></iframe>`],
      ['an object', (url: string) => `<object data="${url}"></object>`],
      ['a prefetched link', (url: string) => `<link rel="prefetch" href="${url}">`],
      [
        'a speculation rule',
        (url: string) =>
          `<script type="speculationrules">
            {"prefetch": [{"urls": ["${url}"], "eagerness": "immediate"}]}
          </script>`,
      ],
      [
        'a fetch whose answer is opaque',
        (url: string) => `<script>fetch("${url}", { mode: 'no-cors' })</script>`,
      ],
    ] as const)('%s begins no run', async ([, html], context) => {
      const { origin, friend, page } = await surf(context);
      friend.show(html(origin.url + path));

      await page.goto(friend.origin);
      await until(() => origin.asked[0]);

      expect(origin.asked.map((asked) => asked.path)).toEqual([path]);
      expect(origin.queue.size()).toBe(0);
    });
  });

  describe('a page of another origin', () => {
    it('of an allowed one sends and reads all that it needs', async (context) => {
      const { origin, friend, page } = await surf(context, { run });
      await page.goto(friend.origin);
      const ask = () =>
        page.evaluate(async (url) => {
          const headers = { 'If-None-Match': '"none"', Prefer: 'respond-async' };
          const { status, headers: read } = await fetch(url, { headers });
          return { status, headers: Object.fromEntries(read) };
        }, origin.url + path);

      const begun = await ask();
      await origin.work();
      const known = await ask();

      expect(begun).toMatchObject({
        status: 202,
        headers: { location: expect.stringContaining('/v1/tasks/'), 'retry-after': '1' },
      });
      expect(known).toMatchObject({
        status: 200,
        headers: {
          etag: expect.stringMatching(/^"/),
          'content-location': expect.stringContaining('/result'),
          'cache-status': expect.stringMatching(/^madrona; hit; ttl=/),
        },
      });
      expect(new Set(origin.asked.map(({ method }) => method))).toEqual(
        new Set(['OPTIONS', 'GET']),
      );
    });

    it('that gives fetch a validator of its own asks with max-age=0', async (context) => {
      const { origin, friend, page } = await surf(context);
      await page.goto(friend.origin);

      await page.evaluate(
        (url) => fetch(url, { headers: { 'If-None-Match': '"mine"' } }).then(String),
        origin.url + path,
      );

      expect(origin.asked.at(-1)?.headers.get('cache-control')).toBe('max-age=0');
    });

    it('of one that is not allowed reads nothing, and begins nothing', async (context) => {
      const { origin, stranger, page } = await surf(context, { run });
      await origin.get(path);
      await origin.work();
      await page.goto(stranger.origin);
      const read = (url: string) =>
        page.evaluate((url) => fetch(url).then(() => 'something', String), origin.url + url);

      const reads = [await read(path), await read('/v1/run/add/2/4')];

      expect(reads).toEqual(Array(2).fill('TypeError: Failed to fetch'));
      expect(origin.asked).toHaveLength(2);
      expect(origin.queue.size()).toBe(0);
    });

    it('cancels a run where it is allowed, and else does not', async (context) => {
      const { origin, friend, stranger, page } = await surf(context);
      const { body: begun } = await origin.get(path);
      const cancel = async (site: string, mode: RequestMode) => {
        await page.goto(site);
        await page.evaluate(({ url, mode }) => fetch(url, { method: 'POST', mode }).catch(String), {
          url: `${origin.url}/v1/tasks/${begun.taskId}/cancel`,
          mode,
        });
        return (await origin.get(`/v1/tasks/${begun.taskId}`)).body.status;
      };

      const after = [
        await cancel(stranger.origin, 'cors'),
        await cancel(stranger.origin, 'no-cors'),
        await cancel(friend.origin, 'cors'),
      ];

      expect(after).toEqual(['PENDING', 'PENDING', 'REVOKED']);
      expect(origin.asked).toHaveLength(3);
    });
  });
});
