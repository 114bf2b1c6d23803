/**
 * What pages of other origins may send and read, where they may call at all
 * (https://fetch.spec.whatwg.org/#http-cors-protocol).
 */
export const cors = {
  methods: ['GET', 'HEAD', 'POST'],
  requestHeaders: [
    'Accept',
    'Authorization',
    'Cache-Control',
    'Content-Type',
    'Idempotency-Key',
    'If-None-Match',
    'Last-Event-ID',
    'Prefer',
    // A signature's: CORS knows no `X-Amz-*`.
    'X-Amz-Content-Sha256',
    'X-Amz-Date',
    'X-Amz-Security-Token',
  ],
  responseHeaders: [
    'Cache-Status',
    'Content-Location',
    'ETag',
    'Location',
    'Preference-Applied',
    'Retry-After',
  ],
  /** For how long a browser need not ask again: Chromium's most, in seconds. */
  maxAgeSeconds: 7200,
} as const;

/**
 * Whether a text is an origin as browsers send it: `https://app.example.org`, with its port where that is not the
 * default, and `http:` on this machine alone. A path, a pattern or a capital letter would never match.
 */
export function isOrigin(text: string): boolean {
  const url = URL.parse(text);
  if (url?.origin !== text || !/^[a-z0-9.-]+$/.test(url.hostname)) return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isThisMachine(url.hostname));
}

function isThisMachine(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '127.0.0.1';
}
