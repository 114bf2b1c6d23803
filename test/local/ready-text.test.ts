import { createServer } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { readyText } from '../../local/ready-text.ts';
import { listen, stopListening } from '../../local/stores/listen.ts';

/** An API that gives one answer. */
async function apiWith(status: number, answer: unknown) {
  const server = createServer((_, response) => {
    response.writeHead(status).end(JSON.stringify(answer));
  });
  onTestFinished(() => stopListening(server));
  const port = await listen(server, 0, '127.0.0.1');
  return { url: `http://127.0.0.1:${port}`, callers: 'AWS_IAM' } as const;
}

test('calls of the app’s own tasks are shown as words for a shell', async () => {
  const place = { name: 'place', required: true, schema: { type: 'string', enum: ["l'île"] } };
  const api = await apiWith(200, { tasks: [{ name: 'tide', url: true, parameters: [place] }] });

  const text = await readyText(api, { memory: true });

  expect(text).toContain(`  curl -i '${api.url}/v1/run/tide/l'\\''%C3%AEle'\n`);
  expect(text).toContain(`-d '{"task":"tide","kwargs":{"place":"l'\\''île"},`);
});

test('where no example can be thought of, what can be asked is still shown', async () => {
  const api = await apiWith(200, { tasks: [] });

  const text = await readyText(api, { memory: true });

  expect(text.match(/^ {2}.*$/gm)).toEqual([`  curl ${api.url}/v1/definitions`]);
});

test('an API that does not answer for its tasks is refused in a sentence', async () => {
  const api = await apiWith(502, {});

  await expect(readyText(api, { memory: false })).rejects.toThrow(
    /^The stack does not work: \/v1\/definitions is answered 502; \.madrona\/logs may say why, or --verbose$/,
  );
});
