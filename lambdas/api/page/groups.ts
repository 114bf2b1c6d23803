import { html } from 'hono/html';
import { answersOf } from './answers.ts';
import { operationsOf, type Document, type Placed } from './document.ts';
import { operationArticle, operationName } from './operation.ts';
import { spans, type Html } from './prose.ts';

/** What there is on the page, by groups of operations. */
export function contents(document: Document): Html {
  return html`${document.tags.map(
      ({ name }) =>
        html`<h2>${name}</h2>
          <ul>
            ${operationsIn(document, name).map(
              ({ operationId, method, path }) =>
                html`<li><a href="#${operationId}">${operationName(method, path)}</a></li>`,
            )}
          </ul>`,
    )}
    <h2>Reference</h2>
    <ul>
      <li><a href="#problems">Problems</a></li>
      <li><a href="#headers">Headers of answers</a></li>
      <li><a href="#schemas">Shapes</a></li>
    </ul>`;
}

/** All operations; where those of a group are answered alike, it is said once. */
export function groupsOf(document: Document, base: Html): Html[] {
  return document.tags.map(({ name, description }, i) => {
    const operations = operationsIn(document, name);
    const [first, ...others] = operations;
    const isAlike = others.length > 0 && others.every((other) => isAnsweredAs(first, other));
    const id = `answers-${i}`;
    const answers = (operation: Placed) =>
      isAlike ? html`<p><a href="#${id}">Answers</a></p>` : answersOf(document, operation);
    return html`<section>
      <h2>${name}</h2>
      <p>${spans(description)}</p>
      ${operations.map((one) => operationArticle(document, one, base, answers(one)))}
      ${
        isAlike &&
        first &&
        html`<article id="${id}">
          <h3>${name}</h3>
          <p class="summary">All of these are answered alike</p>
          ${answersOf(document, first)}
        </article>`
      }
    </section>`;
  });
}

function operationsIn(document: Document, tag: string): Placed[] {
  return operationsOf(document).filter(({ tags }) => tags.includes(tag));
}

function isAnsweredAs(one: Placed | undefined, other: Placed): boolean {
  return JSON.stringify(one?.responses) === JSON.stringify(other.responses);
}
