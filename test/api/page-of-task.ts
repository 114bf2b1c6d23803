import * as z from 'zod';
import { createRegistry } from '../../core/registry.ts';
import { defineTask } from '../../core/task.ts';
import { sha256 } from '../../lambdas/adapters/sha256.ts';
import { openApiDocument } from '../../lambdas/api/openapi/document.ts';
import { pageOf } from '../../lambdas/api/page/page.ts';

/** The page of an API of one task, `one`, which takes `text`. */
export async function pageOfTask(description: string, text: z.ZodType = z.string()) {
  const one = defineTask({ name: 'one', description, params: { text }, url: true, run: () => 0 });
  const registry = createRegistry({ one });
  const document = openApiDocument({ registry, server: '/', isAbsolute: false, isForPages: false });
  return (await pageOf(document, sha256)).html;
}

/** The commands that it shows, as they are copied. */
export function commandsOn(html: string): string[] {
  return [...html.matchAll(/<pre><code>(.*?)<\/code><\/pre>/g)].map(([, command = '']) =>
    command
      .replaceAll(/<[^>]*>/g, '')
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&'),
  );
}
