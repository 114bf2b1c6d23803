import { isRecord } from '../is-record.ts';

/** What the stack and a function's process say to each other. Events and payloads cross as JSON text. */
export interface Invocation {
  requestId: string;
  event: string;
  /** Milliseconds since the epoch. */
  deadline: number;
}

export type FunctionMessage = { kind: 'ready' } | { kind: 'ended'; outcome: FunctionOutcome };

export type FunctionOutcome = { ok: true; payload: string } | { ok: false; error: FunctionFault };

export interface FunctionFault {
  type: string;
  message: string;
}

/** Both ends are ours: a message is told from what a task's code may send by its form alone. */
export function isInvocation(message: unknown): message is Invocation {
  return isRecord(message) && typeof message['event'] === 'string' && 'deadline' in message;
}

export function isFunctionMessage(message: unknown): message is FunctionMessage {
  return isRecord(message) && (message['kind'] === 'ready' || isRecord(message['outcome']));
}
