import { html } from 'hono/html';
import type { Document, Schema } from './document.ts';
import { examplesOf } from './examples.ts';
import { prose, spans, type Html } from './prose.ts';
import { isShown, schemaText } from './schema-text.ts';
import { membersTable } from './tables.ts';

/** Every problem: its code, its type, and what may be done. */
export function problemsSection({ components }: Document): Html {
  const problems = Object.entries(components.schemas).filter(([name]) => /^Problem\./.test(name));
  return html`<section id="problems">
    <h2>Problems</h2>
    <p>
      Whatever is refused is answered by a problem (RFC 9457), as
      <code>application/problem+json</code>.
    </p>
    ${problems.map(([name, schema]) => problemArticle(name.replace('Problem.', ''), schema))}
  </section>`;
}

function problemArticle(code: string, schema: Schema): Html {
  const { description = '', properties = {} } = schema;
  const constant = (name: string) => String(properties[name]?.const);
  const status = constant('status');
  return html`<article id="problem-${code}">
    <h3><b class="status s${status.charAt(0)}">${status}</b> <code>${code}</code></h3>
    <p class="summary">${constant('title')}</p>
    ${prose(description)}
    <p>
      <small><code>${constant('type')}</code></small>
    </p>
    ${examplesOf(schema)}
  </article>`;
}

/** What the headers of answers say. */
export function headersSection({ components }: Document): Html {
  const headers = Object.entries(components.headers).filter(([, { required }]) => required);
  return html`<section id="headers">
    <h2>Headers of answers</h2>
    <dl>
      ${headers.map(
        ([name, { description }]) =>
          html`<dt id="header-${name}"><code>${name}</code></dt>
            <dd>${spans(description)}</dd>`,
      )}
    </dl>
  </section>`;
}

/** The shapes that bodies have. */
export function schemasSection(document: Document): Html {
  const shapes = Object.entries(document.components.schemas).filter(([name]) => isShown(name));
  return html`<section id="schemas">
    <h2>Shapes</h2>
    ${shapes.map(
      ([name, schema]) =>
        html`<article id="schema-${name}">
          <h3><code>${name}</code></h3>
          ${prose(schema.description ?? '')}
          ${
            schema.properties === undefined
              ? html`<p>${schemaText(document, schema)}</p>`
              : membersTable(document, schema)
          }
          ${examplesOf(schema)}
        </article>`,
    )}
  </section>`;
}
