import { html } from 'hono/html';
import { curlLine } from './curl.ts';
import { resolved, schemaOf, type Document, type Placed, type Schema } from './document.ts';
import { prose, type Html } from './prose.ts';
import { sampleOf } from './sample.ts';
import { membersTable } from './tables.ts';

/** What an operation takes as its body, which may be of several kinds: of each its members, and what sends one. */
export function bodiesOf(document: Document, operation: Placed, base: Html): Html {
  const { schema } = resolved(document, schemaOf(operation.requestBody ?? {}));
  const kinds = (schema.oneOf ?? [schema]).map((one) => resolved(document, one).schema);
  return html`<h4>Body</h4>
    ${kinds.map(
      (kind) =>
        html`<details>
            <summary>${titleOf(kind)}</summary>
            ${prose(kind.description ?? '')} ${membersTable(document, kind)}
          </details>
          ${curlLine(document, operation, base, bodyFor(document, kind))}`,
    )}`;
}

function titleOf({ properties = {} }: Schema): Html | string {
  const task = properties['task']?.const;
  return task === undefined ? 'JSON' : html`To begin <code>${task}</code>`;
}

/** What has to be there, and by their names the arguments that have no default. */
function bodyFor(document: Document, kind: Schema): unknown {
  const body = sampleOf(document, kind, '');
  const { properties = {} } = kind.properties?.['kwargs'] ?? {};
  const needed = Object.entries(properties).filter(
    ([, schema]) => resolved(document, schema).schema.default === undefined,
  );
  if (needed.length === 0) return body;
  const kwargs = needed.map(([name, schema]) => [name, sampleOf(document, schema, name)] as const);
  return Object.assign({}, body, { kwargs: Object.fromEntries(kwargs) });
}
