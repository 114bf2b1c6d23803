import type { Fields } from './fields.ts';

/** A request but for what is in `Asked`; its body is that of the event. */
export function requestWith(
  method: string,
  headers: readonly [name: string, value: string][],
  { body, isBase64Encoded }: Fields,
): Request {
  const bodiless = typeof body !== 'string' || /^(GET|HEAD)$/i.test(method);
  return new Request('https://gateway/', {
    method: isFitMethod(method) ? method : 'UNFIT',
    headers: new Headers(headers.filter(isFitHeader)),
    body: bodiless ? null : Buffer.from(body, isBase64Encoded === true ? 'base64' : 'utf8'),
  });
}

const token = /^[\w!#$%&'*+.^`|~-]+$/;

/** No `Request` has one of these (https://fetch.spec.whatwg.org/#forbidden-method), and no route. */
function isFitMethod(method: string): boolean {
  return token.test(method) && !/^(CONNECT|TRACE|TRACK)$/i.test(method);
}

/** Gateways let through what `Headers` refuses; nothing here reads such a header. */
function isFitHeader([name, value]: readonly [string, string]): boolean {
  return token.test(name) && /^[\t\x20-\x7e\x80-\xff]*$/.test(value);
}
