import { join } from 'node:path';
import { App, CfnResource, Duration, Fn } from 'aws-cdk-lib';
import { MadronaAsync } from '../../infra/madrona-async.ts';
import { readAppContext } from '../../infra/app-context.ts';

// The app of a stack that changes: `-c tasks=before` or `after`, and `-c broken=true` for one that cannot be deployed.

const app = new App();
const valueOf = (name: string): unknown => app.node.tryGetContext(name);
const { stackName, ...props } = readAppContext(valueOf);
const entry = join(import.meta.dirname, `fixtures/tasks-${String(valueOf('tasks'))}.ts`);
// A message whose worker dies before its first call stays hidden for as long as the worker may take.
const stack = new MadronaAsync(app, stackName, {
  tasks: { entry, maxConcurrency: 2, workerTimeout: Duration.minutes(2), ...props },
});
if (valueOf('broken') !== undefined) {
  const mapping = new CfnResource(stack, 'Broken', {
    type: 'AWS::Lambda::EventSourceMapping',
    properties: {
      FunctionName: Fn.importValue('no-such-export'),
      EventSourceArn: stack.tasks.queue.queueArn,
    },
  });
  // Last, so that there is something to roll back.
  mapping.node.addDependency(stack.tasks.functions.api);
}
app.synth();
