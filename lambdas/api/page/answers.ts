import { html } from 'hono/html';
import {
  nameOf,
  operationsOf,
  schemaOf,
  type Document,
  type Operation,
  type Response,
} from './document.ts';
import { joined, spans, type Html } from './prose.ts';
import { schemaText } from './schema-text.ts';

/** Every answer of an operation: its status, and what is behind it. */
export function answersOf(document: Document, { responses }: Operation): Html {
  const answers = Object.entries(responses).map(([status, reference]) => {
    const response = document.components.responses[nameOf(reference)];
    return response && answerOf(document, status, response);
  });
  return html`<h4>Answers</h4>
    ${answers}`;
}

function answerOf(document: Document, status: string, response: Response): Html {
  const codes = problemsOf(response);
  const names = codes.map((code) => html`<code>${code}</code>`);
  return html`<details>
    <summary>
      <b class="status s${status.charAt(0)}">${status}</b>
      ${codes.length > 0 ? joined(names) : spans(response.description)}
    </summary>
    ${codes.length > 0 && problemLinks(document, codes)}
    ${contentOf(document, response, codes.length > 0)} ${headersOf(document, response)}
    ${linksOf(document, response)}
  </details>`;
}

/** For which reasons it refuses, where it does. */
function problemsOf({ content = {} }: Response): string[] {
  const { schema = {} } = content['application/problem+json'] ?? {};
  return (schema.oneOf ?? [schema]).flatMap(({ $ref = '' }) => {
    const [, code] = /\/Problem\.([^/]+)$/.exec($ref) ?? [];
    return code === undefined ? [] : [code];
  });
}

function problemLinks({ components }: Document, codes: readonly string[]): Html {
  const items = codes.map((code) => {
    const { description = '' } = components.schemas[`Problem.${code}`] ?? {};
    return html`<li>
      <a href="#problem-${code}"><code>${code}</code></a
      >: ${spans(description)}
    </li>`;
  });
  return html`<ul>
    ${items}
  </ul>`;
}

function contentOf(document: Document, { content }: Response, isProblem: boolean): Html {
  if (content === undefined) return html`<p>No body.</p>`;
  const kinds = Object.entries(content).map(([type, held]) => {
    const shape = isProblem ? 'a problem' : schemaText(document, schemaOf(held));
    return html`<code>${type}</code>, ${shape}`;
  });
  return html`<p><b>Body</b>: ${joined(kinds, '; or ')}</p>`;
}

function headersOf({ components }: Document, { headers = {} }: Response): Html | false {
  const links = Object.entries(headers).map(([name, reference]) => {
    const link = html`<a href="#header-${name}"><code>${name}</code></a>`;
    const isAlways = components.headers[nameOf(reference)]?.required === true;
    return isAlways ? link : html`${link} (not always)`;
  });
  return links.length > 0 && html`<p><b>Headers</b>: ${joined(links)}</p>`;
}

function linksOf(document: Document, { links = {} }: Response): Html | false {
  const operations = operationsOf(document);
  const next = Object.values(links).flatMap(({ operationId }) =>
    operations
      .filter((operation) => operation.operationId === operationId)
      .map(({ summary }) => html`<a href="#${operationId}">${summary}</a>`),
  );
  return next.length > 0 && html`<p><b>Next</b>: ${joined(next)}</p>`;
}
