import type { Choices } from '../../simulator/choices.ts';
import { canonicalSite, drawSite, spellSite, type Site } from './hosts.ts';
import { canonicalText, drawPiece, oneOf, spellText, type Piece } from './pieces.ts';

/** A polling URL in its parts, each as its canonical form has it. */
export interface UrlForm {
  site: Site | undefined;
  /** At least one; an empty last one is a slash at the end. */
  segments: readonly (readonly Piece[])[];
  query: readonly Piece[] | undefined;
}

export function drawUrl(choices: Choices): UrlForm {
  const site = choices.once(2) ? drawSite(choices) : undefined;
  const segments = Array.from({ length: 1 + choices.pick(4) }, () => drawText(choices, 'path', 4));
  const query = choices.once(2) ? drawText(choices, 'query', 6) : undefined;
  return settled({ site, segments, query });
}

export function drawText(choices: Choices, place: 'path' | 'query', most: number): Piece[] {
  return Array.from({ length: choices.pick(most + 1) }, () => drawPiece(choices, place));
}

/** What the parts cannot be in a canonical form is left out: dot segments, and an empty one after no host. */
export function settled({ site, segments, query }: UrlForm): UrlForm {
  const kept = segments.filter((segment) => !/^\.\.?$/.test(canonicalText(segment)));
  while (site === undefined && kept.length > 1 && kept[0]?.length === 0) kept.shift();
  return { site, segments: kept.length === 0 ? [[]] : kept, query };
}

/** RFC 3986's normal form, by construction. */
export function canonicalUrl({ site, segments, query }: UrlForm): string {
  const path = segments.map((segment) => `/${canonicalText(segment)}`).join('');
  const asked = query === undefined ? '' : `?${canonicalText(query)}`;
  return `${site === undefined ? '' : canonicalSite(site)}${path}${asked}`;
}

/** The same URL, written in another way. */
export function spellUrl(choices: Choices, { site, segments, query }: UrlForm): string {
  const before = site === undefined ? '' : spellSite(choices, site);
  const parts: string[] = [];
  for (const [i, segment] of segments.entries()) {
    if (choices.once(4)) parts.push(...detour(choices, i === 0));
    if (i < segments.length - 1 || segment.length > 0) parts.push(spellText(choices, segment));
  }
  const path = `${parts.map((part) => `/${part}`).join('')}${end(choices, segments, parts)}`;
  const isBare = site !== undefined && path === '/' && choices.once(2);
  const asked = query === undefined ? '' : `?${spellText(choices, query)}`;
  const fragment = choices.once(4) ? oneOf(choices, ['#', '#top', '#/?#é', '#%41']) : '';
  return `${before}${isBare ? '' : path}${asked}${fragment}`;
}

const dots = ['.', '%2e', '%2E'] as const;
const twoDots = ['..', '%2e.', '.%2E', '%2E%2e'] as const;

/** Segments that lead nowhere (RFC 3986 §5.2.4). */
function detour(choices: Choices, atRoot: boolean): string[] {
  const there = oneOf(choices, ['x', '%2F', 'é ', '...', ':']);
  const ways = [
    [oneOf(choices, dots)],
    [there, oneOf(choices, twoDots)],
    [oneOf(choices, twoDots)],
  ];
  return ways[choices.pick(atRoot ? 3 : 2)] ?? [];
}

/** What follows the last segment that is not empty. */
function end(choices: Choices, segments: UrlForm['segments'], parts: readonly string[]): string {
  if (segments.at(-1)?.length !== 0) return '';
  // After `/x/..` there is a slash at the end already.
  const leads = parts.length > 0 && /^(\.|%2e){1,2}$/i.test(parts.at(-1) ?? '');
  if (leads && choices.once(2)) return '';
  return `/${oneOf(choices, ['', ...dots, 'x/..'])}`;
}
