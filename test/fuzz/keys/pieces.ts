import type { Choices } from '../../simulator/choices.ts';

/** One character of a URL's path or query: what stands for it in the canonical form, and what else may. */
export interface Piece {
  canonical: string;
  /** Other ways to write the same, by RFC 3986 §6.2.2 or because no URL may hold it as it is. */
  spellings: readonly string[];
}

export function oneOf<const T extends readonly [unknown, ...unknown[]]>(
  choices: Choices,
  from: T,
): T[number] {
  return from[choices.pick(from.length)] ?? from[0];
}

const known = new Map<string, readonly string[]>();

/** All that RFC 3986 has no say about but the case of hex digits: octets that are not what they encode. */
const reserved = pieces(
  [
    '%2F',
    '%3F',
    '%23',
    '%25',
    '%26',
    '%3D',
    '%2B',
    '%3B',
    '%40',
    '%00',
    '%0A',
    '%7F',
    '%5C',
    '%FF',
  ],
  (text) => [text.toLowerCase()],
);
const unreserved = pieces([...'aAbZz09-._~'], (text) => encodedWays(text));
const delimiters = pieces([..."!$&'()*+,;=:@"], () => []);
/** What no path or query may hold: not the same to each other, whatever Unicode's normal forms say. */
const unfit = [...' "<>[]^`{|}éü€😀\u212A\u017Fﬁ１\u00AD\u200B\uFEFF\u{10FFFF}\u0301'].map(
  (text): Piece => {
    const [canonical = '', ...others] = encodedWays(text);
    return { canonical, spellings: [text, ...others] };
  },
);
const inQuery = pieces(['?', '/'], () => []);

const kinds = [unreserved, unreserved, unreserved, delimiters, reserved, unfit] as const;
const queryKinds = [...kinds, inQuery] as const;

/** Unreserved first, so that what shrinks becomes plain. */
export function drawPiece(choices: Choices, place: 'path' | 'query'): Piece {
  const of = place === 'path' ? kinds : queryKinds;
  const kind = of[choices.pick(of.length)] ?? unreserved;
  return kind[choices.pick(kind.length)] ?? { canonical: 'a', spellings: ['%61'] };
}

export function spellPiece(choices: Choices, { canonical, spellings }: Piece): string {
  return spellings[choices.pick(spellings.length + 1) - 1] ?? canonical;
}

export function canonicalText(text: readonly Piece[]): string {
  return text.map(({ canonical }) => canonical).join('');
}

export function spellText(choices: Choices, text: readonly Piece[]): string {
  return text.map((piece) => spellPiece(choices, piece)).join('');
}

function pieces(texts: string[], spell: (text: string) => readonly string[]): Piece[] {
  return texts.map((canonical) => ({ canonical, spellings: spell(canonical) }));
}

/** Each octet of its UTF-8 by two hex digits: in capitals, in small letters, and in turns. */
export function encodedWays(character: string): readonly string[] {
  const found = known.get(character);
  if (found !== undefined) return found;
  const upper = Buffer.from(character, 'utf8').toString('hex').toUpperCase().replace(/../g, '%$&');
  const turns = upper.replace(/[A-F]/g, (digit, at: number) =>
    at % 2 === 0 ? digit : digit.toLowerCase(),
  );
  const ways = [...new Set([upper, upper.toLowerCase(), turns])];
  known.set(character, ways);
  return ways;
}
