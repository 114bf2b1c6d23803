import type { ErrorCode } from '../../../core/errors.ts';
import type { requestHeaders } from './request-headers.ts';
import type { responseHeaders } from './response-headers.ts';

/** JSON Schema 2020-12, the dialect of OpenAPI 3.1. */
export type Schema = Record<string, unknown>;

export type RequestHeader = keyof typeof requestHeaders;

export type ResponseHeader = keyof typeof responseHeaders;

/** What the document says of a route. */
export interface Operation {
  /** Names the operation: for links, and for who generates code. */
  id: string;
  summary: string;
  description: string;
  parameters?: readonly Parameter[];
  headers?: readonly RequestHeader[];
  /** The schema of the body, which is JSON. */
  body?: Schema;
  /** By status. */
  answers: Record<number, Answer>;
  problems: readonly ErrorCode[];
}

export interface Parameter {
  name: string;
  in: 'path' | 'query';
  description: string;
  schema: Schema;
  example?: string;
}

/** An answer that is no problem. */
export interface Answer {
  description: string;
  /** Absent where there is no body. */
  schema?: Schema;
  /** Whether it can be had as server-sent events too. */
  isStream?: true;
  /** Whether it is HTML, and nothing else. */
  isPage?: true;
  /** Besides those that every answer has. */
  headers: HeaderUses;
  links?: readonly LinkName[];
}

export interface HeaderUses {
  always?: readonly ResponseHeader[];
  sometimes?: readonly ResponseHeader[];
}

/** What can be done next with a run: by the task ID in the body, or in its member `run`. */
export type LinkName = 'monitor' | 'result' | 'cancel';
