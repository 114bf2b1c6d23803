import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { AsyncTasks } from 'madrona-async/infra';

class OwnApp extends Stack {
  constructor(app: App) {
    super(app, 'OwnApp');
    const { front } = new AsyncTasks(this, 'Tasks', { entry: 'tasks.ts' });
    new CfnOutput(this, 'Url', { value: front.url });
  }
}

new OwnApp(new App());
