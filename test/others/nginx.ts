import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { freePort } from '../local/free-port.ts';
import { until } from '../local/until.ts';

const example = join(import.meta.dirname, '../../examples/nginx/madrona-async.conf');

export interface Nginx {
  url: string;
  /** The files of its cache. */
  kept(): string[];
  close(): Promise<void>;
}

/** nginx as examples/nginx has it, before an origin; `more` are directives of its location. */
export async function startNginx(program: string, origin: string, more = ''): Promise<Nginx> {
  const folder = mkdtempSync(join(tmpdir(), 'nginx-test-'));
  const port = await freePort();
  const cache = join(folder, 'cache');
  const conf = readFileSync(example, 'utf8')
    .replace('/var/lib/nginx/madrona-async', cache)
    .replace('listen 8080;', `listen 127.0.0.1:${port};`)
    .replace('proxy_pass http://127.0.0.1:8787;', `proxy_pass ${origin};\n${more}`);
  writeFileSync(join(folder, 'madrona-async.conf'), conf);
  writeFileSync(join(folder, 'nginx.conf'), around(folder));

  const child = spawn(program, ['-p', folder, '-c', join(folder, 'nginx.conf')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const said = text(child.stderr);
  const ended = once(child, 'close');
  await until(() => {
    if (child.exitCode !== null) throw new Error(`nginx ended with ${child.exitCode}`);
    return isListening(port);
  }).catch(async (cause: unknown) => {
    child.kill();
    throw new Error(`nginx said: ${await said}`, { cause });
  });

  return {
    url: `http://127.0.0.1:${port}`,
    kept: () =>
      readdirSync(cache, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1')),
    async close() {
      child.kill('SIGQUIT');
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}

/** What Debian's nginx.conf has around a file of conf.d, with all that it writes in one folder. */
function around(folder: string): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (each) => `${each}_temp_path ${join(folder, each)};`,
  );
  const isRoot = userInfo().uid === 0;
  return `
    daemon off;
    ${isRoot ? 'user root;' : ''}
    worker_processes 1;
    pid ${join(folder, 'nginx.pid')};
    error_log stderr warn;
    events {}
    http {
      access_log off;
      ${temporary.join('\n')}
      include ${join(folder, 'madrona-async.conf')};
    }`;
}

async function isListening(port: number): Promise<true | undefined> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return undefined;
  } finally {
    socket.destroy();
  }
}
