/** The length of a text as it is stored and sent. */
export function utf8Bytes(text: string): number {
  // Nearly all of what is measured is ASCII, and that is measured for each write of a record.
  return isAscii(text) ? text.length : new TextEncoder().encode(text).length;
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 0x7f) return false;
  return true;
}
