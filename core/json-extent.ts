/** How far a text of JSON goes, whether it is well-formed or not. */
export interface JsonExtent {
  /** How many arrays and objects hold what is deepest. */
  levels: number;
  /** What it has besides white space and the insides of its strings. */
  structureBytes: number;
}

/** Looks at UTF-8 of JSON without parsing it: a parser takes a hundred times as long for brackets in brackets. */
export function jsonExtent(bytes: Uint8Array): JsonExtent {
  let open = 0;
  let levels = 0;
  let structureBytes = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === space || byte === tab || byte === lineFeed || byte === carriageReturn) continue;
    structureBytes += 1;
    if (byte === quote) at = endOfString(bytes, at);
    else if (byte === bracket || byte === brace) {
      open += 1;
      if (open > levels) levels = open;
    } else if (byte === closingBracket || byte === closingBrace) open -= 1;
  }
  return { levels, structureBytes };
}

function endOfString(bytes: Uint8Array, from: number): number {
  for (let at = from + 1; at < bytes.length; at += 1) {
    if (bytes[at] === backslash) at += 1;
    else if (bytes[at] === quote) return at;
  }
  return bytes.length;
}

const [space, tab, lineFeed, carriageReturn] = [0x20, 0x09, 0x0a, 0x0d];
const [quote, backslash] = [0x22, 0x5c];
const [bracket, closingBracket, brace, closingBrace] = [0x5b, 0x5d, 0x7b, 0x7d];
