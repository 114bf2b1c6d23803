import { describe, expect, it } from 'vitest';
import { behindNginx, call, nginxSays } from './behind-nginx.ts';
import { withProgram } from './programs.ts';

withProgram('nginx', (program) => {
  describe.concurrent('what nginx does not keep', () => {
    it('is a 202, whose callers join one run', async (context) => {
      const { get, kept, origin } = await behindNginx(program, context);

      const replies = await Promise.all(Array.from({ length: 20 }, () => get()));

      expect(replies.map(({ status }) => status)).toEqual(Array(20).fill(202));
      expect(new Set(replies.map(nginxSays))).toEqual(new Set(['nginx; fwd=miss']));
      expect([origin.queue.size(), kept()]).toEqual([1, []]);
    });

    it('is a private result, of which it shares nothing between two callers', async (context) => {
      const { get, computed, kept, origin } = await behindNginx(program, context);
      await computed();

      const replies = [await get(call, { Authorization: 'one' }), await get()];

      for (const reply of replies) {
        expect([reply.status, nginxSays(reply)]).toEqual([200, 'nginx; fwd=miss']);
        expect(reply.headers['cache-control']).toMatch(/^private, /);
      }
      const callers = origin.asked.map(({ headers }) => headers.get('authorization'));
      expect(callers).toEqual(['one', null]);
      expect(kept()).toEqual([]);
    });

    it('is a remembered failure that is private', async (context) => {
      const { get, computed, kept, origin } = await behindNginx(program, context, {
        policy: { retries: 0 },
        run: () => {
          throw new Error('No such place');
        },
      });
      await computed();

      const replies = [await get(), await get()];

      expect(replies.map(({ status }) => status)).toEqual([409, 409]);
      expect([origin.asked.length, kept()]).toEqual([2, []]);
    });

    it('is a monitor', async (context) => {
      const { get, kept } = await behindNginx(program, context);
      const begun = await get();

      const { status } = await get(String(begun.headers['location']));

      expect([status, kept()]).toEqual([200, []]);
    });

    it('is what a HEAD, which begins nothing, is answered', async (context) => {
      const { head, kept, origin } = await behindNginx(program, context);

      const { status } = await head();

      expect([status, origin.queue.size(), kept()]).toEqual([504, 0, []]);
    });

    it('is what a prefetch, which begins nothing, is answered', async (context) => {
      const { get, kept, origin } = await behindNginx(program, context);

      const { status } = await get(call, { 'Sec-Purpose': 'prefetch' });

      expect([status, origin.queue.size(), kept()]).toEqual([504, 0, []]);
    });
  });

  it('a private result comes whole, whatever validator it is asked with', async (context) => {
    const { get, computed, origin } = await behindNginx(program, context);
    await computed();
    const { headers } = await get();

    const again = await get(call, { 'If-None-Match': String(headers['etag']) });

    expect([again.status, again.text]).toEqual([200, '1']);
    expect(origin.asked.at(-1)?.headers.has('if-none-match')).toBe(false);
  });

  it('nginx hands on what was asked for as it was sent', async (context) => {
    const { get } = await behindNginx(program, context);

    const begun = await get('/v1/run/echo/a%2Fb+%C3%BC?times=2');

    expect(JSON.parse(begun.text)).toMatchObject({
      pollingUrl: '/v1/run/echo?text=a%2Fb%2B%C3%BC&times=2',
    });
  });

  it('with proxy_cache_lock, who ask for a run in flight wait for one another', async (context) => {
    const { get } = await behindNginx(program, context, {}, 'proxy_cache_lock on;');
    await get();
    const began = performance.now();

    await Promise.all([get(), get(), get()]);

    expect(performance.now() - began).toBeGreaterThan(900); // half a second for each that was before
  });
});
