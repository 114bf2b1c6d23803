const beyondAscii = /[\u0080-\uffff]/;

/** The length of a text as it is stored and sent. */
export function utf8Bytes(text: string): number {
  // Nearly all of what is measured is ASCII, and that is measured for each write of a record.
  return beyondAscii.test(text) ? new TextEncoder().encode(text).length : text.length;
}
