import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bundle } from '../../infra/bundle.ts';
import { functionEntries } from '../../infra/function-entries.ts';

test('the API has the OpenAPI document in its folder, and does not load it at start', () => {
  const root = join(import.meta.dirname, '../..');
  const files = bundle({
    name: 'api',
    root,
    tasks: 'lambdas/tasks/index.ts',
    ...functionEntries.api,
  });
  const modules = new Map(
    files.map(({ path, contents }) => [path, new TextDecoder().decode(contents)]),
  );

  const started = loadedWith('handler.mjs', modules);

  const holding = [...modules].filter(([, text]) => text.includes('openapi:"3.1.1"'));
  expect(holding.map(([path]) => started.has(path))).toEqual([false]);
});

/** A module and all that it imports statically. */
function loadedWith(path: string, modules: Map<string, string>, seen = new Set<string>()) {
  if (seen.has(path)) return seen;
  seen.add(path);
  for (const [, imported = ''] of (modules.get(path) ?? '').matchAll(
    /(?:from|import)"\.\/([^"]+)"/g,
  )) {
    loadedWith(imported, modules, seen);
  }
  return seen;
}
