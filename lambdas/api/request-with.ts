interface Sent {
  body: string | null;
  isBase64Encoded: boolean;
}

/** A request but for what is in `Asked`. */
export function requestWith(
  method: string,
  headers: readonly [name: string, value: string][],
  { body, isBase64Encoded }: Sent,
): Request {
  const bodiless = body === null || method === 'GET' || method === 'HEAD';
  return new Request('https://gateway/', {
    method: isFitMethod(method) ? method : 'UNFIT',
    headers: new Headers(headers.filter(isFitHeader)),
    body: bodiless ? null : Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'),
  });
}

/** No `Request` has one of these (https://fetch.spec.whatwg.org/#forbidden-method), and no route. */
function isFitMethod(method: string): boolean {
  return !/^(CONNECT|TRACE|TRACK)$/i.test(method);
}

/** Gateways let through what `Headers` refuses; nothing here reads such a header. */
function isFitHeader([name, value]: readonly [string, string]): boolean {
  return /^[\w!#$%&'*+.^`|~-]+$/.test(name) && /^[\t\x20-\x7e\x80-\xff]*$/.test(value);
}
