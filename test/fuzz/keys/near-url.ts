import type { Choices } from '../../simulator/choices.ts';
import { drawSite } from './hosts.ts';
import { drawPiece, type Piece } from './pieces.ts';
import { settled, type UrlForm } from './url-form.ts';

/** Pairs that are nearly the same, and are not. */
const alike: readonly (readonly [string, string])[] = [
  ['a', 'A'],
  ['+', '%20'],
  ['+', '%2B'],
  ['/', '%2F'],
  ['?', '%3F'],
  ['=', '%3D'],
  ['&', '%26'],
  ['@', '%40'],
  [';', '%3B'],
  ['%C3%A9', 'e%CC%81'],
  ['%CC%81', '%C3%A9'],
  ['%EF%AC%81', 'fi'],
  ['%E2%84%AA', 'K'],
  ['%EF%BC%91', '1'],
  ['%2541', 'A'],
];

/** A URL that differs in one thing, or in none: its own canonical form tells. */
export function nearUrl(choices: Choices, form: UrlForm): UrlForm {
  const { site, segments, query } = form;
  switch (choices.pick(9)) {
    case 0: {
      const at = choices.pick(segments.length);
      const changed = segments.map((text, i) =>
        i === at ? nearText(choices, text, 'path') : text,
      );
      return settled({ ...form, segments: changed });
    }
    case 1:
      return settled({ ...form, segments: [...segments, []] });
    case 2:
      return settled({ ...form, segments: segments.slice(0, -1) });
    case 3: {
      const at = choices.pick(segments.length);
      return settled({ ...form, segments: segments.toSpliced(at, 0, []) });
    }
    case 4:
      return { ...form, query: query === undefined ? [] : undefined };
    case 5:
      return { ...form, query: nearText(choices, query ?? [], 'query') };
    case 6:
      return { ...form, query: (query ?? []).toReversed() };
    case 7:
      return settled({ ...form, site: site === undefined ? drawSite(choices) : undefined });
    default:
      return site === undefined ? form : { ...form, site: { ...site, port: '81' } };
  }
}

function nearText(choices: Choices, text: readonly Piece[], place: 'path' | 'query'): Piece[] {
  const at = choices.pick(text.length + 1);
  const here = text[at];
  if (here === undefined) return [...text, drawPiece(choices, place)];
  const twin = twinOf(here.canonical, place);
  const ways = [[], [drawPiece(choices, place)], [here, here], twin === undefined ? [] : [twin]];
  return text.toSpliced(at, 1, ...(ways[choices.pick(4)] ?? []));
}

function twinOf(canonical: string, place: 'path' | 'query'): Piece | undefined {
  const pair = alike.find(([one, other]) => one === canonical || other === canonical);
  const other = pair?.[0] === canonical ? pair[1] : pair?.[0];
  if (other === undefined || (place === 'path' && /^[/?]$/.test(other))) return undefined;
  return { canonical: other, spellings: [] };
}
