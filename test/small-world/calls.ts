import type { Change, Guard } from '../../core/guard.ts';
import type { AttemptEnd, Place, WriteOutcome } from '../../core/ports.ts';
import type { RunRecord } from '../../core/run.ts';
import { moved, movedChange, movedGuard } from './instants.ts';

/** What a process asks of the world: one step each. */
export type Call =
  | { do: 'read'; place: Place }
  | { do: 'put'; place: Place; record: RunRecord; guard: Guard }
  | { do: 'update'; place: Place; change: Change; guard: Guard }
  | { do: 'send'; body: string }
  | { do: 'execute' }
  | { do: 'delete' };

/** What the world answers. */
export type Answer =
  | { to: 'read'; record: RunRecord | undefined }
  | { to: 'write'; outcome: WriteOutcome }
  | { to: 'message' }
  | { to: 'execute'; end: AttemptEnd };

/** The call with its times moved: from a process's own clock to the present, or on as time goes. */
export function movedCall(call: Call, byMs: number): Call {
  switch (call.do) {
    case 'put':
      return { ...call, record: moved(call.record, byMs), guard: movedGuard(call.guard, byMs) };
    case 'update':
      return {
        ...call,
        change: movedChange(call.change, byMs),
        guard: movedGuard(call.guard, byMs),
      };
    case 'read':
    case 'send':
    case 'execute':
    case 'delete':
      return call;
  }
}

/** The answer with its times moved. */
export function movedAnswer(answer: Answer, byMs: number): Answer {
  const movedRecord = (record: RunRecord | undefined) => record && moved(record, byMs);
  switch (answer.to) {
    case 'read':
      return { ...answer, record: movedRecord(answer.record) };
    case 'write': {
      const { outcome } = answer;
      return outcome.applied
        ? { to: 'write', outcome: { applied: true, record: moved(outcome.record, byMs) } }
        : { to: 'write', outcome: { applied: false, record: movedRecord(outcome.record) } };
    }
    case 'message':
    case 'execute':
      return answer;
  }
}

/** The record that an answer tells of. */
export function recordIn(answer: Answer): RunRecord | undefined {
  if (answer.to === 'read') return answer.record;
  return answer.to === 'write' ? answer.outcome.record : undefined;
}
