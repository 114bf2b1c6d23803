/** What a front's event says that no `Request` holds as it was sent: it would resolve the path's dot segments. */
export interface Asked {
  /** The request has another one where a `Request` must not have it. */
  method: string;
  /** Percent-encoded, below stage and base path. */
  path: string;
  /** Decoded. */
  query: readonly (readonly [name: string, value: string])[];
  /** What stands before `path` where the front's caller sees it: a stage, a base path, or nothing. */
  prefix: string;
  requestId: string;
  /** Who the front found the caller to be; empty where it asks nobody. */
  principal: string;
  /** Whether the front puts the headers of CORS on what is answered: a second set would be one too many. */
  frontAnswersCors: boolean;
}

/** A front's event, read. */
export interface Arrived {
  asked: Asked;
  /** The request but for what is in `asked`. */
  request: Request;
}
