import { posix } from 'node:path';
import GithubSlugger from 'github-slugger';
import type { ProjectFile } from '../house/project-files.ts';

/** One line for each link of a document to a file of the project, or a place in one, that is not there. */
export function deadLinks(files: readonly ProjectFile[]): string[] {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const folders = new Set(files.flatMap(({ path }) => foldersOf(path)));

  function isDead(from: string, target: string): boolean {
    const [path = '', anchor] = target.split('#');
    const to = path === '' ? from : posix.join(posix.dirname(from), path);
    const text = texts.get(to);
    if (text === undefined) return !folders.has(to.replace(/\/$/, ''));
    return anchor !== undefined && !anchorsOf(text).has(anchor);
  }

  return files
    .filter(({ path }) => path.endsWith('.md'))
    .flatMap(({ path, text }) =>
      linksOf(text)
        .filter((target) => isDead(path, target))
        .map((target) => `${path} links to ${target}, which is not there`),
    );
}

function linksOf(text: string): string[] {
  const links = withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g);
  return [...links].map(([, target = '']) => target).filter((target) => !/^[a-z]+:/.test(target));
}

/** Headings as GitHub names them, and what is named by hand. */
function anchorsOf(text: string): Set<string> {
  const slugger = new GithubSlugger();
  const headings = text.replaceAll(/^```.*?^```$/gms, '').matchAll(/^#+ (.+)$/gm);
  const named = text.matchAll(/<a id="([^"]+)">/g);
  return new Set([
    ...[...headings].map(([, heading = '']) => slugger.slug(heading.replaceAll('`', ''))),
    ...[...named].map(([, id = '']) => id),
  ]);
}

function withoutCode(text: string): string {
  return text.replaceAll(/^```.*?^```$/gms, '').replaceAll(/`[^`\n]*`/g, 'code');
}

function foldersOf(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}
