const defaultPorts = new Map([
  ['http', '80'],
  ['https', '443'],
]);

/**
 * The one spelling of an authority, by RFC 3986: lower case, names as A-labels, no default port. IPv4 and
 * IPv6 addresses are not reformed. A fault completes the sentence "the URL …".
 */
export function canonicalHost(
  scheme: string,
  authority: string,
): { host: string; fault?: undefined } | { host?: undefined; fault: string } {
  if (authority.includes('@')) return { fault: 'holds a user (an @ in its host)' };
  const [, name, digits] = /^(\[[^\]]*\]|[^:[\]]*)(?::([0-9]*))?$/.exec(authority) ?? [];
  const host = name === undefined ? undefined : canonicalName(name);
  if (host === undefined) return { fault: 'has a host that is none' };
  const port = (digits ?? '').replace(/^0+(?=.)/, '');
  if (Number(port) > 65_535) return { fault: 'has a port above 65535' };
  return { host: port === '' || port === defaultPorts.get(scheme) ? host : `${host}:${port}` };
}

function canonicalName(name: string): string | undefined {
  if (name.startsWith('[')) return hostnameOf(name) === undefined ? undefined : name.toLowerCase();
  const decoded = decodedName(name);
  if (decoded === undefined) return undefined;
  const ascii = /^[\0-\x7f]*$/.test(decoded) ? decoded.toLowerCase() : asciiName(decoded);
  return ascii !== undefined && /^[\w.~!$&'()*+,;=-]+$/.test(ascii) ? ascii : undefined;
}

/** Percent-encoded unreserved characters and UTF-8 as themselves; what else is encoded is in no host's name. */
function decodedName(name: string): string | undefined {
  try {
    return name.replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
      const text = decodeURIComponent(run);
      return /^[\w.~\u0080-\u{10ffff}-]*$/u.test(text) ? text : ' ';
    });
  } catch {
    return undefined;
  }
}

/** The A-labels of an international name. The label after it keeps `１.１` from being read as an IPv4 address. */
function asciiName(name: string): string | undefined {
  const suffix = '.x';
  return hostnameOf(`${name}${suffix}`)?.slice(0, -suffix.length);
}

function hostnameOf(host: string): string | undefined {
  return URL.parse(`http://${host}/`)?.hostname;
}
