import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalPollingUrl } from '../../core/polling-url.ts';

test.each([
  // RFC 3986 §6.2.2 and §6.2.3
  ['HTTP://Example.COM/', 'http://example.com/'],
  ['http://example.com', 'http://example.com/'],
  ['http://example.com?a', 'http://example.com/?a'],
  ['http://example.com:/', 'http://example.com/'],
  ['http://example.com:80/', 'http://example.com/'],
  ['http://example.com:00080/', 'http://example.com/'],
  ['https://example.com:443', 'https://example.com/'],
  ['https://example.com:80/', 'https://example.com:80/'],
  ['http://example.com:8080/', 'http://example.com:8080/'],
  ['http://example.com:0/', 'http://example.com:0/'],
  ['http://ex%61mple.com/', 'http://example.com/'],
  ['/%7Euser/%2d%2E%5f%41%7a%30', '/~user/-._Az0'],
  ['/a%2fb%c3%a9', '/a%2Fb%C3%A9'],
  ['/%2541', '/%2541'],
  // RFC 3986 §5.2.4
  ['/a/b/c/./../../g', '/a/g'],
  ['/a/./b/', '/a/b/'],
  ['/a/..', '/'],
  ['/../../a', '/a'],
  ['/a/.', '/a/'],
  ['/a//..', '/a/'],
  ['/a//../b', '/a/b'],
  ['/a/...', '/a/...'],
  ['/a/%2E%2e/b', '/b'],
  ['http://example.com/..//a', 'http://example.com//a'],
  ['/?a=/../b', '/?a=/../b'],
  // what no URL may hold
  ['/a b?c d', '/a%20b?c%20d'],
  ['/é?ü=€', '/%C3%A9?%C3%BC=%E2%82%AC'],
  ['/😀', '/%F0%9F%98%80'],
  ['/"<>[]^`{|}', '/%22%3C%3E%5B%5D%5E%60%7B%7C%7D'],
  ['/\u212A\u017F', '/%E2%84%AA%C5%BF'],
  ["/!$&'()*+,;=:@", "/!$&'()*+,;=:@"],
  // not the same to Unicode, so not the same here
  ['/e\u0301', '/e%CC%81'],
  // fragment and query
  ['/a#b', '/a'],
  ['/a?b#c?d', '/a?b'],
  ['/a?', '/a?'],
  ['/a?b?c', '/a?b?c'],
  ['/a?z=1&a=2&z=3', '/a?z=1&a=2&z=3'],
  ['/a+b?c+d=%2B', '/a+b?c+d=%2B'],
  ['/', '/'],
  ['/?', '/?'],
  // hosts
  ['http://bücher.example/', 'http://xn--bcher-kva.example/'],
  ['http://BÜCHER。example/', 'http://xn--bcher-kva.example/'],
  ['http://b%C3%BCcher.example/', 'http://xn--bcher-kva.example/'],
  ['http://faß.example/', 'http://xn--fa-hia.example/'],
  ['http://XN--BCHER-KVA.example/', 'http://xn--bcher-kva.example/'],
  ['http://example.com./', 'http://example.com./'],
  ['http://a_b.example/', 'http://a_b.example/'],
  ['http://[::1]:80/', 'http://[::1]/'],
  ['http://[2001:DB8::1]:8080/', 'http://[2001:db8::1]:8080/'],
  // A browser reads these as other addresses; RFC 3986 does not.
  ['http://127.1/', 'http://127.1/'],
  ['http://0x7F.0.0.1/', 'http://0x7f.0.0.1/'],
  ['http://１.１/', 'http://1.1/'],
])('%s is spelt %s', (text, canonical) => {
  expect(canonicalPollingUrl(text)).toBe(canonical);
});

test.each([
  ['nothing', '', 'begins neither with a single / nor'],
  ['a relative path', 'a/b', 'begins neither with a single / nor'],
  ['a query alone', '?a', 'begins neither with a single / nor'],
  ['a host without a scheme', '//example.com/a', 'begins neither with a single / nor'],
  ['another scheme', 'ftp://example.com/', 'begins neither with a single / nor'],
  ['a look-alike of a scheme', 'http\u017F://example.com/', 'begins neither with a single / nor'],
  ['one slash', 'http:/example.com/', 'begins neither with a single / nor'],
  ['a space before it', ' /a', 'begins neither with a single / nor'],
  ['a path that would become a host', '/a/..//example.com', 'begins with //'],
  ['an encoded one of these', '/%2e//example.com', 'begins with //'],
  ['a control character', '/a\u0000', 'a control character'],
  ['a tab, which browsers drop', '/a\tb', 'a control character'],
  ['a line break in a host', 'http://exam\nple.com/', 'a control character'],
  ['DEL', '/\u007F', 'a control character'],
  ['a C1 control character', '/\u0085', 'a control character'],
  ['a backslash', '/a\\b', 'a backslash'],
  ['a backslash in a host', 'http://a\\b/', 'a backslash'],
  ['a lone surrogate', '/\uD800', 'a lone surrogate'],
  ['a user', 'http://user@example.com/', 'a user'],
  ['a user and a password', 'http://user:pass@example.com/', 'a user'],
  ['a lone %', '/100%', 'a % that'],
  ['a % with one digit', '/%4', 'a % that'],
  ['a % with other letters', '/%4g', 'a % that'],
  ['a % in a host', 'http://%zz/', 'a % that'],
  ['a malformed % in a fragment', '/a#%', 'a % that'],
  ['no host', 'http:///a', 'a host that is none'],
  ['a port alone', 'http://:80/', 'a host that is none'],
  ['two ports', 'http://a:1:2/', 'a host that is none'],
  ['letters for a port', 'http://a:b/', 'a host that is none'],
  ['a port too high', 'http://a:65536/', 'a port above 65535'],
  ['a space in a host', 'http://a b/', 'a host that is none'],
  ['an encoded slash in a host', 'http://a%2Fb/', 'a host that is none'],
  ['an encoded @ in a host', 'http://a%40b/', 'a host that is none'],
  ['encoded bytes that are no UTF-8', 'http://a%FFb/', 'a host that is none'],
  ['a full-width slash in a host', 'http://a／b/', 'a host that is none'],
  ['a host of nothing visible', 'http://\u00AD/', 'a host that is none'],
  ['a broken A-label beside an IDN', 'http://é.xn--a/', 'a host that is none'],
  ['an open bracket', 'http://[::1/', 'a host that is none'],
  ['letters after a bracket', 'http://[::1]a/', 'a host that is none'],
  ['a malformed IPv6 address', 'http://[1::2::3]/', 'a host that is none'],
])('%s is refused, and the message says what is allowed', (_, text, fault) => {
  expect(() => canonicalPollingUrl(text)).toThrow(
    expect.objectContaining({
      code: 'invalid-polling-url',
      message: expect.stringMatching(
        new RegExp(`^The polling URL .*${fault}.*; allowed is /path… .* 2,048 bytes$`),
      ),
    }),
  );
});

test('a path and an absolute URL with that path are two URLs', () => {
  expect(canonicalPollingUrl('/a')).not.toBe(canonicalPollingUrl('http://localhost/a'));
});

test('a polling URL has at most 2,048 bytes as it is given and in its canonical form', () => {
  const path = (bytes: number) => `/${'a'.repeat(bytes - 1)}`;

  expect(canonicalPollingUrl(path(2048))).toBe(path(2048));
  expect(() => canonicalPollingUrl(path(2049))).toThrow(/^The polling URL is 2049 bytes/);
  expect(() => canonicalPollingUrl(`/#${'a'.repeat(2048)}`)).toThrow(/is 2050 bytes/);
  expect(() => canonicalPollingUrl(`/${'é'.repeat(1024)}`)).toThrow(/is 2049 bytes/);
  expect(() => canonicalPollingUrl(`/${'é'.repeat(350)}`)).toThrow(/canonical form of 2101 bytes/);
});

const piece = fc.oneof(
  fc.constantFrom('/', '.', '..', '%2e', '%2F', '%c3%a9', '?', '#', ':', '[', ']', ';', '=', '&'),
  fc.constantFrom('a', 'B', ' ', 'é', '%41', '%25', '+', "'", '~', '|', '\u212A', '１', 'xn--'),
  fc.string({ unit: 'grapheme', maxLength: 3 }),
);
const urlish = fc
  .tuple(fc.constantFrom('/', 'http://a', 'HTTPS://É', 'http://'), fc.array(piece))
  .map(([start, pieces]) => start + pieces.join(''));

test('a canonical URL is its own canonical form, in ASCII and without a fragment', () => {
  fc.assert(
    fc.property(urlish, (text) => {
      const canonical = canonicalOrUndefined(text);
      fc.pre(canonical !== undefined);
      expect(canonicalPollingUrl(canonical)).toBe(canonical);
      expect(canonical).toMatch(/^(\/(?!\/)|https?:\/\/[^/?#@]+\/)[!$-;=?-Z_a-z~]*$/);
    }),
    { numRuns: 1000 },
  );
});

test('a canonical absolute URL is to a browser what the given one is', () => {
  const host = fc.constantFrom('a.example', 'Bücher.example', '[::1]', 'a.example:80');
  const rest = fc.array(fc.constantFrom('/', 'a', '.', '..', '%2E', 'é', '%7e', ' ', '+', '%2f'));
  fc.assert(
    fc.property(host, rest, (name, pieces) => {
      // Not a space at the end, which browsers drop.
      const text = `http://${name}/${pieces.join('')}z`;
      const canonical = canonicalPollingUrl(text);
      expect(new URL(canonical).href).toBe(canonical);
      expect(unescapeUnreserved(new URL(text).href)).toBe(canonical);
    }),
  );
});

function canonicalOrUndefined(text: string): string | undefined {
  try {
    return canonicalPollingUrl(text);
  } catch {
    return undefined;
  }
}

/** A browser leaves `%7e` and the case of hex digits as they are. */
function unescapeUnreserved(href: string): string {
  return href.replaceAll('%7e', '~').replaceAll('%2f', '%2F').replaceAll('%2E', '.');
}
