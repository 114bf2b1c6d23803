import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stage } from 'aws-cdk-lib';
import { afterAll, beforeAll, describe } from 'vitest';
import { frontKinds } from '../../../infra/front.ts';
import { MadronaAsync } from '../../../infra/madrona-async.ts';
import { startEmbedded, type Embedded } from '../../../local/embedded.ts';
import { frontJourneys, page } from './journeys.ts';

const entry = join(import.meta.dirname, 'tasks.ts');

const outdir = mkdtempSync(join(tmpdir(), 'front-test-'));
const app = new App({ outdir, analyticsReporting: false, builtinCloudFormationValidation: false });
afterAll(() => rmSync(outdir, { recursive: true }));

describe.each(frontKinds)('behind %s, on the embedded stack', (front) => {
  let embedded: Embedded | undefined;

  beforeAll(async () => {
    const stage = new Stage(app, front);
    new MadronaAsync(stage, 'Fronts', { tasks: { entry, front, corsOrigins: [page] } });
    embedded = await startEmbedded({ memory: true, outdir: stage.synth().directory });
  });

  afterAll(() => embedded?.close());

  frontJourneys(() => embedded?.url ?? '');
});
