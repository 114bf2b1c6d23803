import { TaskError } from './errors.ts';
import { canonicalHost } from './url-host.ts';
import { utf8Bytes } from './utf8-bytes.ts';

/** The longest polling URL, in bytes, as it is given and in its canonical form. */
export const maxUrlBytes = 2_048;

/**
 * The one spelling of a polling URL: RFC 3986 §6.2.2 and §6.2.3, hosts as A-labels, what no URL may hold
 * percent-encoded as UTF-8, no fragment. Query order, an empty `?` and `+` are kept, and so is the difference
 * between a path alone and an absolute URL.
 *
 * Throws `invalid-polling-url`, naming what is wrong and what is allowed.
 */
export function canonicalPollingUrl(text: string): string {
  refuseOversize(utf8Bytes(text), 'is');
  const unfit = unfitIn(text);
  if (unfit !== undefined) throw refusal(`holds ${unfit}`);
  const [beforeFragment = ''] = text.split('#', 1);
  const url = canonicalOf(beforeFragment);
  refuseOversize(url.length, 'has a canonical form of');
  return url;
}

function canonicalOf(text: string): string {
  const [, scheme, authority, path = '', query = ''] =
    /^(?:(https?):\/\/([^/?]*))?([^?]*)(.*)$/is.exec(text) ?? [];
  const plainPath = withoutDotSegments(canonicalText(path));
  if (scheme !== undefined && authority !== undefined) {
    const { host, fault } = canonicalHost(scheme.toLowerCase(), authority);
    if (fault !== undefined) throw refusal(fault);
    return `${scheme.toLowerCase()}://${host}${plainPath}${canonicalText(query)}`;
  }
  if (!path.startsWith('/') || path.startsWith('//'))
    throw refusal('begins neither with a single / nor with http(s)://');
  // `/.//host` would otherwise become a reference to another host.
  if (plainPath.startsWith('//'))
    throw refusal('has a path that begins with // once it is resolved');
  return `${plainPath}${canonicalText(query)}`;
}

function unfitIn(text: string): string | undefined {
  if (!text.isWellFormed()) return 'a lone surrogate';
  if (/\p{Cc}/u.test(text)) return 'a control character';
  if (text.includes('\\')) return 'a backslash';
  if (/%(?![0-9a-f]{2})/i.test(text)) return 'a % that is not followed by two hexadecimal digits';
  return undefined;
}

/** Hex digits in upper case, unreserved characters as themselves, what a path or query may not hold encoded. */
function canonicalText(text: string): string {
  // Not /i with /u: together they take ſ for s and the Kelvin sign for k.
  return text.replace(/%[0-9A-Fa-f]{2}|[^\w.~!$&'()*+,;=:@/?%-]/gu, (part) => {
    if (!part.startsWith('%')) return encodeURIComponent(part);
    const character = String.fromCharCode(Number.parseInt(part.slice(1), 16));
    return /[\w.~-]/.test(character) ? character : part.toUpperCase();
  });
}

/** RFC 3986 §5.2.4, for a path that is empty or begins with `/`. */
function withoutDotSegments(path: string): string {
  const segments = path.split('/').slice(1);
  const kept: string[] = [];
  for (const [i, segment] of segments.entries()) {
    const dots = segment === '.' || segment === '..';
    if (segment === '..') kept.pop();
    if (!dots) kept.push(segment);
    else if (i === segments.length - 1) kept.push('');
  }
  return `/${kept.join('/')}`;
}

function refuseOversize(bytes: number, what: string): void {
  if (bytes > maxUrlBytes) throw refusal(`${what} ${bytes} bytes`);
}

function refusal(fault: string): TaskError {
  return new TaskError(
    'invalid-polling-url',
    `The polling URL ${fault}; allowed is /path… or http(s)://host/path… (not //host, no user), ` +
      `at most ${maxUrlBytes.toLocaleString('en')} bytes`,
  );
}
