import { projectFiles } from '../house/project-files.ts';

/** A fenced block of a document, or of a comment in the sources. */
export interface Snippet {
  /** The file that holds it, from the project's root. */
  path: string;
  /** The line of its fence. */
  line: number;
  language: string;
  code: string;
}

const documents = /^(README\.md|client\/CHANGELOG\.md|docs\/(?!api\/).*\.md)$/;
const sources = /^(core|client|infra)\/.*\.ts$/;

/** Every snippet of the project; those of the API pages are the sources' own. */
export function readSnippets(): Snippet[] {
  return projectFiles().flatMap(({ path, text }) => {
    if (documents.test(path)) return snippetsIn(path, text);
    return sources.test(path) ? snippetsIn(path, commentsOf(text)) : [];
  });
}

/** The snippets of a text in Markdown. */
export function snippetsIn(path: string, text: string): Snippet[] {
  const blocks = text.matchAll(/^```([\w-]*)\n(.*?)^```$/gms);
  return [...blocks].map(({ index, 1: language = '', 2: code = '' }) => {
    return { path, line: text.slice(0, index).split('\n').length, language, code };
  });
}

/** The text of the doc comments, each line where it was. */
export function commentsOf(source: string): string {
  let isComment = false;
  const lines = source.split('\n').map((line) => {
    if (/^\s*\/\*\*/.test(line)) isComment = true;
    const text = isComment ? line.replace(/^\s*(\/\*\*|\*\/|\*) ?/, '') : '';
    if (line.includes('*/')) isComment = false;
    return text;
  });
  return lines.join('\n');
}
