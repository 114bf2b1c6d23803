import { fileURLToPath } from 'node:url';
import { App, Validations } from 'aws-cdk-lib';
import { readAppContext } from './app-context.ts';
import { isValidated } from './env.ts';
import { MadronaAsync } from './madrona-async.ts';

const app = new App({
  analyticsReporting: false,
  // What CDK's own validation finds fails synthesis, instead of a warning.
  postCliContext: { '@aws-cdk/core:validateAgainstDefaultRules': true },
});
const { stackName, ...props } = readAppContext((name) => app.node.tryGetContext(name));
const samples = fileURLToPath(new URL('../lambdas/tasks/index.ts', import.meta.url));
new MadronaAsync(app, stackName, { tasks: { entry: samples, ...props } });
if (isValidated) {
  const { AwsSolutionsChecks } = await import('cdk-nag');
  Validations.of(app).addPlugins(new AwsSolutionsChecks());
}
app.synth();
