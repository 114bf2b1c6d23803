import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { AsyncTasksProps } from './async-tasks-props.ts';
import { AsyncTasks } from './async-tasks.ts';

export interface MadronaAsyncProps extends StackProps {
  /** What `AsyncTasks` takes. */
  readonly tasks: AsyncTasksProps;
}

/** A stack with nothing but `AsyncTasks`, which tells where everything is by its outputs. */
export class MadronaAsync extends Stack {
  readonly tasks: AsyncTasks;

  /** Throws what `AsyncTasks` throws. */
  constructor(scope: Construct, id: string, { tasks, ...stack }: MadronaAsyncProps) {
    super(scope, id, { description: 'Lengthy work behind a URL', ...stack });
    this.tasks = new AsyncTasks(this, 'Tasks', tasks);
    const { api } = this.tasks;
    new CfnOutput(this, 'ApiUrl', { description: 'Where callers reach the API', value: api.url });
    new CfnOutput(this, 'ApiId', {
      description: 'For emulators, whose own URLs are built from it',
      value: api.restApiId,
    });
  }
}
