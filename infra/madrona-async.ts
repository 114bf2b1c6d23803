import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { AsyncTasksProps } from './async-tasks-props.ts';
import { AsyncTasks } from './async-tasks.ts';

/** What the stack is given. */
export interface MadronaAsyncProps extends StackProps {
  /** What `AsyncTasks` takes. */
  readonly tasks: AsyncTasksProps;
}

/** A stack with nothing but `AsyncTasks`, which tells where everything is by its outputs. */
export class MadronaAsync extends Stack {
  /** All that is in it. */
  readonly tasks: AsyncTasks;

  /** Throws what `AsyncTasks` throws. */
  constructor(scope: Construct, id: string, { tasks, ...stack }: MadronaAsyncProps) {
    super(scope, id, { description: 'Lengthy work behind a URL', ...stack });
    this.tasks = new AsyncTasks(this, 'Tasks', tasks);
    const { front, table, queue, deadLetterQueue } = this.tasks;
    this.tell('Url', 'Where callers reach the API', front.url);
    if (front.apiId !== undefined) {
      this.tell('ApiId', 'For emulators, whose own URLs are built from it', front.apiId);
    }
    this.tell('TableName', 'The runs and their results', table.tableName);
    this.tell('QueueUrl', 'The runs that have begun', queue.queueUrl);
    this.tell('DeadLetterQueueUrl', 'The messages that were given up', deadLetterQueue.queueUrl);
  }

  private tell(name: string, description: string, value: string): void {
    new CfnOutput(this, name, { description, value });
  }
}
