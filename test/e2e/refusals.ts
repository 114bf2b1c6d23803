import { expect, it } from 'vitest';
import type { Journey } from './target.ts';

interface Refused {
  status: number;
  code: string;
  detail: string;
}

async function refusalOf(answer: Response): Promise<Refused> {
  const { type, detail } = (await answer.json()) as { type: string; detail: string };
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  expect(answer.headers.get('cache-control')).toBe('no-store');
  return { status: answer.status, code: type.slice(type.lastIndexOf('/') + 1), detail };
}

/** What bad input gets: a problem that names what was wrong and what is allowed. */
export function refusalJourneys(journey: () => Journey): void {
  it.each([
    ['/v1/run/ad/1/2', 404, 'unknown-task', /did you mean add/],
    ['/v1/run/__proto__/1', 404, 'unknown-task', /__proto__/],
    ['/v1/run/constructor', 404, 'unknown-task', /constructor/],
    ['/v1/run/add/1', 422, 'invalid-arguments', /missing.*y/],
    ['/v1/run/add/1/2/3', 422, 'invalid-arguments', /add\(\)/],
    ['/v1/run/add/1/2?z=3', 422, 'invalid-arguments', /unexpected.*z/],
    ['/v1/run/add/1/2?y=2', 422, 'invalid-arguments', /y/],
    ['/v1/run/add/1/two', 422, 'invalid-arguments', /y/],
    ['/v1/run/add/1/2?__proto__=3', 422, 'invalid-arguments', /__proto__/],
    ['/v1/tasks/nonsense', 404, 'unknown-run', /nonsense/],
    [`/v1/tasks/${'k'.repeat(43)}.${'r'.repeat(22)}`, 404, 'unknown-run', /no run/i],
    ['/v1/status?pollingUrl=not-a-url', 422, 'invalid-polling-url', /begins neither/],
    ['/v2/nothing', 404, 'not-found', /./],
  ])('refuses GET %s with %i %s', async (path, status, code, detail) => {
    const refused = await refusalOf(await journey().get(path));

    expect(refused).toMatchObject({ status, code });
    expect(refused.detail).toMatch(detail);
  });

  it.each([
    [{ task: 'add', args: [1], kwargs: { x: 1 } }, 422, 'invalid-arguments'],
    [{ task: 'add', args: [1, 2], pollingUrl: '/\u0007' }, 422, 'invalid-polling-url'],
    [{ task: 'add', args: [1, 2], pollingUrl: `/${'u'.repeat(3000)}` }, 422, 'invalid-polling-url'],
    [{ task: 'add', args: [1, 2], pollingUrl: '/v1/run/add/1/3' }, 422, 'reserved-polling-url'],
    [{ task: 'add', args: [1, 2], taskId: 7 }, 400, 'malformed'],
    [{ task: 'toString', args: [] }, 404, 'unknown-task'],
  ])('refuses to begin %j with %i %s', async (body, status, code) => {
    expect(await refusalOf(await journey().post('/v1/tasks', body))).toMatchObject({
      status,
      code,
    });
  });

  it('refuses other arguments for a polling URL while its run or result stands', async () => {
    const { client, post, freshUrl, ended } = journey();
    const pollingUrl = freshUrl();
    const { taskId } = await client.checkStatusOrBegin('add', { args: [1, 2], pollingUrl });
    await ended(taskId);

    const refused = await refusalOf(
      await post('/v1/tasks', { task: 'add', args: [1, 3], pollingUrl }),
    );

    expect(refused).toMatchObject({ status: 409, code: 'polling-url-in-use' });
  });

  it('refuses broken JSON, another content type and another method', async () => {
    const { target } = journey();
    const send = (init: RequestInit) => target.fetch(`${target.url}/v1/tasks`, init);
    const json = { 'content-type': 'application/json' };

    const broken = await send({ method: 'POST', headers: json, body: '{' });
    const text = await send({
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: '{}',
    });
    const wrong = await send({ method: 'DELETE' });

    expect(await refusalOf(broken)).toMatchObject({ status: 400, code: 'malformed' });
    expect(text.headers.get('accept')).toBe('application/json');
    expect(await refusalOf(text)).toMatchObject({ status: 415, code: 'unsupported-media-type' });
    expect(wrong.headers.get('allow')).toContain('POST');
    expect(await refusalOf(wrong)).toMatchObject({ status: 405, code: 'method-not-allowed' });
  });

  it('refuses a body that is too large, naming size and limit', async () => {
    const { post } = journey();
    const body = { task: 'add', args: ['x'.repeat(1_300_000)] };

    const refused = await refusalOf(await post('/v1/tasks', body));

    expect(refused).toMatchObject({ status: 413, code: 'too-large' });
    expect(refused.detail).toMatch(/takes 13\d+ bytes; at most \d+ are allowed/);
  });
}
