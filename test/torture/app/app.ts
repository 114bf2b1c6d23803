import { App, Duration, Size, Stack } from 'aws-cdk-lib';
import { AsyncTasks } from '../../../infra/index.ts';

const stack = new Stack(new App(), 'Torture');
new AsyncTasks(stack, 'Tasks', {
  entry: 'tasks.ts',
  // Longer than a worker is stopped for; and a message comes again so soon where its worker dies before it has hidden it.
  workerTimeout: Duration.seconds(45),
  // So little that the task which fills its memory has done so long before its time is over.
  workerMemory: Size.mebibytes(384),
});
