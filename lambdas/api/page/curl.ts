import { html } from 'hono/html';
import {
  nameOf,
  parameterOf,
  schemaOf,
  type Document,
  type Parameter,
  type Placed,
} from './document.ts';
import type { Html } from './prose.ts';
import { sampleOf } from './sample.ts';

/** A command that calls the operation by sample values; what stands in capitals is to be filled in. */
export function curlLine(document: Document, operation: Placed, base: Html, body?: unknown): Html {
  const { method, parameters } = operation;
  const needed = parameters
    .map((said) => parameterOf(document, said))
    .filter(({ required = false }) => required);
  const pairs = needed
    .filter((one) => one.in === 'query')
    .map((one) => ({ name: one.name, text: textFor(document, one) }));
  const isPlain = pairs.every(({ text }) => encodeURIComponent(text) === text);
  const written = pairs.map(({ name, text }) => `${name}=${text}`);
  const target = `${pathFor(document, operation, needed)}${isPlain && written.length > 0 ? `?${written.join('&')}` : ''}`;
  const options = [
    ...(method === 'POST' && body === undefined ? ['-X POST'] : []),
    ...(isStream(document, operation) ? ["-N -H 'Accept: text/event-stream'"] : []),
    ...(isPlain ? [] : ['-G', ...written.map((pair) => `--data-urlencode ${quoted(pair)}`)]),
    ...(body === undefined
      ? []
      : [`-H 'Content-Type: application/json'`, `-d ${quoted(JSON.stringify(body))}`]),
  ];
  const command = ['curl -i', ...options].join(' ');
  return html`<pre><code>${command} '${base}${inQuotes(target)}'</code></pre>`;
}

function pathFor(document: Document, { path }: Placed, parameters: readonly Parameter[]): string {
  return parameters
    .filter((one) => one.in === 'path')
    .reduce((now, one) => {
      const text = encodeURIComponent(textFor(document, one));
      return now.replace(`{${one.name}}`, () => text);
    }, path);
}

/** A value as it stands in a URL: a text as it is, all else as JSON. */
function textFor(document: Document, parameter: Parameter): string {
  const { name, example, content } = parameter;
  const value = example ?? sampleOf(document, schemaOf(parameter), name);
  return typeof value === 'string' && content === undefined ? value : JSON.stringify(value);
}

function isStream({ components }: Document, { responses }: Placed): boolean {
  return Object.values(responses).some((reference) => {
    const { content = {} } = components.responses[nameOf(reference)] ?? {};
    return 'text/event-stream' in content;
  });
}

function quoted(text: string): string {
  return `'${inQuotes(text)}'`;
}

/** As a shell has it between single quotes. */
export function inQuotes(text: string): string {
  return text.replaceAll("'", String.raw`'\''`);
}
