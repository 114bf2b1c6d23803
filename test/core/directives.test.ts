import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noDirectives, parseDirectives, type Directives } from '../../core/directives.ts';

describe('the directives of a request', () => {
  it.each<[string, Partial<Directives>]>([
    ['', {}],
    ['no-cache', { noCache: true }],
    ['max-age=0', { noCache: true, maxAge: 0 }],
    ['NO-CACHE', { noCache: true }],
    ['no-store', { noStore: true }],
    ['only-if-cached', { onlyIfCached: true }],
    ['max-age=60', { maxAge: 60 }],
    ['Max-Age="60"', { maxAge: 60 }],
    ['max-age="6\\0"', { maxAge: 60 }],
    ['max-stale', { maxStale: Infinity }],
    ['max-stale=5', { maxStale: 5 }],
    ['min-fresh=7', { minFresh: 7 }],
    ['max-age=60 , min-fresh=7,max-stale', { maxAge: 60, minFresh: 7, maxStale: Infinity }],
    ['max-age=99999999999', { maxAge: 2_147_483_648 }],
  ])('%j is read', (header, said) => {
    expect(parseDirectives(header)).toEqual({ ...noDirectives, ...said });
  });

  it.each<[string, Partial<Directives>]>([
    ['max-age=60, max-age=30', { maxAge: 30 }],
    ['min-fresh=1, min-fresh=9', { minFresh: 9 }],
    ['max-stale, max-stale=5', { maxStale: 5 }],
    ['max-age=60, no-cache', { noCache: true, maxAge: 60 }],
  ])('of %j the strictest counts', (header, said) => {
    expect(parseDirectives(header)).toEqual({ ...noDirectives, ...said });
  });

  it.each([
    'max-age',
    'max-age=',
    'max-age=x',
    'max-age=-1',
    'max-age=1.5',
    'max-age = 5',
    'max-age=5 6',
    'min-fresh',
    'max-stale=soon',
    'xno-cache',
    'no-cache-please',
    'private="no-cache"',
    'private="no-cache, max-age=0"',
    'stale-if-error=60',
  ])('%j says nothing', (header) => {
    expect(parseDirectives(header)).toEqual(noDirectives);
  });

  it('of Pragma counts, where there is no Cache-Control', () => {
    expect(parseDirectives(undefined, 'no-cache').noCache).toBe(true);
    expect(parseDirectives(undefined, 'x, No-Cache').noCache).toBe(true);
    expect(parseDirectives('max-age=60', 'no-cache').noCache).toBe(false);
    expect(parseDirectives(undefined, 'max-age=0')).toEqual(noDirectives);
  });

  it('are read from whatever is sent, at once', () => {
    const pieces = fc.constantFrom('no-cache', 'max-age', '=', '"', '\\', ',', ' ', '5', 'x', '\t');
    const text = fc.array(pieces, { maxLength: 2000 }).map((all) => all.join(''));

    fc.assert(
      fc.property(text, (header) => {
        const { maxAge, minFresh, maxStale } = parseDirectives(header);
        for (const seconds of [maxAge, minFresh, maxStale]) {
          expect(seconds ?? 0).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });
});
