/** What a header's value says, be it a token or a quoted string (RFC 9110 §5.6.4). */
export function unquoted(value: string): string {
  return value.replace(/^"(.*)"$/, '$1').replaceAll(/\\(.)/g, '$1');
}
