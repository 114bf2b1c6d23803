import { unquoted } from './quoted-string.ts';

/**
 * What a request says of stored answers (RFC 9111 §5.2.1). Seconds; null where it says nothing, Infinity where a
 * directive has no bound.
 */
export interface Directives {
  /** Nothing stored will do: `no-cache`, `max-age=0`, and `Pragma: no-cache` where there is no `Cache-Control`. */
  noCache: boolean;
  /** Whoever passes the answer on is not to store it. */
  noStore: boolean;
  /** Begin nothing and wait for nothing. */
  onlyIfCached: boolean;
  /** The most that may have passed since the outcome. */
  maxAge: number | null;
  /** How long it must still be fresh, at least. */
  minFresh: number | null;
  /** For how long it may have been stale, at most. */
  maxStale: number | null;
}

/** A request that says nothing of it. */
export const noDirectives: Directives = {
  noCache: false,
  noStore: false,
  onlyIfCached: false,
  maxAge: null,
  minFresh: null,
  maxStale: null,
};

/**
 * Reads `Cache-Control`, and `Pragma` in its absence (RFC 9111 §5.4). Of several the strictest counts; what cannot be
 * parsed, or is not known, is passed over.
 */
export function parseDirectives(cacheControl?: string, pragma?: string): Directives {
  if (cacheControl === undefined) {
    return {
      ...noDirectives,
      noCache: membersOf(pragma ?? '').some(([name]) => name === 'no-cache'),
    };
  }
  const members = membersOf(cacheControl);
  const has = (wanted: string) => members.some(([name]) => name === wanted);
  const secondsOf = (wanted: string, bare?: number) =>
    members
      .filter(([name]) => name === wanted)
      .map(([, value]) => (value === undefined ? bare : deltaSeconds(value)))
      .filter((seconds) => seconds !== undefined);
  const least = (all: number[]) => (all.length === 0 ? null : Math.min(...all));
  const most = (all: number[]) => (all.length === 0 ? null : Math.max(...all));
  const maxAge = least(secondsOf('max-age'));
  return {
    noCache: has('no-cache') || maxAge === 0,
    noStore: has('no-store'),
    onlyIfCached: has('only-if-cached'),
    maxAge,
    minFresh: most(secondsOf('min-fresh')),
    maxStale: least(secondsOf('max-stale', Infinity)),
  };
}

/** A token, and where there is one its value, as a token or as a quoted string (RFC 9111 §5.2 takes both). */
const member = /(?:^|,)\s*([\w!#$%&'*+.^`|~-]+)(?:=("(?:[^"\\]|\\.)*"|[^",\s]*))?\s*(?=,|$)/g;

function membersOf(header: string): [name: string, value: string | undefined][] {
  return [...header.matchAll(member)].map(([, name = '', value]) => [
    name.toLowerCase(),
    value === undefined ? undefined : unquoted(value),
  ]);
}

/** RFC 9111 §1.2.2: what is too large counts as 2^31. */
function deltaSeconds(value: string): number | undefined {
  return /^\d+$/.test(value) ? Math.min(Number(value), 2 ** 31) : undefined;
}
