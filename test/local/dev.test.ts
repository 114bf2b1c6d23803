import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env } from 'node:process';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { freePort } from './free-port.ts';
import { until } from './until.ts';

const cli = join(import.meta.dirname, '../../local/cli.ts');

/** Runs `madrona-async`. */
function run(args: string[], PORT: string, cwd = process.cwd()) {
  const child = spawn(process.execPath, [cli, ...args], {
    cwd,
    env: { PATH: env['PATH'], HOME: env['HOME'], PORT },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let said = '';
  child.stdout.on('data', (part: Buffer) => (said += part.toString()));
  const ended = Promise.all([once(child, 'exit'), text(child.stderr)]).then(
    ([[code], complaint]) => ({ code: code as unknown, said, complaint }),
  );
  const url = () =>
    until(() => /^The stack is ready at (http:\/\/127\.0\.0\.1:\d+)\n/.exec(said)?.[1], 40);
  return { child, ended, url, said: () => said };
}

test.each(['SIGINT', 'SIGTERM'] as const)(
  'it says where it is ready, and ends with code 0 on %s',
  async (signal) => {
    const { child, ended, url } = run(['dev', '--memory'], '0');
    const base = await url();
    await expect(fetch(`${base}/healthz`)).resolves.toMatchObject({ status: 200 });

    child.kill(signal);

    expect(await ended).toMatchObject({ code: 0, complaint: '' });
    await expect(fetch(base)).rejects.toThrow('fetch failed');
  },
);

test('the lines that it shows can be pasted', async () => {
  const { url, said } = run(['dev', '--memory'], '0');
  await url();
  const lines = await until(() => {
    const found = said().match(/^ {2}curl .*$/gm);
    return found?.length === 4 ? found : undefined;
  });

  const statuses: number[] = [];
  for (const line of lines) statuses.push(await statusOfCurl(line));

  expect(statuses).toEqual([202, 202, 200, 200]);
  expect(said()).toContain('IAM');
});

/** Does what curl does of a line that a shell has read. */
async function statusOfCurl(line: string): Promise<number> {
  const print = `curl() { "$NODE" -p 'JSON.stringify(process.argv.slice(1))' -- "$@"; }`;
  const shell = spawn('sh', ['-c', `${print}\n${line}`], { env: { NODE: process.execPath } });
  const args: string[] = JSON.parse(await text(shell.stdout));
  const after = (option: string) => args[args.indexOf(option) + 1] ?? '';
  const url = args.find((arg) => arg.startsWith('http')) ?? '';
  if (!args.includes('-d')) return (await fetch(url)).status;
  const [name = '', value = ''] = after('-H').split(': ');
  const init = { method: 'POST', body: after('-d'), headers: { [name]: value } };
  return (await fetch(url, init)).status;
}

test('it can be stopped as soon as it listens', async () => {
  const port = await freePort();
  const { child, ended } = run(['dev', '--memory'], String(port));
  await until(() => fetch(`http://127.0.0.1:${port}`).catch(() => undefined));

  child.kill('SIGINT');

  expect(await ended).toMatchObject({ code: 0, complaint: '' });
});

test('it ends with the shell that npm started it by', async () => {
  const shell = spawn('sh', ['-c', `"${process.execPath}" "${cli}" dev --memory; true`], {
    env: { PATH: env['PATH'], HOME: env['HOME'], PORT: '0', npm_lifecycle_event: 'start' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  shell.stdout.on('data', (part: Buffer) => (said += part.toString()));
  const url = await until(() => /ready at (\S+)/.exec(said)?.[1], 40);

  shell.kill('SIGTERM');

  await until(() =>
    fetch(url).then(
      () => undefined,
      () => 'gone',
    ),
  );
});

test.each([
  [
    ['dev', '--frobnicate'],
    '0',
    'There is no option --frobnicate; known are --help, --memory, --verbose\n',
  ],
  [['dev'], 'http', 'PORT is "http"; a number from 0 to 65535 is expected\n'],
  [['dev'], '65536', 'PORT is "65536"; a number from 0 to 65535 is expected\n'],
  [['deploy'], '0', 'There is no command deploy; known is dev; --help says more\n'],
  [['toString'], '0', 'There is no command toString; known is dev; --help says more\n'],
  [[], '0', 'No command is given; known is dev; --help says more\n'],
])('%j with PORT=%s is one sentence, and code 1', async (args, port, complaint) => {
  const { ended } = run(args, port);

  expect(await ended).toEqual({ code: 1, said: '', complaint });
});

test('a folder without an app is one sentence, code 1, and left as it is', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'madrona-no-app-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));

  const { ended } = run(['dev'], '0', folder);

  const complaint = `There is no cdk.json in ${folder}; run this in the folder of a CDK app\n`;
  expect(await ended).toEqual({ code: 1, said: '', complaint });
  expect(readdirSync(folder)).toEqual([]);
});

test('a port in use is one sentence, and code 1', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  const { ended } = run(['dev', '--memory'], String(port));

  const complaint = `Port ${port} is in use: set PORT to another one, or to 0 for any that is free\n`;
  expect(await ended).toEqual({ code: 1, said: '', complaint });
});

test.each([[['--help']], [['dev', '--help']]])('%j says what can be given', async (args) => {
  const { ended } = run(args, '0');

  const { code, said } = await ended;
  expect(code).toBe(0);
  expect(said).toContain('--memory');
  expect(said).toContain('PORT');
});
