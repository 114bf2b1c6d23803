import { statSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

/** What one fresh process found: how long the import took, or which bytes it loaded. */
export interface Import {
  ms: number;
  bytes: number;
}

const [, , url = '', what] = process.argv;
let bytes = 0;

// The hook takes time itself, so that a process which counts is not one that is timed.
if (what === 'bytes') {
  registerHooks({
    load(loaded, context, nextLoad) {
      if (loaded.startsWith('file:')) bytes += statSync(fileURLToPath(loaded)).size;
      return nextLoad(loaded, context);
    },
  });
}

const start = performance.now();
await import(url);
const found: Import = { ms: performance.now() - start, bytes };
console.log(JSON.stringify(found));
