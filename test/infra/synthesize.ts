import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';

/** The module of this project's own tasks. */
export const samples = join(import.meta.dirname, '../../lambdas/tasks/index.ts');

const outdir = mkdtempSync(join(tmpdir(), 'synthesize-'));
rmSync(outdir, { recursive: true }); // its name is kept, and whoever synthesizes makes it again
/** One for all stacks, whose functions are then bundled once; each has a stage, which is synthesised alone. */
const app = new App({ outdir, builtinCloudFormationValidation: false });
rmSync(outdir, { recursive: true, force: true });

/** The template of a stack that has what `build` adds to it. Nothing is left on disk. */
export function synthesize(build: (stack: Stack) => void): Template {
  return synthesizeStack((stage) => {
    const stack = new Stack(stage, 'Test');
    build(stack);
    return stack;
  });
}

/** The template of the stack that `build` makes. Nothing is left on disk. */
export function synthesizeStack(build: (stage: Stage) => Stack): Template {
  mkdirSync(outdir);
  try {
    return Template.fromStack(build(new Stage(app, `Stage${app.node.children.length}`)));
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** The properties of the template's only resource of that type whose logical ID begins so. */
export function propertiesOf(template: Template, type: string, idPrefix = '') {
  const found = Object.entries(template.findResources(type)).filter(([id]) =>
    id.startsWith(idPrefix),
  );
  if (found.length !== 1) throw new Error(`${found.length} resources are ${type} ${idPrefix}…`);
  return found[0]?.[1].Properties;
}
