import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { afterAll, beforeAll, describe } from 'vitest';
import { frontKinds } from '../../../infra/front.ts';
import { MadronaAsync } from '../../../infra/madrona-async.ts';
import { startEmbedded, type Embedded } from '../../../local/embedded.ts';
import { frontJourneys, page } from './journeys.ts';

const entry = join(import.meta.dirname, 'tasks.ts');

describe.each(frontKinds)('behind %s, on the embedded stack', (front) => {
  const outdir = mkdtempSync(join(tmpdir(), 'front-test-'));
  let embedded: Embedded | undefined;

  beforeAll(async () => {
    const app = new App({
      outdir,
      analyticsReporting: false,
      builtinCloudFormationValidation: false,
    });
    new MadronaAsync(app, 'Fronts', { tasks: { entry, front, corsOrigins: [page] } });
    app.synth();
    embedded = await startEmbedded({ memory: true, outdir });
  });

  afterAll(async () => {
    await embedded?.close();
    rmSync(outdir, { recursive: true });
  });

  frontJourneys(() => embedded?.url ?? '');
});
