import * as z from 'zod';
import { describe, expect, it } from 'vitest';
import { createApiWorld, fronts, type ApiWorldOptions } from './api-world.ts';
import { commandsOn, pageOfTask } from './page-of-task.ts';
import { expectProblem } from './refused.ts';

async function pageFor(options: ApiWorldOptions = {}) {
  return createApiWorld(options).get('/docs', { Accept: 'text/html' });
}

describe('the page of the API', () => {
  it.each(Object.keys(fronts) as (keyof typeof fronts)[])(
    'is HTML that nobody keeps, frames or adds to, behind %s',
    async (front) => {
      const { status, headers, text } = await pageFor({ front });

      expect(status).toBe(200);
      expect(Object.fromEntries(headers)).toMatchObject({
        'cache-control': 'no-store',
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': expect.stringMatching(
          /^default-src 'none'; style-src 'sha256-\S+'; script-src 'sha256-\S+'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/,
        ),
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
      });
      expect(headers.has('etag')).toBe(false);
      expect(text).toMatch(/^<!doctype html>/);
    },
  );

  it.each([undefined, '*/*', 'text/*', 'text/html, application/xhtml+xml;q=0.9'])(
    'is answered to who accepts %s',
    async (accept) => {
      const { get } = createApiWorld();

      const { status } = await get('/docs', accept === undefined ? undefined : { Accept: accept });

      expect(status).toBe(200);
    },
  );

  it('is refused to who accepts JSON alone, naming what there is', async () => {
    const refused = await createApiWorld().get('/docs', { Accept: 'application/json' });

    expectProblem(refused, 406, 'not-acceptable');
    expect(refused.body.detail).toContain('answers are text/html');
    expect(refused.body.title).not.toContain('JSON');
  });

  it('has no body for HEAD, and the same headers', async () => {
    const { ask, get } = createApiWorld();

    const head = await ask('HEAD', '/docs');

    expect([head.status, head.text]).toEqual([200, '']);
    expect([...head.headers]).toEqual([...(await get('/docs')).headers]);
  });

  it('has every operation of the document, each once, and every problem', async () => {
    const { get } = createApiWorld();
    const { paths, components } = (await get('/openapi.json')).body;
    const { text } = await get('/docs');

    const operations = Object.values<Record<string, { operationId: string }>>(paths).flatMap(
      (methods) => Object.values(methods).map(({ operationId }) => operationId),
    );
    const problems = Object.keys(components.schemas)
      .filter((name) => name.startsWith('Problem.'))
      .map((name) => name.replace('Problem.', 'problem-'));

    for (const id of [...operations, ...problems]) {
      expect(text.split(`id="${id}"`)).toHaveLength(2);
    }
  });

  it('links only to what is on it, and to the document', async () => {
    const { text } = await pageFor();

    const links = [...text.matchAll(/href="([^"]*)"/g)].map(([, link = '']) => link);
    const missing = links.filter(
      (link) => link.startsWith('#') && !text.includes(`id="${link.slice(1)}"`),
    );

    expect(missing).toEqual([]);
    expect(new Set(links.filter((link) => !link.startsWith('#')))).toEqual(
      new Set(['data:,', '/prod/openapi.json']),
    );
  });

  it('calls each operation by curl: with arguments, bodies, and what is to be filled in', async () => {
    const publicUrl = 'https://api.example.org/async';
    const { text } = await pageFor({ publicUrl });

    expect(commandsOn(text)).toEqual(
      expect.arrayContaining([
        `curl -i '${publicUrl}/v1/run/add?x=1&y=1'`,
        `curl -i '${publicUrl}/v1/run/add/1/1'`,
        `curl -i '${publicUrl}/v1/run/echo/TEXT'`,
        `curl -i -G --data-urlencode 'pollingUrl=/sums/2+3' '${publicUrl}/v1/status'`,
        `curl -i -X POST '${publicUrl}/v1/tasks/TASK_ID/cancel'`,
        `curl -i -N -H 'Accept: text/event-stream' '${publicUrl}/v1/tasks/TASK_ID/events'`,
        `curl -i -H 'Content-Type: application/json' -d '{"task":"send-mail","kwargs":{"to":"TO"}}' '${publicUrl}/v1/tasks'`,
      ]),
    );
  });

  it.each([
    ['its public URL', { publicUrl: "https://api.example.org/o'neill" }, 'https://api.example.org'],
    ['the base path that it is asked below', {}, 'ORIGIN'],
  ])('ends no command early by %s', async (_, options, origin) => {
    const basePath = "/o'neill";
    const { text } = await createApiWorld(options).ask('GET', '/docs', { basePath });

    expect(commandsOn(text)).toContain(String.raw`curl -i '${origin}/o'\''neill/healthz'`);
    expect(text).toMatch(/href="\S*\/o&#39;neill\/openapi.json"/);
  });

  it('has no script where it is known what the API is called', async () => {
    const { text, headers } = await pageFor({ publicUrl: 'https://api.example.org' });

    expect(text).not.toContain('<script');
    expect(headers.get('content-security-policy')).not.toContain('script-src');
  });
});

describe('what a task says of itself', () => {
  const evil = `<script>alert("1")</script><img src=x onerror='alert(2)'> & \`</code><u>\``;

  it('is shown as it was written', async () => {
    const html = await pageOfTask(
      evil,
      z
        .string()
        .regex(/<i>"'/)
        .meta({ examples: [evil] }),
    );

    expect(html).not.toMatch(/<script>alert|<img|<u>|<i>/);
    expect(html).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;');
    expect(html).toContain('<code>&lt;/code&gt;&lt;u&gt;</code>');
  });

  it('ends no command early', async () => {
    const html = await pageOfTask('', z.string().meta({ examples: [`it's; rm -rf $HOME`] }));

    expect(commandsOn(html)).toContainEqual(
      expect.stringContaining(
        String.raw`'{"task":"one","kwargs":{"text":"it'\''s; rm -rf $HOME"}}'`,
      ),
    );
  });

  it('is shown in paragraphs, with code', async () => {
    const html = await pageOfTask('First `one`.\n\nThen **two**.');

    expect(html).toContain('<p>First <code>one</code>.</p><p>Then **two**.</p>');
  });
});
