import { html } from 'hono/html';
import type { Schema } from './document.ts';
import type { Html } from './prose.ts';

/** What has been answered of that shape. */
export function examplesOf({ examples = [] }: Schema): Html[] {
  return examples.map((example) => {
    const text = JSON.stringify(example, null, 2);
    return html`<details>
      <summary>Example</summary>
      <pre class="example"><code>${text}</code></pre>
    </details>`;
  });
}
