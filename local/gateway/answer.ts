import { validateHeaderName, validateHeaderValue, type ServerResponse } from 'node:http';

/** What a front answers, of its own or of its function's. */
export interface Answer {
  status: number;
  headers: Record<string, string | string[]>;
  body: Buffer | string;
}

export function send(response: ServerResponse, { status, headers, body }: Answer): void {
  response.statusCode = status;
  response.setHeaders(new Map(Object.entries(headers))).end(body);
}

export function isStatus(status: number): boolean {
  return Number.isInteger(status) && status >= 200 && status <= 599;
}

/** Whether HTTP can carry a header. */
export function canBeSent(name: string, values: readonly string[]): boolean {
  try {
    validateHeaderName(name);
    for (const value of values) validateHeaderValue(name, value);
    return true;
  } catch {
    return false;
  }
}
