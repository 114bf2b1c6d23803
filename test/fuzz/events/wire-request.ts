/** A request as it comes over the wire, before a gateway makes an event of it. */
export interface WireRequest {
  method: string;
  /** Percent-encoded, or not; below stage and base path. */
  path: string;
  query: string;
  headers: readonly (readonly [name: string, value: string])[];
  body: Buffer | undefined;
}

/** Planted wherever a caller says something, to be looked for in the headers of answers. */
export const marker = 'zQ7marker';
