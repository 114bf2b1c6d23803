import { App, Validations } from 'aws-cdk-lib';
import { isValidated } from './env.ts';
import { MadronaAsync } from './madrona-async.ts';

const app = new App({
  analyticsReporting: false,
  // What CDK's own validation finds fails synthesis, instead of a warning.
  postCliContext: { '@aws-cdk/core:validateAgainstDefaultRules': true },
});
new MadronaAsync(app, 'MadronaAsync');
if (isValidated) {
  const { AwsSolutionsChecks } = await import('cdk-nag');
  Validations.of(app).addPlugins(new AwsSolutionsChecks());
}
app.synth();
