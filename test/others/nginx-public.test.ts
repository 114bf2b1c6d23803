import { describe, expect, it } from 'vitest';
import { until } from '../local/until.ts';
import { behindNginx, call, nginxSays } from './behind-nginx.ts';
import { withProgram } from './programs.ts';

const cache = 'public';

withProgram('nginx', (program) => {
  describe.concurrent('nginx before a public task', () => {
    it('answers its result again by itself, whoever asks', async (context) => {
      const { get, computed, origin } = await behindNginx(program, context, { cache });
      await computed();

      const first = await get(call, { Authorization: 'one' });
      const second = await get(call, { Authorization: 'another' });

      expect([first.text, nginxSays(first)]).toEqual(['1', 'nginx; fwd=miss']);
      expect([second.text, nginxSays(second)]).toEqual(['1', 'nginx; hit']);
      expect(origin.asked).toHaveLength(1);
    });

    it('answers a validator by a 304 of its own', async (context) => {
      const { get, computed, origin } = await behindNginx(program, context, { cache });
      await computed();
      const { headers } = await get();

      const again = await get(call, { 'If-None-Match': String(headers['etag']) });

      expect([again.status, again.text, nginxSays(again)]).toEqual([304, '', 'nginx; hit']);
      expect(origin.asked).toHaveLength(1);
    });

    it('goes on with what it has after a 304, where a newer run came to an equal result', async (context) => {
      const { get, computed, notFresh, origin } = await behindNginx(program, context, {
        cache,
        policy: { maxAgeSeconds: 60 },
        run: () => 5,
      });
      await computed(59_000);
      const { headers } = await get();
      await origin.clock.advance(1000);
      await computed();

      const revalidated = await notFresh();
      const again = await get();

      expect([revalidated.status, revalidated.text]).toEqual([200, '5']);
      expect(nginxSays(revalidated)).toBe('nginx; fwd=stale; fwd-status=304');
      expect([again.text, nginxSays(again)]).toEqual(['5', 'nginx; hit']);
      const validators = origin.asked.map((asked) => asked.headers.get('if-none-match'));
      expect(validators).toEqual([null, headers['etag']]);
    });

    it('answers with the stale result while one new run is at work behind it', async (context) => {
      const { get, computed, notFresh, origin } = await behindNginx(program, context, {
        cache,
        policy: { maxAgeSeconds: 60, staleWhileRevalidateSeconds: 600 },
      });
      await computed(59_000);
      await get();
      await origin.clock.advance(2000);

      const stale = await notFresh();
      const others = await Promise.all(Array.from({ length: 20 }, () => get()));
      await until(() => (origin.queue.size() > 0 ? true : undefined));
      const begun = origin.queue.size();
      await origin.work();
      const renewed = await until(async () => {
        const reply = await get();
        return reply.text === '1' ? undefined : reply;
      });

      expect([stale.text, nginxSays(stale)]).toEqual(['1', 'nginx; hit; detail=stale']);
      expect(others.map(({ status, text }) => `${status} ${text}`)).toEqual(
        Array(20).fill('200 1'),
      );
      expect([begun, renewed.text, origin.queue.size()]).toEqual([1, '2', 0]);
    });

    it('asks again a second after the 304 of a stale result, however fresh it was once', async (context) => {
      const freshSeconds = 6;
      const { get, computed, notFresh, origin } = await behindNginx(program, context, {
        cache,
        policy: { maxAgeSeconds: 60, staleWhileRevalidateSeconds: 600 },
      });
      await computed((60 - freshSeconds) * 1000);
      await get();
      await origin.clock.advance((freshSeconds + 1) * 1000);
      await notFresh();
      await until(() => (origin.queue.size() > 0 ? true : undefined));
      await origin.work();

      const renewed = await until(async () => {
        const reply = await get();
        return reply.text === '1' ? undefined : reply;
      }, freshSeconds - 1);

      expect(renewed.text).toBe('2');
    });

    it('asks the origin once its result may not be served stale any longer', async (context) => {
      const { get, computed, notFresh } = await behindNginx(program, context, {
        cache,
        policy: { maxAgeSeconds: 60 },
      });
      await computed(59_000);
      const fresh = await get();

      const after = await notFresh();

      expect(fresh.headers['cache-control']).toBe('public, max-age=1');
      expect(nginxSays(after)).toMatch(/^nginx; fwd=stale/);
    });

    it('keeps answers for pages of different origins apart', async (context) => {
      const page = 'https://app.example.org';
      const { get, computed } = await behindNginx(program, context, {
        cache,
        corsOrigins: [page],
      });
      await computed();

      const bare = await get();
      const read = [await get(call, { Origin: page }), await get(call, { Origin: page })];

      const allowed = [bare, ...read].map(({ headers }) => headers['access-control-allow-origin']);
      expect(allowed).toEqual([undefined, page, page]);
      expect(read.map(nginxSays)).toEqual(['nginx; fwd=miss', 'nginx; hit']);
    });

    it('asks with HEAD where it was asked with HEAD, and keeps the two apart', async (context) => {
      const { get, head, computed } = await behindNginx(program, context, { cache });
      await computed();
      const whole = await get();

      const heads = [await head(), await head()];

      expect(heads.map(({ status, text }) => [status, text])).toEqual(Array(2).fill([200, '']));
      expect(heads.map(nginxSays)).toEqual(['nginx; fwd=miss', 'nginx; hit']);
      expect(heads.map(({ headers }) => headers['etag'])).toEqual(
        Array(2).fill(whole.headers['etag']),
      );
    });

    it.for(['no-cache', 'max-age=0', 'MAX-AGE=10', 'min-fresh=5', 'no-store'])(
      'lets the origin answer who says %s, which begins nothing within the handover',
      async (said, context) => {
        const { get, computed, origin } = await behindNginx(program, context, { cache });
        await computed();
        await get();

        const asking = { 'Cache-Control': said };
        const replies = [await get(call, asking), await get(call, asking)];

        expect(replies.map(nginxSays)).toEqual(Array(2).fill('nginx; fwd=request'));
        expect(replies.map(({ text }) => text)).toEqual(['1', '1']);
        expect([origin.asked.length, origin.queue.size()]).toEqual([3, 0]);
      },
    );

    it('with proxy_cache_use_stale updating goes on with what its task does not let be served', async (context) => {
      const { get, computed, notFresh, origin } = await behindNginx(
        program,
        context,
        { cache, policy: { maxAgeSeconds: 60 } },
        'proxy_cache_use_stale updating;',
      );
      await computed(59_000);
      await get();
      await origin.clock.advance(1000);

      const stale = await notFresh();

      expect([stale.text, nginxSays(stale)]).toEqual(['1', 'nginx; hit; detail=stale']);
    });
  });
});
