import { html } from 'hono/html';
import { resolved, type Document, type Schema } from './document.ts';
import { spans, type Html } from './prose.ts';
import { schemaText } from './schema-text.ts';

/** Something that has a name. */
export interface Term {
  name: string;
  /** What there is to say beside the name. */
  note: string;
  type: Html;
  description: string;
}

/** Names, what each may be, and what it is for. */
export function termsTable(heading: string, terms: readonly Term[]): Html {
  return html`<table>
    <thead>
      <tr>
        <th scope="col">${heading}</th>
        <th scope="col">Type</th>
        <th scope="col">What it is</th>
      </tr>
    </thead>
    <tbody>
      ${terms.map(
        ({ name, note, type, description }) =>
          html`<tr>
            <th scope="row"><code>${name}</code> <small>${note}</small></th>
            <td>${type}</td>
            <td>${spans(description)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** The members of an object. */
export function membersTable(document: Document, { properties = {}, required = [] }: Schema): Html {
  const terms = Object.entries(properties).map(([name, member]) => ({
    name,
    note: required.includes(name) ? '' : 'optional',
    type: schemaText(document, member),
    description: member.description ?? resolved(document, member).schema.description ?? '',
  }));
  return termsTable('Member', terms);
}
