import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundle } from '../infra/bundle.ts';
import { functionEntries } from '../infra/function-entries.ts';
import { circumstances } from './circumstances.ts';
import type { Import } from './import-once.ts';
import { markdownTable } from './markdown-table.ts';
import { numberOptions } from './number-options.ts';
import { percentile } from './percentile.ts';
import { orExit } from './read-options.ts';

// What a cold start of the API loads and how long that takes, beside one with nothing but its router and its clients:
//   node bench/imports.ts [--rounds 51]

const root = join(import.meta.dirname, '..');
const importOnce = join(import.meta.dirname, 'import-once.ts');

const { rounds } = orExit(() => numberOptions({ rounds: 51 }, process.argv.slice(2)));
const scratch = mkdtempSync(join(tmpdir(), 'bench-imports-'));
try {
  measure();
} finally {
  rmSync(scratch, { recursive: true });
}

function measure(): void {
  console.log(`${circumstances()}\n`);
  const api = bundled('api', functionEntries.api.entries.handler);
  const bare = bundled('bare', 'bench/bare.ts');
  const times: Record<'api' | 'bare', number[]> = { api: [], bare: [] };
  // In turns, so that what else the machine does meets both alike.
  for (let round = 0; round < rounds; round += 1) {
    times.api.push(imported(api).ms);
    times.bare.push(imported(bare).ms);
  }
  const bytes = { api: imported(api, 'bytes').bytes, bare: imported(bare, 'bytes').bytes };
  const ms = { api: percentile(times.api, 0.5), bare: percentile(times.bare, 0.5) };
  console.log(
    markdownTable([
      ['loaded at start', 'bytes', `import, median of ${rounds} processes`],
      ['the API', bytes.api.toLocaleString('en'), `${ms.api.toFixed(1)} ms`],
      ['its router and clients alone', bytes.bare.toLocaleString('en'), `${ms.bare.toFixed(1)} ms`],
      ['ratio', (bytes.api / bytes.bare).toFixed(2), (ms.api / ms.bare).toFixed(2)],
    ]),
  );
}

/** Bundled as the API is; returns what is to be imported. */
function bundled(name: string, handler: string): URL {
  const tasks = join(root, 'lambdas/tasks/index.ts');
  const folder = join(scratch, name);
  mkdirSync(folder);
  const files = bundle({ ...functionEntries.api, name, root, tasks, entries: { handler } });
  for (const { path, contents } of files) writeFileSync(join(folder, path), contents);
  return pathToFileURL(join(folder, 'handler.mjs'));
}

/** In a fresh process, which has what the function has of its environment. */
function imported(url: URL, what = 'time'): Import {
  const env = {
    NODE_OPTIONS: '--enable-source-maps',
    AWS_REGION: 'us-east-1',
    TABLE_NAME: 'table',
    QUEUE_URL: 'queue',
  };
  const said = execFileSync(process.execPath, [importOnce, url.href, what], { env });
  return JSON.parse(said.toString()) as Import; // import-once.ts writes it
}
