/** The length of a text as it is stored and sent. */
export function utf8Bytes(text: string): number {
  return new TextEncoder().encode(text).length;
}
