import { html } from 'hono/html';
import { bodiesOf } from './bodies.ts';
import { curlLine } from './curl.ts';
import { parameterOf, schemaOf, type Document, type Parameter, type Placed } from './document.ts';
import { joined, prose, spans, type Html } from './prose.ts';
import { schemaText } from './schema-text.ts';
import { termsTable } from './tables.ts';

/** All that there is to know of an operation. */
export function operationArticle(
  document: Document,
  operation: Placed,
  base: Html,
  answers: Html,
): Html {
  const { operationId, method, path, summary, description, requestBody } = operation;
  return html`<article id="${operationId}">
    <h3>${operationName(method, path)}</h3>
    <p class="summary">${spans(summary)}</p>
    ${prose(description)} ${parametersOf(document, operation)}
    ${
      requestBody === undefined
        ? curlLine(document, operation, base)
        : bodiesOf(document, operation, base)
    }
    ${answers}
  </article>`;
}

/** Its method and its path. */
export function operationName(method: string, path: string): Html {
  return html`<span class="method ${method.toLowerCase()}">${method}</span> <code>${path}</code>`;
}

function parametersOf(document: Document, { parameters }: Placed): Html {
  const all = parameters.map((said) => parameterOf(document, said));
  const headers = all.filter((one) => one.in === 'header');
  const values = all.filter((one) => one.in !== 'header');
  const names = headers.map(({ name }) => html`<code>${name}</code>`);
  return html`${values.length > 0 && html`<h4>Parameters</h4>`}
  ${values.length > 0 && parametersTable(document, values)}
  ${
    headers.length > 0 &&
    html`<details>
      <summary>Request headers: ${joined(names)}</summary>
      <dl>
        ${headers.map(
          ({ name, description = '' }) =>
            html`<dt><code>${name}</code></dt>
              <dd>${spans(description)}</dd>`,
        )}
      </dl>
    </details>`
  }`;
}

function parametersTable(document: Document, parameters: readonly Parameter[]): Html {
  const terms = parameters.map((one) => {
    const type = schemaText(document, schemaOf(one));
    return {
      name: one.name,
      note: one.required === true ? one.in : `${one.in}, optional`,
      type: one.content === undefined ? type : html`${type}, as JSON text`,
      description: one.description ?? '',
    };
  });
  return termsTable('Name', terms);
}
