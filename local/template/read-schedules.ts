import { isRecord } from '../is-record.ts';
import { functionArn } from './read-functions.ts';
import type { Properties } from './resource.ts';
import type { ScheduleShape } from './shape.ts';

const unitsMs: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** What a rule of EventBridge calls at a rate. One that waits for events, or for an hour of the day, has none here. */
export function readSchedules(properties: Properties): ScheduleShape[] {
  const everyMs = rateMs(properties.value('ScheduleExpression'));
  const targets = properties.value('Targets');
  if (everyMs === undefined || properties.text('State', 'ENABLED') !== 'ENABLED') return [];
  return (Array.isArray(targets) ? targets : [])
    .filter(isRecord)
    .map(({ Arn }) => functionArn(String(Arn)))
    .filter((arn) => arn.includes(':lambda:'))
    .map((arn) => ({ functionArn: arn, everyMs }));
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html */
function rateMs(expression: unknown): number | undefined {
  const [, count, unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(String(expression)) ?? [];
  const unitMs = unitsMs[unit];
  return unitMs === undefined ? undefined : Number(count) * unitMs;
}
