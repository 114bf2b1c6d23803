import { expect, onTestFinished, test } from 'vitest';
import { startSchedules } from '../../local/schedules.ts';
import { readAssembly } from '../../local/template/assembly.ts';
import { readTemplate } from '../../local/template/read-template.ts';
import { fixtureAssembly } from './template-of.ts';
import { until } from './until.ts';

const functionArn = 'arn:aws:lambda:us-east-1:000000000000:function:Fixture-WorkerFunction';

/** What the fixture is called by, with that rule in it. */
function schedulesWith(rule: Record<string, unknown>) {
  const assembly = structuredClone(readAssembly(fixtureAssembly));
  const Targets = [{ Id: 'Target0', Arn: { 'Fn::GetAtt': ['WorkerFunction', 'Arn'] } }];
  const properties = { State: 'ENABLED', Targets, ...rule };
  assembly.resources.push({ id: 'Rule', type: 'AWS::Events::Rule', properties });
  return readTemplate(assembly, { sqsEndpoint: 'http://127.0.0.1:9324' }).schedules;
}

test.each([
  ['rate(1 minute)', 60_000],
  ['rate(15 minutes)', 900_000],
  ['rate(1 hour)', 3_600_000],
  ['rate(2 days)', 172_800_000],
])('a rule of %s calls its function as often', (ScheduleExpression, everyMs) => {
  expect(schedulesWith({ ScheduleExpression })).toEqual([{ functionArn, everyMs }]);
});

test.each([
  { ScheduleExpression: 'cron(0 3 * * ? *)' },
  { EventPattern: { source: ['aws.ec2'] } },
  { ScheduleExpression: 'rate(1 hour)', State: 'DISABLED' },
  { ScheduleExpression: 'rate(1 hour)', Targets: [{ Id: 'Target0', Arn: 'arn:aws:sqs:x:y:z' }] },
])('a rule that is %o calls nothing here', (rule) => {
  expect(schedulesWith(rule)).toEqual([]);
});

test('a function is called at its rate, with the event of a schedule, until the stack is closed', async () => {
  const events: string[] = [];
  const schedules = startSchedules([{ functionArn, everyMs: 2 }], async (arn, event) => {
    events.push(`${arn} ${event}`);
    return { ok: true, payload: 'null' };
  });
  onTestFinished(schedules.close);

  await until(() => events[2]);
  schedules.close();

  expect(events[0]).toContain(`${functionArn} {"version":"0"`);
  expect(events[0]).toContain('"detail-type":"Scheduled Event"');
});
