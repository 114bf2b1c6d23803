import { execFile } from 'node:child_process';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { machineEnvironment } from '../../local/env.ts';
import { startEmbedded } from '../../local/embedded.ts';
import { readSnippets } from '../docs/snippets.ts';
import { withProgram } from './programs.ts';
import { idsIn, patternOf, settled, stepsOf } from './session.ts';

const run = promisify(execFile);
const shown = 'http://127.0.0.1:8787';
const blocks = readSnippets().filter(
  ({ path, language }) => path === 'docs/http.md' && language === 'console',
);
const steps = blocks.flatMap(({ code }) => stepsOf(code));

withProgram('curl', (curl) => {
  it('curl is answered as docs/http.md shows', async ({ onTestFinished }) => {
    const embedded = await startEmbedded({ memory: true });
    onTestFinished(embedded.close);
    const env = machineEnvironment();
    const PATH = `${dirname(curl)}:${env['PATH']}`;

    const ids = new Map<string, string>();

    for (const { command, answer } of steps) {
      const named = [...ids].reduce((text, [id, real]) => text.replaceAll(id, real), command);
      const asked = named.replace('curl ', 'curl -s ').replaceAll(shown, embedded.url);
      const { stdout } = await run('bash', ['-c', asked], { env: { ...env, PATH } });

      expect(settled(stdout.replaceAll(embedded.url, shown)), command).toMatch(patternOf(answer));
      const real = idsIn(stdout);
      idsIn(answer).forEach((id, index) => ids.set(id, real[index] ?? ''));
    }

    expect(steps.length).toBeGreaterThan(5);
  });
});

it('a session is read as commands and what they print', () => {
  const read = stepsOf('$ curl -i x\nHTTP/1.1 200 OK\nETag: "a"\n\n5\n\n$ curl y |\n>   cat\n6\n');

  expect(read).toEqual([
    { command: 'curl -i x', answer: 'HTTP/1.1 200 OK\nETag: "a"\n\n5' },
    { command: 'curl y |\n  cat', answer: '6' },
  ]);
});

it('of an answer, what is left out may be anything, and nothing else', () => {
  const pattern = patternOf('a: 1\n…\n{"b":2,…}');

  expect('A: 1\nc: 3\n{"b":2,"d":4}').toMatch(pattern);
  expect('a: 1\nc: 3\n{"b":3,"d":4}').not.toMatch(pattern);
});
