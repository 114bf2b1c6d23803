/**
 * The part of a path that is the API's own. With a stage or a base path before it, only the proxy parameter tells
 * where that ends.
 */
export function pathInApi(path: string, proxyParameter: string | undefined): string {
  const proxied = trimmed(proxyParameter ?? '');
  const segments = path.split('/').slice(1);
  const from = segments.findIndex((_, i) => {
    const rest = trimmed(segments.slice(i).join('/'));
    return rest === proxied || trimmed(decoded(rest)) === proxied;
  });
  return from < 0 ? path : `/${segments.slice(from).join('/')}`;
}

/** Only what is plainly a path: with `//` in front, a reference would lead to another host. */
export function prefixOf(fullPath: string, path: string): string {
  const full = decoded(fullPath);
  const inApi = decoded(path);
  const prefix = full.endsWith(inApi) ? full.slice(0, -inApi.length) : '';
  return /^(\/[\w.~$+!*'()-]+)+$/.test(prefix) ? prefix : '';
}

function trimmed(path: string): string {
  return path.replace(/\/$/, '');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
