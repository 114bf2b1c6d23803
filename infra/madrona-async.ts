import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { AsyncTasksProps } from './async-tasks-props.ts';
import { AsyncTasks } from './async-tasks.ts';

/** A stack with nothing but `AsyncTasks`, which tells where its API is. */
export class MadronaAsync extends Stack {
  readonly tasks: AsyncTasks;

  constructor(scope: Construct, id: string, props: StackProps & AsyncTasksProps = {}) {
    super(scope, id, { description: 'Lengthy work behind a URL', ...props });
    this.tasks = new AsyncTasks(this, 'Tasks', props);
    const { api } = this.tasks;
    new CfnOutput(this, 'ApiUrl', { description: 'Where callers reach the API', value: api.url });
    new CfnOutput(this, 'ApiId', {
      description: 'For emulators, whose own URLs are built from it',
      value: api.restApiId,
    });
  }
}
