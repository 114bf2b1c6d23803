/** Whether an `Accept` header (RFC 9110 §12.5.1) lets a type through; the most specific range decides. */
export function accepts(accept: string | undefined, type: string): boolean {
  const ranges = (accept ?? '').split(',').map(parseRange);
  if (ranges.every(({ type }) => type === '')) return true;
  const decisive = [type, type.replace(/[^/]*$/, '*'), '*/*']
    .map((range) => ranges.find((one) => one.type === range))
    .find((range) => range !== undefined);
  return decisive !== undefined && decisive.quality > 0;
}

/** Whether it asks for server-sent events by name, as an `EventSource` does. */
export function acceptsEvents(accept: string | undefined): boolean {
  const ranges = (accept ?? '').split(',').map(parseRange);
  return ranges.some(({ type, quality }) => type === 'text/event-stream' && quality > 0);
}

function parseRange(text: string): { type: string; quality: number } {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const weight = parameters.find((parameter) => /^q=/.test(parameter))?.slice('q='.length);
  const quality = weight === undefined ? 1 : Number(weight);
  return { type, quality: Number.isFinite(quality) ? quality : 1 };
}
