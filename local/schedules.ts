import { randomUUID } from 'node:crypto';
import type { FunctionOutcome } from './functions/messages.ts';
import { account, region } from './region.ts';
import type { ScheduleShape } from './template/shape.ts';

export interface Schedules {
  close(): void;
}

/** Calls each function at its rate, as rules of EventBridge do: first when that time has passed once. */
export function startSchedules(
  shapes: readonly ScheduleShape[],
  invoke: (functionArn: string, event: string) => Promise<FunctionOutcome>,
): Schedules {
  const timers = shapes.map(({ functionArn, everyMs }) =>
    // It rejects where the stack is being stopped while it waits for its turn.
    setInterval(() => {
      invoke(functionArn, JSON.stringify(scheduledEvent())).catch(() => undefined);
    }, everyMs).unref(),
  );
  return {
    close() {
      for (const timer of timers) clearInterval(timer);
    },
  };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/with-eventbridge-scheduler.html */
function scheduledEvent() {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account,
    time: new Date().toISOString(),
    region,
    resources: [],
    detail: {},
  };
}
