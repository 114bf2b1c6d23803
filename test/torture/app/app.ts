import { App, Duration, Stack } from 'aws-cdk-lib';
import { AsyncTasks } from '../../../infra/index.ts';

const stack = new Stack(new App(), 'Torture');
// Longer than a worker is stopped for; and a message comes again so soon where its worker dies before it has hidden it.
new AsyncTasks(stack, 'Tasks', { entry: 'tasks.ts', workerTimeout: Duration.seconds(45) });
