import { html } from 'hono/html';

/** HTML that has been escaped. */
export type Html = ReturnType<typeof html>;

/** A text of the document: of its Markdown paragraphs and code are shown, all else stands as it was written. */
export function prose(text: string): Html[] {
  return text.split(/\n{2,}/).map((paragraph) => html`<p>${spans(paragraph)}</p>`);
}

/** The same within a line. */
export function spans(text: string): (Html | string)[] {
  return text
    .split(/`([^`]+)`/)
    .map((part, i) => (i % 2 === 1 ? html`<code>${part}</code>` : part));
}

/** One after another, with something between each two. */
export function joined(parts: readonly (Html | string)[], between = ', '): Html {
  return html`${parts.map((part, i) => (i === 0 ? part : [between, part]))}`;
}
