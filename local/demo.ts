import { createScreen } from './demo/screen.ts';
import { tellStory } from './demo/story.ts';
import { startEmbedded } from './embedded.ts';
import { isRecord } from './is-record.ts';
import { untilStopped } from './until-stopped.ts';

/** Long enough a coast to take several seconds. */
const callUrl = '/v1/run/coastal-zone/Canada/12';

const stopped = untilStopped();
const screen = createScreen(process.stdout);

try {
  await demonstrate();
} catch (error) {
  screen.line();
  console.error(stopped.aborted ? 'Stopped' : error instanceof Error ? error.message : error);
  process.exitCode = stopped.aborted ? 130 : 1;
}

/** On a stack of its own, which keeps nothing. */
async function demonstrate(): Promise<void> {
  const from = performance.now();
  screen.show('Starting the stack on this machine …');
  const embedded = await startEmbedded({
    memory: true,
    report: (line) => screen.line(line),
    signal: stopped,
  });
  try {
    const took = ((performance.now() - from) / 1000).toFixed(1);
    screen.line(`The stack is ready at ${embedded.url}, after ${took} s`);
    screen.line();
    await tellStory({ url: embedded.url, callUrl, describe, screen, signal: stopped });
  } finally {
    await embedded.close();
  }
}

function describe(zone: unknown): string {
  if (!isRecord(zone) || typeof zone['areaKm2'] !== 'number') {
    throw new Error(`The result is no coastal zone: ${JSON.stringify(zone).slice(0, 200)}`);
  }
  const { areaKm2, country, km, polygon } = zone;
  const points = JSON.stringify(polygon).match(/\[-?\d/g)?.length ?? 0;
  const area = Math.round(areaKm2).toLocaleString('en');
  return `${area} km² of sea within ${String(km)} km of ${String(country)}, as a polygon of ${points} points`;
}
