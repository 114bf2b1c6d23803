import { unquoted } from './quoted-string.ts';

/** What a request says by `Prefer` (RFC 7240), as far as the API heeds it. */
export interface Preferences {
  /** For how many seconds the answer may keep its caller waiting; null where that is not said. */
  waitSeconds: number | null;
  /** Rather a 202 now than the outcome later. */
  respondAsync: boolean;
}

/**
 * Reads `Prefer`; the values of several are joined by commas. Of a preference that is given twice the first one
 * counts; what cannot be parsed, or is not known, is passed over.
 */
export function parsePreferences(prefer: string | undefined): Preferences {
  const members = (prefer?.match(member) ?? []).map(preferenceOf);
  const wait = members.find(({ name }) => name === 'wait')?.value ?? '';
  return {
    waitSeconds: /^\d{1,9}$/.test(wait) ? Number(wait) : null,
    respondAsync: members.some(({ name }) => name === 'respond-async'),
  };
}

/** Up to a comma that stands in no quoted string. */
const member = /(?:[^,"]|"(?:[^"\\]|\\.)*"?)+/g;

/** A token, and where there is one its value, as a token or as a quoted string; parameters may follow. */
const preference = /^\s*([\w!#$%&'*+.^`|~-]+)\s*(?:=\s*("(?:[^"\\]|\\.)*"|[^\s;"]*)\s*)?(?:;|$)/;

function preferenceOf(text: string): { name: string; value: string } {
  const [, name = '', value = ''] = preference.exec(text) ?? [];
  return {
    name: name.toLowerCase(),
    value: unquoted(value),
  };
}
