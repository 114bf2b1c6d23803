import { html, raw } from 'hono/html';
import type { Sha256 } from '../../../core/ports.ts';
import type { Schema } from '../openapi/operation.ts';
import { inQuotes } from './curl.ts';
import { documentFrom } from './document.ts';
import { contents, groupsOf } from './groups.ts';
import { prose } from './prose.ts';
import { headersSection, problemsSection, schemasSection } from './sections.ts';
import { style } from './style.ts';

export interface Page {
  html: string;
  /** Its Content-Security-Policy. */
  policy: string;
}

/** An OpenAPI document as a page that needs nothing besides itself. */
export async function pageOf(made: Schema, sha256: Sha256): Promise<Page> {
  const document = documentFrom(made);
  const url = document.servers[0]?.url ?? '/';
  const prefix = url === '/' ? '' : url;
  const isAbsolute = URL.canParse(url);
  const { title, version, description } = document.info;
  const from = (path: string) =>
    isAbsolute ? html`${path}` : html`<span class="origin">ORIGIN</span>${path}`;
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} ${version}</title>
        <link rel="icon" href="data:," />
        ${raw(`<style>${style}</style>`)}
      </head>
      <body>
        <a class="skip" href="#operations">To the operations</a>
        <header>
          <h1>${title} <small>${version}</small></h1>
          ${prose(description)}
          <p>
            The API is at <code>${from(prefix)}</code>; this page shows its
            <a href="${prefix}/openapi.json">OpenAPI ${document.openapi} document</a>. In commands,
            what stands in capitals is to be filled in.
          </p>
        </header>
        <nav aria-label="On this page">${contents(document)}</nav>
        <main id="operations">
          ${groupsOf(document, from(inQuotes(prefix)))} ${problemsSection(document)}
          ${headersSection(document)} ${schemasSection(document)}
        </main>
        ${isAbsolute ? '' : raw(`<script>${script}</script>`)}
      </body>
    </html>`;
  return { html: String(await page), policy: policyOf(isAbsolute ? [] : [script], sha256) };
}

/** The API does not know by which name it was called; who reads the page does. */
const script = `for (const shown of document.querySelectorAll('.origin')) shown.textContent = location.origin;`;

function policyOf(scripts: readonly string[], sha256: Sha256): string {
  const source = (text: string) => `'sha256-${base64(sha256(text))}'`;
  return [
    `default-src 'none'`,
    `style-src ${source(style)}`,
    ...scripts.map((text) => `script-src ${source(text)}`),
    'img-src data:',
    `base-uri 'none'`,
    `form-action 'none'`,
    `frame-ancestors 'none'`,
  ].join('; ');
}

/** From the alphabet for URLs, and padded. */
function base64(url: string): string {
  return `${url.replaceAll('-', '+').replaceAll('_', '/')}=`;
}
